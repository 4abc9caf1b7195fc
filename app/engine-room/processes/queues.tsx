/** The worker's queues: what waits and runs in each, whether it is tried again, and when the clock comes to it. */
import { useBankSession } from '../../api-client/bank-session.tsx'
import { type QueueFigures, useQueues } from '../../api-client/engine-room-processes-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { exactMoment } from '../../components/dates.ts'
import { formatCount } from '../../components/money-format.ts'
import { ScrollFrame } from '../../components/scroll-frame.tsx'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { processesText } from '../../text/engine-room-processes.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import classes from './processes.module.css'

const { queues: text, explained } = processesText

export function Queues() {
  const { data, error, isFetching, refetch } = useQueues()
  const chores = data?.data.filter(({ kind }) => kind !== 'projector') ?? []
  const wakeUps = data?.data.filter(({ kind }) => kind === 'projector') ?? []
  return (
    <Part title={text.title}>
      <Explanation of="server/read-models/queues.ts#createBoss">{explained.jobs}</Explanation>
      {error && !data ? (
        <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
          {describeReadFailure(error)}
        </UnreadPart>
      ) : !data ? (
        <RowsPlaceholder label={text.loading} rows={6} />
      ) : data.data.length === 0 ? (
        <p className={classes.none}>{text.none}</p>
      ) : (
        <>
          <QueueTable label={text.chores} queues={chores} />
          <details className={classes.more}>
            <summary>
              {text.projectors(
                formatCount(wakeUps.length),
                formatCount(sum(wakeUps, 'waiting')),
                formatCount(sum(wakeUps, 'active')),
              )}
            </summary>
            <QueueTable label={text.projectorTable} queues={wakeUps} />
          </details>
          <p className={classes.quiet}>{text.counted}</p>
        </>
      )}
    </Part>
  )
}

const sum = (queues: readonly QueueFigures[], figure: 'waiting' | 'active'): number =>
  queues.reduce((total, queue) => total + queue[figure], 0)

function QueueTable({ label, queues }: { label: string; queues: readonly QueueFigures[] }) {
  return (
    <ScrollFrame label={label} className={classes.frame}>
      <table className={classes.queues}>
        <thead>
          <tr>
            <th scope="col">{text.name}</th>
            <th scope="col">{text.waiting}</th>
            <th scope="col">{text.active}</th>
            <th scope="col">{text.failed}</th>
            <th scope="col">{text.retries}</th>
            <th scope="col">{text.next}</th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <Queue key={queue.name} queue={queue} />
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  )
}

function Queue({ queue }: { queue: QueueFigures }) {
  const { timeZone } = useBankSession()
  const { name, kind, waiting, deferred, active, failed, retries, retryDelaySeconds, schedule } = queue
  return (
    <tr data-queue={name}>
      <th scope="row">
        <code>{name}</code>
        <span className={classes.quiet}>{text.kinds[kind]}</span>
      </th>
      <td className="money">
        {formatCount(waiting)}
        {deferred > 0 && <span className={classes.quiet}> {text.deferred(formatCount(deferred))}</span>}
      </td>
      <td className="money">{formatCount(active)}</td>
      <td className="money">{formatCount(failed)}</td>
      <td>
        {kind === 'failed'
          ? text.nothing
          : retries > 0
            ? text.retry(formatCount(retries), formatCount(retryDelaySeconds))
            : text.noRetry}
      </td>
      <td>
        {schedule?.nextAt
          ? text.at(exactMoment(schedule.nextAt, timeZone), schedule.cron)
          : kind === 'failed'
            ? text.nothing
            : text.byEvents}
      </td>
    </tr>
  )
}
