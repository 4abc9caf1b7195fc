/** Jobs of the worker's that have failed for good, as pg-boss keeps them for two weeks. */
import { useBankSession } from '../../api-client/bank-session.tsx'
import { useFailedJobs } from '../../api-client/engine-room-processes-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { exactMoment } from '../../components/dates.ts'
import { formatCount } from '../../components/money-format.ts'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { processesText } from '../../text/engine-room-processes.ts'
import { Part } from '../part.tsx'
import classes from './processes.module.css'

const { failedJobs: text } = processesText

export function FailedJobs() {
  const { timeZone } = useBankSession()
  const { data, error, isFetching, refetch } = useFailedJobs()
  return (
    <Part title={text.title}>
      {error && !data ? (
        <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
          {describeReadFailure(error)}
        </UnreadPart>
      ) : !data ? (
        <RowsPlaceholder label={text.loading} rows={1} />
      ) : data.data.length === 0 ? (
        <p className={classes.quiet}>{text.none}</p>
      ) : (
        <>
          <ul className={classes.instances}>
            {data.data.map(({ id, queue, failedAt, tries, error: message }) => (
              <li key={id} className={classes.failedJob}>
                <code>{queue}</code>
                <span className="money">{exactMoment(failedAt, timeZone)}</span>
                <span className={classes.quiet}>{text.tries(formatCount(tries))}</span>
                <p className={classes.failure}>{message ?? text.noError}</p>
              </li>
            ))}
          </ul>
          {data.nextCursor !== null && <p className={classes.quiet}>{text.more}</p>}
        </>
      )}
    </Part>
  )
}
