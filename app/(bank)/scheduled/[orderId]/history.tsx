'use client'

/** What has become of an order's dates, the newest first: paid by which transfer, tried again, given up and why. */
import Link from 'next/link'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../api-client/failures.ts'
import { type Occurrence, useOccurrences } from '../../../api-client/plans-queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { dayAndTime, fullDate } from '../../../components/dates.ts'
import { ListExport } from '../../../components/list-export.tsx'
import { Money } from '../../../components/money.tsx'
import sheet from '../../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../../components/states.tsx'
import { whyNot } from '../../../components/why-not.ts'
import { scheduledText } from '../../../text/scheduled.ts'
import { PlanStateMark } from '../plan-state.tsx'
import classes from './order.module.css'

const { order: text } = scheduledText

export function History({ orderId }: { orderId: string }) {
  const { data: answer, error, refetch, isFetching } = useOccurrences(orderId)
  return (
    <section className={sheet.sheet} aria-labelledby="history-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="history-title">
          {text.history}
        </h2>
        <AsOf version={answer?.version} />
      </div>
      <div className={sheet.body}>
        {!answer ? (
          error ? (
            <ErrorState
              message={describeReadFailure(error)}
              onRetry={() => void refetch()}
              isRetrying={isFetching}
            />
          ) : (
            <RowsPlaceholder rows={3} label={text.historyLoading} />
          )
        ) : answer.data.length === 0 ? (
          <EmptyState title={text.historyNone}>{text.historyNoneText}</EmptyState>
        ) : (
          <>
            <ul>
              {answer.data.map((occurrence) => (
                <Line key={`${occurrence.date} ${occurrence.at}`} occurrence={occurrence} />
              ))}
            </ul>
            <ListExport list="occurrences" filter={{ orderId }} />
          </>
        )}
      </div>
    </section>
  )
}

function Line({ occurrence }: { occurrence: Occurrence }) {
  const { timeZone } = useBankSession()
  const { date, outcome, money, reason, retryAt, transferId, at } = occurrence
  return (
    <li className={classes.line}>
      <span className={classes.when}>
        {fullDate(date)}
        <span className={classes.more}>
          {dayAndTime(at, timeZone)}
          {reason && ` · ${whyNot(reason)}`}
          {retryAt && ` ${text.again(dayAndTime(retryAt, timeZone))}`}
        </span>
        {transferId && (
          <span className={classes.more}>
            <Link href={`/transfers/${transferId}`}>{text.transfer}</Link>
          </span>
        )}
      </span>
      <span className={classes.side}>
        {money && (
          <Money
            value={money}
            direction={outcome === 'executed' ? 'out' : undefined}
            className={classes.amount}
          />
        )}
        <PlanStateMark state={outcome} />
      </span>
    </li>
  )
}
