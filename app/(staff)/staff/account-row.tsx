/** One account of the bank in a list: whose it is, what is in it, and what may be done with it. */
import Link from 'next/link'
import type { Account } from '../../api-client/api.ts'
import { inGroups } from '../../components/account-number.tsx'
import { HeldMark } from '../../components/held-mark.tsx'
import { Money } from '../../components/money.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { AccountButtons } from './account-buttons.tsx'
import classes from './staff.module.css'

export function AccountRow({ account, withOwner }: { account: Account; withOwner: boolean }) {
  const { accountId, owner, name, number, balance, held, status } = account
  return (
    <li className={classes.account}>
      <span className={classes.words}>
        {withOwner && (
          <Link href={`/staff/customers/${owner.customerId}`} className={classes.owner}>
            {owner.name}
          </Link>
        )}
        <span className={withOwner ? classes.quiet : undefined}>
          <Link href={`/staff/accounts/${accountId}`} className={classes.link}>
            {name}
          </Link>{' '}
          <span className={`money ${classes.quiet} ${classes.groups}`}>{inGroups(number)}</span>
        </span>
      </span>
      <span className={classes.figures}>
        <Money value={balance} className={classes.balance} />
        <HeldMark held={held} />
        <StatusMark status={status} />
      </span>
      <AccountButtons account={account} />
    </li>
  )
}
