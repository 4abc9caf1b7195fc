/** The payment graph in words and figures: what went round in a circle, and every way that money has taken. */
import { IconRefreshAlert } from '@tabler/icons-react'
import Link from 'next/link'
import type { PaymentGraph } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { shortDay } from '../../../components/dates.ts'
import { Money } from '../../../components/money.tsx'
import { formatCount } from '../../../components/money-format.ts'
import { ScrollFrame } from '../../../components/scroll-frame.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from './graph.module.css'

const { graph: text } = staffText

export function GraphTable({ graph: { edges, cycles } }: { graph: PaymentGraph }) {
  const { timeZone } = useBankSession()
  const names = new Map(
    edges.flatMap(({ from, to }) => [from, to].map((node) => [node.accountId, node.name])),
  )
  return (
    <>
      {cycles.length > 0 && (
        <>
          <h3 className={classes.subtitle}>{text.cycles}</h3>
          <ul className={classes.cycles}>
            {cycles.map((cycle) => (
              <li key={cycle.join(' ')}>
                <IconRefreshAlert aria-hidden size={16} />
                <span>
                  {[...cycle, cycle[0] ?? ''].map((accountId) => names.get(accountId) ?? '…').join(' → ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <details className={classes.details}>
        <summary>{text.table}</summary>
        <ScrollFrame label={text.table}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{text.from}</th>
                <th scope="col">{text.to}</th>
                <th scope="col" className={classes.figure}>
                  {text.payments}
                </th>
                <th scope="col" className={classes.figure}>
                  {text.sum}
                </th>
                <th scope="col" className={classes.figure}>
                  {text.last}
                </th>
              </tr>
            </thead>
            <tbody>
              {edges.map(({ from, to, payments, money, lastAt }) => (
                <tr key={`${from.accountId} ${to.accountId} ${money.currency}`}>
                  {[from, to].map(({ accountId, customerId, name }) => (
                    <td key={accountId}>
                      <Link href={`/staff/customers/${customerId}`}>{name}</Link>
                    </td>
                  ))}
                  <td className={classes.figure}>{formatCount(payments)}</td>
                  <td className={classes.figure}>
                    <Money value={money} />
                  </td>
                  <td className={classes.figure}>{shortDay(lastAt, timeZone)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      </details>
    </>
  )
}
