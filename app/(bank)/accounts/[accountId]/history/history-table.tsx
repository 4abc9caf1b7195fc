/** The line as figures: the days on which the balance changed, the newest first. */
import { formatDecimal, type WireMoney } from '../../../../../server/domain/decimal.ts'
import type { DayBalance } from '../../../../api-client/balance-queries.ts'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'
import { fullDate } from '../../../../components/dates.ts'
import { Money } from '../../../../components/money.tsx'
import { accountText } from '../../../../text/account.ts'
import classes from './history.module.css'

const text = accountText.history

export type Change = DayBalance & {
  /** Null on the first day of the line: what was before it is not on it. */
  readonly change: WireMoney | null
}

export const changesOf = (days: readonly DayBalance[]): Change[] =>
  days
    .flatMap(({ date, balance }, index): Change[] => {
      const before = days[index - 1]
      if (!before) return [{ date, balance, change: null }]
      const minor = minorUnits(balance) - minorUnits(before.balance)
      const { currency } = balance
      return minor === 0n
        ? []
        : [{ date, balance, change: { amount: formatDecimal(minor, currency), currency } }]
    })
    .reverse()

export function HistoryTable({ days }: { days: readonly DayBalance[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{text.columns.day}</th>
          <th scope="col">{text.columns.change}</th>
          <th scope="col">{text.columns.balance}</th>
        </tr>
      </thead>
      <tbody>
        {changesOf(days).map(({ date, balance, change }) => (
          <tr key={date}>
            <th scope="row">{fullDate(date)}</th>
            <td>{change && <Money value={withoutSign(change)} direction={signOf(change)} />}</td>
            <td>
              <Money value={balance} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const signOf = ({ amount }: WireMoney): 'in' | 'out' => (amount.startsWith('-') ? 'out' : 'in')
const withoutSign = ({ amount, currency }: WireMoney): WireMoney => ({
  amount: amount.replace('-', ''),
  currency,
})
