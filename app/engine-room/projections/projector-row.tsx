'use client'

/** One read model: how far it is, and opened, what can be done with it. */
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProjectionStatus } from '../../api-client/engine-room-projections-queries.ts'
import { formatDuration } from '../../components/durations.ts'
import { formatCount } from '../../components/money-format.ts'
import { projectionsText as text } from '../../text/engine-room-projections.ts'
import classes from './projections.module.css'
import { ProjectorActions } from './projector-actions.tsx'
import { RebuildProgress } from './rebuild-progress.tsx'

export function ProjectorRow({ projection, rate }: { projection: ProjectionStatus; rate: number | null }) {
  const [isOpen, setOpen] = useState(false)
  const { name, position, lag, lagMs, rebuild } = projection
  return (
    <li className={classes.projector} data-projector={name} data-paused={projection.pausedAt !== null}>
      <details onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
        <summary className={classes.summary}>
          <span className={classes.name}>
            <IconChevronDown aria-hidden size={16} className={classes.chevron} />
            <strong>{name}</strong>
            <Marks projection={projection} />
          </span>
          <span className={`money ${classes.position}`}>#{formatCount(position)}</span>
          <span className={`money ${classes.lag}`} data-is-behind={lag > 0}>
            {lag === 0 ? text.upToDate : text.behind(formatCount(lag), durationOf(lagMs))}
          </span>
          <span className={`money ${classes.rate}`}>
            {rate === null ? text.noRate : text.rate(formatCount(Math.round(rate)))}
          </span>
        </summary>
        {isOpen && <ProjectorActions projection={projection} />}
      </details>
      {rebuild?.status === 'running' && <RebuildProgress rebuild={rebuild} />}
    </li>
  )
}

const durationOf = (ms: number): string =>
  ms < 1_000 ? text.milliseconds(formatCount(ms)) : formatDuration(ms)

function Marks({ projection: { pausedAt, parked, rebuild } }: { projection: ProjectionStatus }) {
  const running = rebuild?.status === 'running' ? rebuild.purpose : undefined
  return (
    <>
      {pausedAt !== null && <span className={classes.mark}>{text.marks.paused}</span>}
      {running && (
        <span className={classes.mark}>
          {running === 'replace' ? text.marks.rebuilding : text.marks.verifying}
        </span>
      )}
      {parked > 0 && (
        <span className={classes.mark} data-kind="trouble">
          {text.marks.parked(formatCount(parked))}
        </span>
      )}
    </>
  )
}
