'use client'

/** What the web process did with a command, from the request to the wake-up. */
import type { AuditedEvent } from '../../api-client/api.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import type { CommandFlow, RecordedCommand } from '../../api-client/engine-room-flow-queries.ts'
import { exactTime } from '../../components/dates.ts'
import { formatCount } from '../../components/money-format.ts'
import { flowText } from '../../text/engine-room-flow.ts'
import { Facts, Json } from './facts.tsx'
import classes from './flow.module.css'
import { formatMs } from './milliseconds.ts'

const { facts, panel: text } = flowText

type SpanName = RecordedCommand['spans'][number]['name']

const took = (recorded: RecordedCommand | null, name: SpanName): string | null => {
  const span = recorded?.spans.find((one) => one.name === name)
  return span ? formatMs(span.to - span.from) : null
}

export function TrpcStage({ recorded }: { recorded: RecordedCommand }) {
  const { timeZone } = useBankSession()
  return (
    <>
      <Facts
        facts={[
          [facts.took, took(recorded, 'request')],
          [facts.at, exactTime(recorded.at, timeZone)],
          [facts.sentBy, recorded.userId],
          [facts.commandId, recorded.commandId],
          [facts.correlationId, recorded.correlationId],
        ]}
      />
      <Json title={text.command} value={recorded.data} />
    </>
  )
}

export function BusStage({ recorded }: { recorded: RecordedCommand }) {
  const { batch, putBack } = recorded
  return (
    <>
      <Facts
        facts={[
          [facts.waited, took(recorded, 'queue')],
          [facts.loaded, took(recorded, 'load')],
          [facts.batch, facts.place(formatCount(batch.place), formatCount(batch.size))],
          [facts.putBack, putBack > 0 ? facts.putBackTimes(formatCount(putBack)) : null],
        ]}
      />
      {putBack > 0 && <p className={classes.quiet}>{facts.putBackWhy}</p>}
      <h4 className={classes.subtitle}>{text.neighbours}</h4>
      {batch.size === 1 ? (
        <p className={classes.quiet}>{text.alone}</p>
      ) : (
        <ol className={classes.neighbours}>
          {batch.neighbours.map(({ name, isSelf }, index) => (
            // Their order is all that tells them apart, and it never changes.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index} data-is-self={isSelf}>
              {isSelf ? `${name}, ${text.self}` : name}
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

export function DeciderStage({
  recorded,
  events,
}: {
  recorded: RecordedCommand
  events: readonly AuditedEvent[]
}) {
  const { outcome, rejection, streams } = recorded
  if (outcome === 'duplicate') return <p className={classes.note}>{text.duplicate}</p>
  return (
    <>
      <Facts facts={[[facts.decided, took(recorded, 'decide')]]} />
      <div className={classes.inAndOut}>
        <div className={classes.states}>
          {streams.map(({ part, streamId, state }) =>
            state === null ? (
              <div key={part}>
                <h4 className={classes.subtitle}>{text.state(part)}</h4>
                <p className={classes.quiet}>{text.hiddenState}</p>
              </div>
            ) : (
              <Json key={`${part} ${streamId}`} title={text.state(part)} value={state} />
            ),
          )}
        </div>
        {rejection ? (
          <Json title={text.rejectionOut} value={rejection.details} />
        ) : (
          <div className={classes.states}>
            <h4 className={classes.subtitle}>{text.eventsOut}</h4>
            <Events events={events} />
          </div>
        )}
      </div>
    </>
  )
}

export function AppendStage({ flow: { recorded, events } }: { flow: CommandFlow }) {
  const [first, last] = [events[0], events.at(-1)]
  return (
    <>
      <Facts
        facts={[
          [facts.held, took(recorded, 'send')],
          [facts.written, took(recorded, 'append')],
          [
            facts.positions,
            first && last ? `#${formatCount(first.position)} – #${formatCount(last.position)}` : null,
          ],
          [facts.version, last ? `#${formatCount(last.position)}` : null],
        ]}
      />
      <Events events={events} />
    </>
  )
}

export function WakeStage({ flow: { recorded } }: { flow: CommandFlow }) {
  return (
    <Facts
      facts={[
        [facts.answered, took(recorded, 'answer')],
        [facts.told, took(recorded, 'wake')],
      ]}
    />
  )
}

function Events({ events }: { events: readonly AuditedEvent[] }) {
  return (
    <ol className={classes.events}>
      {events.map(({ position, type, streamId, streamPosition, data }) => (
        <li key={position}>
          <details>
            <summary>
              <span className="money">#{formatCount(position)}</span>
              <strong>{type}</strong>
              <span className={classes.quiet}>
                {streamId}, {text.inStream(formatCount(streamPosition))}
              </span>
            </summary>
            <pre className={classes.json}>{JSON.stringify(data, null, 2)}</pre>
          </details>
        </li>
      ))}
    </ol>
  )
}
