'use client'

/** The events that made a line, as they stand in the log: what, when, by whom, and why. */
import type { Transaction } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../../api-client/failures.ts'
import { useEventsBehind } from '../../../../api-client/transaction-queries.ts'
import { exactMoment } from '../../../../components/dates.ts'
import { formatCount } from '../../../../components/money-format.ts'
import { PageLink } from '../../../../components/page-link.tsx'
import { ScrollFrame } from '../../../../components/scroll-frame.tsx'
import { ErrorState, RowsPlaceholder } from '../../../../components/states.tsx'
import { hrefOfEvent } from '../../../../engine-room/log/log-address.ts'
import { transactionText } from '../../../../text/transaction.ts'
import classes from './drawer.module.css'
import { Fact } from './drawer-facts.tsx'

const { events: text } = transactionText

export function EventsBehind({ transaction }: { transaction: Transaction }) {
  const { timeZone, me } = useBankSession()
  const { data: answer, error, refetch, isFetching } = useEventsBehind(transaction)
  if (!answer)
    return error ? (
      <ErrorState
        title={text.failed}
        message={describeReadFailure(error)}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    ) : (
      <RowsPlaceholder label={text.loading} rows={2} />
    )
  return (
    <ol className={classes.events}>
      {answer.data.map((event) => (
        <li key={event.position} className={classes.event}>
          <h4 className={classes.eventType}>
            {event.type} <span className={`money ${classes.quiet}`}>#{formatCount(event.position)}</span>
          </h4>
          <dl className={classes.facts}>
            <Fact label={text.when}>{exactMoment(event.at, timeZone)}</Fact>
            <Fact label={text.who}>
              {event.userId === me.userId ? text.you : <code className={classes.code}>{event.userId}</code>}
            </Fact>
            <Fact label={text.stream}>
              <code className={classes.code}>
                {event.streamId} · {event.streamPosition}
              </code>
              {me.engineRoom && (
                <>
                  {' '}
                  <PageLink
                    href={`/engine-room/replay?stream=${event.streamId}&event=${event.streamPosition}`}
                  >
                    {text.replay}
                  </PageLink>
                </>
              )}
            </Fact>
            <Fact label={text.correlation}>
              <code className={classes.code}>{event.correlationId}</code>
            </Fact>
          </dl>
          <ScrollFrame className={classes.json} label={text.data(event.type)}>
            <pre>{JSON.stringify(event.data, null, 2)}</pre>
          </ScrollFrame>
          {me.engineRoom && <PageLink href={hrefOfEvent(event.position)}>{text.inLog(event.type)}</PageLink>}
        </li>
      ))}
    </ol>
  )
}
