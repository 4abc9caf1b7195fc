'use client'

/** Something to agree to: the browser's own box, large enough for a thumb. */
import { type ReactNode, useId } from 'react'
import classes from './tick.module.css'

export function Tick({
  isTicked,
  onTick,
  problem,
  children,
}: {
  isTicked: boolean
  onTick: (isTicked: boolean) => void
  problem?: string | undefined
  children: ReactNode
}) {
  const problemId = useId()
  return (
    <div>
      <label className={classes.tick}>
        <input
          type="checkbox"
          checked={isTicked}
          onChange={(event) => onTick(event.currentTarget.checked)}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? problemId : undefined}
        />
        <span>{children}</span>
      </label>
      {problem && (
        <p id={problemId} className={classes.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}
