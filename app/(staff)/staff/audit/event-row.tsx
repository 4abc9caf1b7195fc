'use client'

/** One event: what has happened, to what, by whom; opened, all of it and what it hangs together with. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { AuditedEvent } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { dayAndTime, exactTime } from '../../../components/dates.ts'
import { formatCount } from '../../../components/money-format.ts'
import { ScrollFrame } from '../../../components/scroll-frame.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import type { TypedFilter } from './audit-filter.ts'
import { CausationTree } from './causation-tree.tsx'

const { audit: text } = staffText

export function EventRow({
  event,
  onOnly,
}: {
  event: AuditedEvent
  onOnly: (only: Partial<TypedFilter>) => void
}) {
  const { timeZone } = useBankSession()
  const [isOpen, setOpen] = useState(false)
  const { position, type, streamId, at, userId } = event
  return (
    <li className={classes.event}>
      <details onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
        <summary>
          <span className={`money ${classes.position}`}>#{formatCount(position)}</span>
          <span className={classes.words}>
            <strong>{type}</strong>
            <span className={classes.quiet}>
              {streamId} · {userId}
            </span>
          </span>
          <span className={classes.quiet}>
            {dayAndTime(at, timeZone)} <span className={classes.hidden}>{exactTime(at, timeZone)}</span>
          </span>
        </summary>
        {isOpen && <EventDetails event={event} onOnly={onOnly} />}
      </details>
    </li>
  )
}

function EventDetails({
  event,
  onOnly,
}: {
  event: AuditedEvent
  onOnly: (only: Partial<TypedFilter>) => void
}) {
  const {
    streamId,
    streamPosition,
    schemaVersion,
    userId,
    correlationId,
    commandId,
    causationId,
    at,
    position,
  } = event
  return (
    <div className={classes.eventDetails}>
      <dl className={classes.facts}>
        <Fact name={text.at} value={at} />
        <Fact
          name={text.stream}
          value={streamId}
          only={text.only.stream}
          onOnly={() => onOnly({ streamId })}
        />
        <Fact name={text.inStream} value={formatCount(streamPosition)} />
        <Fact name={text.version} value={formatCount(schemaVersion)} />
        <Fact name={text.by} value={userId} only={text.only.person} onOnly={() => onOnly({ userId })} />
        <Fact
          name={text.command}
          value={commandId}
          only={text.only.command}
          onOnly={() => onOnly({ commandId })}
        />
        <Fact
          name={text.correlation}
          value={correlationId}
          only={text.only.correlation}
          onOnly={() => onOnly({ correlationId })}
        />
        <Fact name={text.causedBy} value={causationId} />
      </dl>
      <h3 className={classes.subtitle}>{text.data}</h3>
      <ScrollFrame label={text.data}>
        <pre className={classes.json}>{JSON.stringify(event.data, null, 2)}</pre>
      </ScrollFrame>
      <h3 className={classes.subtitle}>{text.causation}</h3>
      <p className={classes.quiet}>{text.causationNote}</p>
      <CausationTree position={position} />
    </div>
  )
}

function Fact({
  name,
  value,
  only,
  onOnly,
}: {
  name: string
  value: string
  only?: string
  onOnly?: () => void
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={classes.id}>
        {value}{' '}
        {only && (
          <Button size="compact-xs" variant="subtle" onClick={onOnly}>
            {only}
          </Button>
        )}
      </dd>
    </div>
  )
}
