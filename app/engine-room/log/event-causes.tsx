'use client'

/** The tree of commands that an event hangs in; each of its events is one press away. */
import type { AuditedCommand } from '../../api-client/api.ts'
import { useEventCauses } from '../../api-client/engine-room-log-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { formatCount } from '../../components/money-format.ts'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { logText } from '../../text/engine-room-log.ts'
import { Explanation } from '../explanation.tsx'
import classes from './log.module.css'

const { causes: text, explained } = logText
type OnOpen = (position: number | null) => void

export function EventCauses({ position, onOpen }: { position: number; onOpen: OnOpen }) {
  const { data: answer, error, isFetching, refetch } = useEventCauses(position)
  return (
    <section className={classes.part}>
      <h4 className={classes.subtitle}>{text.title}</h4>
      <Explanation of="server/read-models/audit-trail/causation.ts#causationOf">
        {explained.causes}
      </Explanation>
      {answer ? (
        <>
          <ul className={classes.tree}>
            <Command command={answer.data.root} position={position} onOpen={onOpen} />
          </ul>
          {answer.data.isTruncated && <p className={classes.quiet}>{text.cut}</p>}
        </>
      ) : error ? (
        <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
          {describeReadFailure(error)}
        </UnreadPart>
      ) : (
        <RowsPlaceholder label={text.loading} rows={2} />
      )}
    </section>
  )
}

const DEEPEST_INDENT = 4

function Command({
  command,
  depth = 1,
  position,
  onOpen,
}: {
  command: AuditedCommand
  depth?: number
  position: number
  onOpen: OnOpen
}) {
  return (
    <li>
      <span className={`${classes.id} ${classes.quiet}`}>{text.command(command.commandId)}</span>
      <ul data-is-deep={depth > DEEPEST_INDENT}>
        {command.events.map((event) => (
          <li key={event.position} aria-current={event.position === position ? 'true' : undefined}>
            {event.position === position ? (
              <>
                <span className="money">#{formatCount(event.position)}</span> {event.type}{' '}
                <span className={classes.quiet}>{text.thisEvent}</span>
              </>
            ) : (
              <button type="button" className={classes.toEvent} onClick={() => onOpen(event.position)}>
                <span className="money">#{formatCount(event.position)}</span> {event.type}
              </button>
            )}
          </li>
        ))}
        {command.effects.map((effect) => (
          <Command
            key={effect.commandId}
            command={effect}
            depth={depth + 1}
            position={position}
            onOpen={onOpen}
          />
        ))}
      </ul>
    </li>
  )
}
