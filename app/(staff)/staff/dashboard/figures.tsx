/** The bank in a few figures. Currencies are never added up but at a stated rate and time. */

import type { Dashboard } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { minorUnits } from '../../../api-client/pending-overlay.ts'
import { dayAndTime } from '../../../components/dates.ts'
import { Money } from '../../../components/money.tsx'
import { formatCount } from '../../../components/money-format.ts'
import sheet from '../../../components/sheet.module.css'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'

const { dashboard: text } = staffText

export function Figures({ dashboard }: { dashboard: Dashboard }) {
  const { timeZone } = useBankSession()
  const { customers, accounts, totals, inOneCurrency } = dashboard
  return (
    <div className={classes.tiles}>
      <section className={`${sheet.sheet} ${sheet.padded}`} aria-label={text.customers}>
        <h2 className={classes.tileTitle}>{text.customers}</h2>
        <p className={classes.bigFigure}>{formatCount(customers.registered - customers.forgotten)}</p>
        {customers.forgotten > 0 && <p className={classes.quiet}>{text.forgotten(customers.forgotten)}</p>}
      </section>
      <section className={`${sheet.sheet} ${sheet.padded}`} aria-label={text.accounts}>
        <h2 className={classes.tileTitle}>{text.accounts}</h2>
        <p className={classes.bigFigure}>{formatCount(accounts.open)}</p>
        <p className={classes.quiet}>{text.accountsDetail(accounts.frozen, accounts.closed)}</p>
      </section>
      <section className={`${sheet.sheet} ${sheet.padded} ${classes.wideTile}`} aria-label={text.deposits}>
        <h2 className={classes.tileTitle}>{text.deposits}</h2>
        <ul className={classes.totals}>
          {totals.map(({ currency, balance, held }) => (
            <li key={currency}>
              <span className={classes.quiet}>{currency}</span>
              <span className={classes.figures}>
                <Money value={balance} className={classes.balance} />
                {minorUnits(held) > 0n && (
                  <span className={classes.quiet}>
                    <Money value={held} /> {text.held}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
        {inOneCurrency && (
          <p className={classes.together}>
            {text.together(inOneCurrency.total.currency)}{' '}
            <Money value={inOneCurrency.total} className={classes.balance} />
            <span className={classes.quiet}>{text.rate(dayAndTime(inOneCurrency.ratesAt, timeZone))}</span>
          </p>
        )}
      </section>
    </div>
  )
}
