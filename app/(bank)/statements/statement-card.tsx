/** A statement in the list of them: whose month it is, what moved in it, and what was left. */
import Link from 'next/link'
import type { Account } from '../../api-client/api.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import type { ShownStatement } from '../../api-client/statements-queries.ts'
import { tailOf } from '../../components/account-number.tsx'
import { Money } from '../../components/money.tsx'
import { formatCount } from '../../components/money-format.ts'
import { PendingMark } from '../../components/pending-mark.tsx'
import { statementsText as text } from '../../text/statements.ts'
import { MonthMark } from './month-mark.tsx'
import classes from './statements.module.css'

export function StatementCard({ row, account }: { row: ShownStatement; account: Account | undefined }) {
  return (
    <li>
      <Link href={`/statements/${row.accountId}/${row.month}`} prefetch={false} className={classes.card}>
        <span className={classes.words}>
          <span className={classes.name}>
            {account?.name} <MonthMark statement={row} /> {row.pendingTransfers > 0 && <PendingMark />}
          </span>
          <span className={classes.quiet}>
            {account && <span className="money">{tailOf(account.number)}</span>} ·{' '}
            {text.lines(row.entries, formatCount(row.entries))}
          </span>
        </span>
        <span className={classes.moved}>
          {minorUnits(row.credits) !== 0n && <Money value={row.credits} direction="in" />}
          {minorUnits(row.debits) !== 0n && <Money value={row.debits} direction="out" />}
        </span>
        <Money value={row.closing} className={classes.closing} />
      </Link>
    </li>
  )
}
