'use client'

/** The event that was asked for, where it is not among those that are listed. */
import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { formatCount } from '../../components/money-format.ts'
import sheet from '../../components/sheet.module.css'
import { logText } from '../../text/engine-room-log.ts'
import { EventDetails } from './event-details.tsx'
import type { TypedFilter } from './log-address.ts'

const { event: text } = logText

export function EventPanel({
  position,
  onShow,
  onOpen,
}: {
  position: number
  onShow: (filter: Partial<TypedFilter>) => void
  onOpen: (position: number | null) => void
}) {
  const title = useRef<HTMLHeadingElement>(null)
  // Asked for from further down, or from another page: it is what one came for.
  useEffect(() => title.current?.focus(), [])
  const name = text.title(formatCount(position))
  return (
    <section className={sheet.sheet} aria-label={name}>
      <div className={sheet.head}>
        <h2 ref={title} tabIndex={-1} className={sheet.title}>
          {name}
        </h2>
        <Button variant="default" size="compact-sm" onClick={() => onOpen(null)}>
          {text.close}
        </Button>
      </div>
      <div className={sheet.body}>
        <EventDetails position={position} isNamed onShow={onShow} onOpen={onOpen} />
      </div>
    </section>
  )
}
