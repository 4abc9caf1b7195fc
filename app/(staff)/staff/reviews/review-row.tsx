/** One transfer of the queue: how much, between whom, since when, and how much is known against it. */
import { IconAlertTriangle } from '@tabler/icons-react'
import Link from 'next/link'
import type { Review } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { dayAndTime } from '../../../components/dates.ts'
import { Money } from '../../../components/money.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import { stateOf } from './review-state.ts'

const { reviews: text } = staffText

export function ReviewRow({ review }: { review: Review }) {
  const { timeZone } = useBankSession()
  const { transferId, money, from, to, createdAt } = review
  const { alerts, missing } = review.review
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        <Link href={`/staff/reviews/${transferId}`} className={classes.owner}>
          {text.fromTo(from.name, to.name)}
        </Link>
        <span className={classes.quiet}>
          {[dayAndTime(createdAt, timeZone), stateOf(review), missing > 0 && text.missing(missing)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {alerts.length > 0 && (
          <span className={classes.warning}>
            <IconAlertTriangle aria-hidden size={16} />
            {text.alertCount(alerts.length)}
          </span>
        )}
      </span>
      <Money value={money} className={classes.balance} />
    </li>
  )
}
