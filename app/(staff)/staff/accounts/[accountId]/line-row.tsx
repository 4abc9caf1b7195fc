/** A line of an account's book, as staff see it: the customer's own transfer pages are not theirs. */
import type { Transaction } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { tailOf } from '../../../../components/account-number.tsx'
import { dayAndTime } from '../../../../components/dates.ts'
import { Money } from '../../../../components/money.tsx'
import { staffText } from '../../../../text/staff.ts'
import classes from '../../staff.module.css'

const { account: text } = staffText

export function LineRow({ line }: { line: Transaction }) {
  const { timeZone } = useBankSession()
  const { counterparty, description, direction, money, balanceAfter, at } = line
  const title = counterparty?.name || description || (direction === 'in' ? text.deposit : text.withdrawal)
  const details = [
    counterparty && description,
    counterparty && tailOf(counterparty.number),
    dayAndTime(at, timeZone),
  ]
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        <span>{title}</span>
        <span className={classes.quiet}>{details.filter(Boolean).join(' · ')}</span>
      </span>
      <span className={classes.figures}>
        <Money value={money} direction={direction} className={classes.balance} />
        <span className={classes.quiet}>
          <span className={classes.hidden}>{text.balanceAfter} </span>
          <Money value={balanceAfter} />
        </span>
      </span>
    </li>
  )
}
