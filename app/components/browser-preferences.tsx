'use client'

/** How this browser writes money and dates, in which zone, and whether it listens to single keys. */
import { useBankSession } from '../api-client/bank-session.tsx'
import { settingsText as text } from '../text/settings.ts'
import classes from './browser-preferences.module.css'
import { Choice, ChoiceGroup } from './choice.tsx'
import { dayAndTime } from './dates.ts'
import { localeFor, locales } from './locale.ts'
import { formatMoney } from './money-format.ts'
import { setPreferences, type Zone } from './preferences.ts'
import sheet from './sheet.module.css'
import { usePreferences } from './use-preferences.ts'

const zones: readonly Zone[] = ['device', 'bank']

export function BrowserPreferences() {
  const { locale, zone, hasShortcuts } = usePreferences()
  const { timeZone, bankTimeZone } = useBankSession()
  const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <section className={`${sheet.sheet} ${sheet.padded} ${classes.form}`} aria-label={text.browser}>
      <p className={classes.quiet}>{text.kept}</p>
      <ChoiceGroup legend={text.formats} field="locale">
        {[null, ...locales].map((choice) => (
          <Choice
            key={choice}
            name="locale"
            value={choice ?? ''}
            isChosen={locale === choice}
            onChoose={() => setPreferences({ locale: choice })}
            label={choice === null ? text.asBrowser : text.locales[choice]}
            detail={choice === null ? text.locales[localeFor(navigator.languages)] : undefined}
          />
        ))}
      </ChoiceGroup>
      <p className={classes.quiet} role="status">
        {formatMoney({ amount: '1250.50', currency: 'EUR' })} · {dayAndTime(new Date(), timeZone)}
      </p>
      <ChoiceGroup legend={text.zone} field="zone">
        {zones.map((choice) => (
          <Choice
            key={choice}
            name="zone"
            value={choice}
            isChosen={zone === choice}
            onChoose={() => setPreferences({ zone: choice })}
            label={text.zones[choice]}
            detail={choice === 'bank' ? bankTimeZone : deviceZone}
          />
        ))}
      </ChoiceGroup>
      <ChoiceGroup legend={text.shortcuts} field="shortcuts">
        {(['on', 'off'] as const).map((choice) => (
          <Choice
            key={choice}
            name="shortcuts"
            value={choice}
            isChosen={hasShortcuts === (choice === 'on')}
            onChoose={() => setPreferences({ hasShortcuts: choice === 'on' })}
            label={text.shortcutChoices[choice]}
            detail={choice === 'on' ? text.shortcutDetail : undefined}
          />
        ))}
      </ChoiceGroup>
    </section>
  )
}
