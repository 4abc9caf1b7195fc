'use client'

/** Whose money is held on its way from this account or to it, why, and until when. */
import Link from 'next/link'
import type { Transfer } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { useHeldOnAccount } from '../../../../api-client/staff-queries.ts'
import { tailOf } from '../../../../components/account-number.tsx'
import { dayAndTime } from '../../../../components/dates.ts'
import { Money } from '../../../../components/money.tsx'
import { staffText } from '../../../../text/staff.ts'
import classes from '../../staff.module.css'
import { StaffList } from '../../staff-list.tsx'

const { account: text } = staffText

export function HeldTransfers({ accountId }: { accountId: string }) {
  const list = useHeldOnAccount(accountId)
  return (
    <StaffList
      list={list}
      title={text.heldTransfers}
      loading={text.loadingHeld}
      empty={{ title: text.nothingHeld }}
    >
      <ul>
        {list.rows.map((transfer) => (
          <HeldRow key={transfer.transferId} transfer={transfer} accountId={accountId} />
        ))}
      </ul>
    </StaffList>
  )
}

function HeldRow({ transfer, accountId }: { transfer: Transfer; accountId: string }) {
  const { timeZone } = useBankSession()
  const { transferId, money, from, to, description, purpose, settleAt, expiresAt, createdAt } = transfer
  const isOut = from.accountId === accountId
  const other = isOut ? to : from
  const title = isOut ? text.heldFor(other.name) : text.heldFrom(other.name)
  // What has been handed on ends when the other bank has answered, which nobody knows.
  const end = purpose === 'external' ? null : (settleAt ?? expiresAt)
  const details = [description, tailOf(other.number), dayAndTime(createdAt, timeZone)]
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        {purpose === 'review' ? (
          <Link href={`/staff/reviews/${transferId}`} className={classes.owner}>
            {title}
          </Link>
        ) : (
          <span>{title}</span>
        )}
        <span className={classes.quiet}>{details.filter(Boolean).join(' · ')}</span>
        <span className={classes.quiet}>
          {[purpose && text.holds[purpose], end && text.heldUntil(dayAndTime(end, timeZone))]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <Money value={money} direction={isOut ? 'out' : 'in'} className={classes.balance} />
    </li>
  )
}
