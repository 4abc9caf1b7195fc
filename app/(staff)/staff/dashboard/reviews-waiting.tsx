'use client'

/** What waits for the bank's people, by how long it has: bars, each with its figures, that lead to the queue. */
import Link from 'next/link'
import { useReviews } from '../../../api-client/staff-queries.ts'
import { Money } from '../../../components/money.tsx'
import { formatCount } from '../../../components/money-format.ts'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import { StaffList } from '../staff-list.tsx'
import bars from './reviews-waiting.module.css'
import { waitingByAge } from './waiting.ts'

const { dashboard: text } = staffText

export function ReviewsWaiting() {
  const list = useReviews('waiting')
  const waiting = waitingByAge(list.rows, new Date())
  const most = Math.max(1, ...waiting.map(({ count }) => count))
  return (
    <StaffList
      list={list}
      title={text.waiting}
      note={list.hasNextPage ? text.oldest(formatCount(list.rows.length)) : undefined}
      loading={text.loading}
      empty={{ title: text.noneWaiting }}
    >
      <ul className={bars.bars}>
        {waiting.map(({ age, count, sums }) => (
          <li key={age} className={bars.row}>
            <span className={classes.quiet}>{text.ages[age]}</span>
            <span className={bars.track} aria-hidden>
              <span className={bars.bar} style={{ width: `${(count / most) * 100}%` }} />
            </span>
            <span className={bars.count}>{formatCount(count)}</span>
            <span className={bars.sums}>
              {sums.map((sum) => (
                <Money key={sum.currency} value={sum} />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p className={bars.foot}>
        <Link href="/staff/reviews" className={classes.link}>
          {text.toReviews}
        </Link>
      </p>
    </StaffList>
  )
}
