'use client'

/** One line of the log: what has happened, to what, by whom and when; opened, all of it. */
import { IconChevronDown } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { AuditedEvent } from '../../api-client/api.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { dayAndTime, exactTime } from '../../components/dates.ts'
import { formatCount } from '../../components/money-format.ts'
import { logText } from '../../text/engine-room-log.ts'
import { EventDetails } from './event-details.tsx'
import classes from './log.module.css'
import type { TypedFilter } from './log-address.ts'

const { list: text } = logText

export function LogRow({
  event,
  isOpen,
  onShow,
  onOpen,
}: {
  event: AuditedEvent
  isOpen: boolean
  onShow: (filter: Partial<TypedFilter>) => void
  onOpen: (position: number | null) => void
}) {
  const { timeZone, me } = useBankSession()
  const { position, type, streamId, at, userId } = event
  const button = useRef<HTMLButtonElement>(null)
  // Asked for from another event, or from another page: then it is what one came for.
  useEffect(() => {
    if (isOpen) button.current?.focus()
  }, [isOpen])
  const who = userId === me.userId ? text.you : userId === 'system' ? text.theBank : userId
  return (
    <li className={classes.row} data-position={position}>
      <h3 className={classes.rowTitle}>
        <button
          ref={button}
          type="button"
          className={classes.rowButton}
          aria-expanded={isOpen}
          onClick={() => onOpen(isOpen ? null : position)}
        >
          <span className={`money ${classes.position}`}>#{formatCount(position)}</span>
          <strong className={classes.type}>{type}</strong>
          <time dateTime={at} title={dayAndTime(at, timeZone)} className={`money ${classes.at}`}>
            {dayAndTime(at, timeZone)} <span className={classes.exact}>{exactTime(at, timeZone)}</span>
          </time>
          <span className={classes.whose}>
            {streamId} · {who}
          </span>
          <IconChevronDown aria-hidden size={16} className={classes.chevron} />
        </button>
      </h3>
      {isOpen && <EventDetails position={position} onShow={onShow} onOpen={onOpen} />}
    </li>
  )
}
