'use client'

/** The commands that an event hangs together with, as a tree: each with its events, and what followed from it. */
import type { AuditedCommand } from '../../../api-client/api.ts'
import { describeReadFailure } from '../../../api-client/failures.ts'
import { useCausation } from '../../../api-client/staff-queries.ts'
import { formatCount } from '../../../components/money-format.ts'
import { ErrorState, RowsPlaceholder } from '../../../components/states.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'

const { audit: text } = staffText

export function CausationTree({ position }: { position: number }) {
  const { data: answer, error, refetch } = useCausation(position)
  if (!answer)
    return error ? (
      <ErrorState message={describeReadFailure(error)} onRetry={() => void refetch()} />
    ) : (
      <RowsPlaceholder label={text.loading} rows={2} />
    )
  return (
    <>
      <ul className={classes.tree}>
        <Command command={answer.data.root} position={position} />
      </ul>
      {answer.data.isTruncated && <p className={classes.quiet}>{text.cut}</p>}
    </>
  )
}

function Command({ command, position }: { command: AuditedCommand; position: number }) {
  return (
    <li>
      <span className={`${classes.id} ${classes.quiet}`}>{command.commandId}</span>
      <ul>
        {command.events.map((event) => (
          <li key={event.position} aria-current={event.position === position ? 'true' : undefined}>
            <span className="money">#{formatCount(event.position)}</span> {event.type}
            {event.position === position && <span className={classes.quiet}> {text.thisEvent}</span>}
          </li>
        ))}
        {command.effects.map((effect) => (
          <Command key={effect.commandId} command={effect} position={position} />
        ))}
      </ul>
    </li>
  )
}
