/** One's accounts, each a line to its own page. */
import Link from 'next/link'
import type { ShownAccount } from '../../api-client/queries.ts'
import { tailOf } from '../../components/account-number.tsx'
import { HeldMark } from '../../components/held-mark.tsx'
import { Money } from '../../components/money.tsx'
import { PendingMark } from '../../components/pending-mark.tsx'
import sheet from '../../components/sheet.module.css'
import { StatusMark } from '../../components/status-mark.tsx'
import classes from './account-cards.module.css'

export const productNames = {
  current: 'Current account',
  savings: 'Savings account',
  internal: 'Account of the bank',
} as const

export function AccountCards({ accounts }: { accounts: readonly ShownAccount[] }) {
  return (
    <section className={sheet.sheet} aria-labelledby="accounts-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="accounts-title">
          Accounts
        </h2>
      </div>
      <ul className={classes.list}>
        {accounts.map((account) => (
          <li key={account.accountId}>
            <Link href={`/accounts/${account.accountId}`} prefetch className={classes.account}>
              <span className={classes.words}>
                <span className={classes.name}>{account.name}</span>
                <span className={classes.kind}>
                  {productNames[account.product]} <span className="money">{tailOf(account.number)}</span>
                </span>
              </span>
              <span className={classes.figures}>
                <Money value={account.balance} className={classes.balance} />
                {account.pendingTransfers > 0 && <PendingMark />}
                <HeldMark held={account.held} />
                <StatusMark status={account.status} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
