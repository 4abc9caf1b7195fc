'use client'

/** What has lately gone to a payee, or come from there. */
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../api-client/failures.ts'
import { type SavedPayee, useLatestTransfers } from '../../../api-client/payees-queries.ts'
import { usePartyName } from '../../../api-client/queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { nameOfDay } from '../../../components/dates.ts'
import sheet from '../../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../../components/states.tsx'
import { payeesText } from '../../../text/payees.ts'
import { PlanRow } from '../../scheduled/plan-row.tsx'

const { one: text } = payeesText
const MOST_SHOWN = 12

export function RecentTransfers({ payee: { number } }: { payee: SavedPayee }) {
  const { timeZone } = useBankSession()
  const nameOf = usePartyName()
  const { data: answer, error, refetch, isFetching } = useLatestTransfers()
  const transfers = answer?.data.filter(({ to }) => to.number === number).slice(0, MOST_SHOWN)
  return (
    <section className={sheet.sheet} aria-labelledby="recent-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="recent-title">
          {text.recent}
        </h2>
        <AsOf version={answer?.version} />
      </div>
      <div className={sheet.body}>
        {!transfers ? (
          error ? (
            <ErrorState
              message={describeReadFailure(error)}
              onRetry={() => void refetch()}
              isRetrying={isFetching}
            />
          ) : (
            <RowsPlaceholder label={text.recentLoading} />
          )
        ) : transfers.length === 0 ? (
          <EmptyState title={text.recentNone}>{text.recentNoneText}</EmptyState>
        ) : (
          <ul>
            {transfers.map(({ transferId, money, description, from, createdAt, status }) => (
              <PlanRow
                key={transferId}
                href={`/transfers/${transferId}`}
                title={description || nameOf(from)}
                details={[nameOf(from), nameOfDay(createdAt, timeZone, new Date())]}
                money={money}
                isQuiet={status !== 'completed' && status !== 'held'}
                aside={status === 'completed' ? undefined : text.statuses[status]}
              />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
