/** The instances of one process: what each waits for, what it does then, and the event that has led it there. */
import { Button, NativeSelect } from '@mantine/core'
import { useBankSession } from '../../api-client/bank-session.tsx'
import {
  type InstanceOrder,
  type ProcessFigures,
  type ProcessInstance,
  useInstances,
} from '../../api-client/engine-room-processes-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { exactMoment } from '../../components/dates.ts'
import { formatCount } from '../../components/money-format.ts'
import { monthAt, nameOfMonth } from '../../components/months.ts'
import { PageLink } from '../../components/page-link.tsx'
import { useQueryParam } from '../../components/query-param.ts'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { processesText } from '../../text/engine-room-processes.ts'
import { Part } from '../part.tsx'
import classes from './processes.module.css'

const { instances: text } = processesText
const ORDERS: readonly InstanceOrder[] = ['deadline', 'id']

export function Instances({ process, figures }: { process: string; figures: ProcessFigures | undefined }) {
  const [order, setOrder] = useQueryParam('order', ORDERS, 'deadline')
  const { data, error, isFetching, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInstances(
    process,
    order,
    figures,
  )
  const rows = data?.pages.flatMap((page) => page.data)
  const title = text.title(process)
  return (
    <Part title={title}>
      <NativeSelect
        size="md"
        label={text.order}
        className={classes.order}
        value={order}
        data={ORDERS.map((value) => ({ value, label: text.orders[value] }))}
        onChange={(event) => setOrder(event.currentTarget.value === 'id' ? 'id' : 'deadline')}
      />
      {error && !rows ? (
        <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
          {describeReadFailure(error)}
        </UnreadPart>
      ) : !rows ? (
        <RowsPlaceholder label={text.loading} rows={4} />
      ) : rows.length === 0 ? (
        <p className={classes.none}>{order === 'deadline' ? text.none : text.noneAtAll}</p>
      ) : (
        <>
          <ul className={classes.instances}>
            {rows.map((instance) => (
              <Instance
                key={instance.instanceId}
                instance={instance}
                isDueAtEnd={figures?.isDueAtEnd === true}
              />
            ))}
          </ul>
          {hasNextPage && (
            <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {text.more}
            </Button>
          )}
        </>
      )}
    </Part>
  )
}

function Instance({ instance, isDueAtEnd }: { instance: ProcessInstance; isDueAtEnd: boolean }) {
  const { timeZone, bankTimeZone } = useBankSession()
  const { instanceId, status, dueAt, endedAt, steps, state, correlationId, lastEvent } = instance
  const when = endedAt
    ? text.ended(exactMoment(endedAt, timeZone))
    : dueAt
      ? isDueAtEnd
        ? text.dueAtEnd(nameOfMonth(monthAt(dueAt, bankTimeZone)))
        : text.dueAt(exactMoment(dueAt, timeZone))
      : text.noDeadline
  return (
    <li className={classes.instance}>
      <details>
        <summary>
          <span className={classes.mark} data-is-due={status === 'due'}>
            {text.status[status]}
          </span>
          <span className={classes.when}>{when}</span>
          <code className={classes.id}>{instanceId}</code>
        </summary>
        <dl className={classes.facts}>
          {steps.length > 0 && (
            <div>
              <dt>{text.will}</dt>
              <dd>{steps.map(({ step, command }) => text.step(command, step)).join(', ')}</dd>
            </div>
          )}
          <div>
            <dt>{text.came}</dt>
            <dd>
              {lastEvent ? (
                <>
                  {text.event(lastEvent.type, formatCount(lastEvent.position))} ·{' '}
                  <PageLink
                    href={`/engine-room/replay?stream=${lastEvent.streamId}&event=${lastEvent.streamPosition}`}
                  >
                    {text.replay}
                  </PageLink>
                </>
              ) : (
                text.unknownEvent
              )}
            </dd>
          </div>
          <div>
            <dt>{text.conversation}</dt>
            <dd>
              <PageLink href={`/engine-room/log?correlationId=${correlationId}`}>
                <code>{correlationId}</code>
              </PageLink>
            </dd>
          </div>
          <div>
            <dt>{text.state}</dt>
            <dd>
              <pre className={classes.json}>{JSON.stringify(state, null, 2)}</pre>
            </dd>
          </div>
        </dl>
      </details>
    </li>
  )
}
