'use client'

/** How far a rebuild or a verification is, and the way out of it. */
import { Button } from '@mantine/core'
import { api } from '../../api-client/api.ts'
import {
  type ProjectorName,
  type Rebuild,
  useAct,
  useMayAct,
} from '../../api-client/engine-room-projections-queries.ts'
import { formatCount } from '../../components/money-format.ts'
import { projectionsText } from '../../text/engine-room-projections.ts'
import classes from './projections.module.css'
import { Refused } from './refused.tsx'

const { rebuild: text, actions } = projectionsText

export function RebuildProgress({ rebuild }: { rebuild: Rebuild }) {
  const { projector, phase, position, head, secondsLeft, eventsPerSecond } = rebuild
  const may = useMayAct()
  const { act, isActing, error } = useAct(() =>
    api.projections.cancelRebuild.mutate({ projectors: [projector as ProjectorName] }),
  )
  const told = [
    text.phases[phase],
    head > 0 && text.of(formatCount(position), formatCount(head)),
    eventsPerSecond > 0 && projectionsText.rate(formatCount(eventsPerSecond)),
    secondsLeft !== null && position < head && text.left(formatCount(secondsLeft)),
  ].filter(Boolean)
  return (
    <div className={classes.progress}>
      <progress
        aria-label={text.progress(projector)}
        className={classes.bar}
        max={Math.max(1, head)}
        value={Math.min(position, head)}
      />
      <span className={`money ${classes.quiet}`}>{told.join(' · ')}</span>
      {may.change && (
        <Button
          size="compact-sm"
          variant="default"
          loading={isActing}
          onClick={act}
          aria-label={actions.of(actions.cancel, projector)}
        >
          {actions.cancel}
        </Button>
      )}
      <Refused error={error} />
    </div>
  )
}
