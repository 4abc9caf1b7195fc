'use client'

/** What this account pays by itself: to whom, in which rhythm, and when next. Only its owner changes anything of it. */
import Link from 'next/link'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import type { StandingOrder } from '../../../../api-client/plans-queries.ts'
import { useOrdersOfAccount } from '../../../../api-client/staff-queries.ts'
import { tailOf } from '../../../../components/account-number.tsx'
import { nearDate, todayIn } from '../../../../components/business-days.ts'
import { describeSchedule } from '../../../../components/describe-schedule.ts'
import { ListExport } from '../../../../components/list-export.tsx'
import { Money } from '../../../../components/money.tsx'
import { scheduledText } from '../../../../text/scheduled.ts'
import { staffText } from '../../../../text/staff.ts'
import classes from '../../staff.module.css'
import { StaffList } from '../../staff-list.tsx'

const { account: text } = staffText

export function AccountOrders({ accountId }: { accountId: string }) {
  const list = useOrdersOfAccount(accountId)
  return (
    <StaffList
      list={list}
      title={text.orders}
      loading={text.loadingOrders}
      empty={{ title: text.noOrders }}
      exported={<ListExport list="standing-orders" filter={{ accountId }} />}
    >
      <ul>
        {list.rows.map((order) => (
          <OrderRow key={order.orderId} order={order} />
        ))}
      </ul>
    </StaffList>
  )
}

function OrderRow({ order }: { order: StandingOrder }) {
  const { money, to, description, schedule, inReview } = order
  const next = useWhatIsNext(order)
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        <span>{to.name}</span>
        <span className={classes.quiet}>{[description, tailOf(to.number)].filter(Boolean).join(' · ')}</span>
        <span className={classes.quiet}>{describeSchedule(schedule)}</span>
      </span>
      <span className={classes.figures}>
        <Money value={money} direction="out" className={classes.balance} />
        {inReview ? (
          <Link href={`/staff/reviews/${inReview.transferId}`} className={classes.link}>
            {next}
          </Link>
        ) : (
          <span className={classes.quiet}>{next}</span>
        )}
      </span>
    </li>
  )
}

const useWhatIsNext = ({ status, ending, next, inReview }: StandingOrder): string => {
  const { bankTimeZone } = useBankSession()
  const { orders: words } = scheduledText
  if (status === 'ended') return scheduledText.endings[ending ?? ''] ?? scheduledText.ended
  if (inReview) return words.inReview
  if (!next) return words.noNext
  return next.isRetry ? words.retry : words.next(nearDate(next.date, todayIn(bankTimeZone)))
}
