/** What a rule has found about one transfer, with the figures that made it speak. */
import Link from 'next/link'
import type { FraudAlert } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { dayAndTime } from '../../../components/dates.ts'
import { Money } from '../../../components/money.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import { explainFinding } from './explain-finding.ts'
import { SeverityMark } from './severity-mark.tsx'

const { alerts: text } = staffText

export function AlertRow({ alert }: { alert: FraudAlert }) {
  const { timeZone } = useBankSession()
  const { rule, severity, money, from, to, hands, at } = alert
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        <span>
          <strong>{text.rules[rule]}</strong> <SeverityMark severity={severity} />
        </span>
        <span>{explainFinding(alert)}</span>
        <span className={classes.quiet}>
          <Party party={from} /> → <Party party={to} /> · {dayAndTime(at, timeZone)}
        </span>
        {hands.length > 0 && (
          <span className={classes.quiet}>
            {text.hands} {hands.map(({ name }) => name).join(' → ')}
          </span>
        )}
      </span>
      <Money value={money} className={classes.balance} />
    </li>
  )
}

function Party({ party: { customerId, name } }: { party: FraudAlert['from'] }) {
  // What leaves the bank is paid to its own account, whose owner has no name and no page.
  if (name === '') return <span>{text.elsewhere}</span>
  return (
    <Link href={`/staff/customers/${customerId}`} className={classes.link}>
      {name}
    </Link>
  )
}
