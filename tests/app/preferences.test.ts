import { afterEach, describe, expect, it } from 'vitest'
import { readAmount } from '../../app/components/amount-input.ts'
import { dayAndTime } from '../../app/components/dates.ts'
import { localeFor, locales } from '../../app/components/locale.ts'
import { formatMoney } from '../../app/components/money-format.ts'
import { readPreferences, setPreferences } from '../../app/components/preferences.ts'
import { currencies, formatDecimal, MAX_AMOUNT_MINOR } from '../../server/domain/money.ts'
import { fc, runs } from '../support/property.ts'

afterEach(() => setPreferences({ locale: null, zone: 'device', hasShortcuts: true }))

describe('what was kept', () => {
  const usual = { locale: null, zone: 'device', hasShortcuts: true }

  it('is read as it was chosen', () => {
    const chosen = { locale: 'fr', zone: 'bank', hasShortcuts: false }
    expect(readPreferences(JSON.stringify(chosen))).toEqual(chosen)
  })

  it.each([null, '', 'no JSON', 'null', '[]', '{"locale":"xx","zone":3,"hasShortcuts":"no"}'])(
    'is as if nothing had been chosen when it is %j',
    (kept) => expect(readPreferences(kept)).toEqual(usual),
  )
})

it.each([
  [['en-US', 'de'], 'en-US'],
  [['en'], 'en-US'],
  [['en-AU'], 'en-GB'],
  [['de-AT', 'en-US'], 'de'],
  [['ja-JP'], 'ja'],
  [['nl', 'fr-CA'], 'fr'],
  [[], 'en-GB'],
] as const)('languages %j are written as %s', (languages, locale) => {
  expect(localeFor(languages)).toBe(locale)
})

/** Spaces that do not break, as ordinary ones. */
const plain = (text: string) => text.replace(/\s/g, ' ')

it.each([
  ['en-US', '−€1,250.50', 'March 10, 2026 at 2:05 PM'],
  ['en-GB', '−€1,250.50', '10 March 2026 at 14:05'],
  ['de', '−1.250,50 €', '10. März 2026 um 14:05'],
  ['fr', '−1 250,50 €', '10 mars 2026 à 14:05'],
  ['ja', '−€1,250.50', '2026年3月10日 14:05'],
] as const)('money and dates in %s', (locale, money, date) => {
  setPreferences({ locale })
  expect(plain(formatMoney({ amount: '-1250.50', currency: 'EUR' }))).toBe(money)
  expect(plain(dayAndTime('2026-03-10T14:05:00Z', 'UTC'))).toBe(date)
})

describe('amounts typed in another locale', () => {
  it.each([
    ['de', '1.250', '1250.00'],
    ['de', '1.250,5', '1250.50'],
    ['de', '12,5', '12.50'],
    ['de', '12.5', '12.50'],
    ['fr', '1 250,50', '1250.50'],
    ['ja', '1,250', '1250.00'],
  ] as const)('%s: %s is %s', (locale, typed, amount) => {
    setPreferences({ locale })
    expect(readAmount(typed, 'EUR')).toEqual({ ok: true, amount })
  })

  it('are asked back where they could be two sums', () => {
    setPreferences({ locale: 'de' })
    expect(readAmount('1,250', 'EUR')).toEqual({
      ok: false,
      reason: 'Did you mean 1250,00 or 1,25? Please write it out.',
    })
    expect(readAmount('fünf', 'EUR')).toMatchObject({ reason: 'Use digits only, such as 1.250,50.' })
  })

  it('are read back as every locale writes them', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR }),
        fc.constantFrom(...currencies),
        fc.constantFrom(...locales),
        (minor, currency, locale) => {
          setPreferences({ locale })
          const amount = formatDecimal(minor, currency)
          expect(readAmount(formatMoney({ amount, currency }), currency)).toEqual({ ok: true, amount })
        },
      ),
      runs(200),
    )
  })
})
