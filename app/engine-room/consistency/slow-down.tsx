'use client'

/** The slider that makes staleness visible, for everybody, for a while. */
import { useRef } from 'react'
import { MOST_DELAY_MS } from '../../api-client/consistency-lab/slowing.ts'
import type { SlowProjector } from '../../api-client/consistency-lab/use-slow-projector.ts'
import { useSecondsUntil } from '../../components/countdown.ts'
import { LATE_AFTER_MS } from '../../components/lateness.ts'
import { formatCount } from '../../components/money-format.ts'
import { consistencyText } from '../../text/engine-room-consistency.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import { PassingButton } from '../passing-button.tsx'
import classes from './consistency.module.css'

const { slow: text } = consistencyText
const STEP_MS = 250

export function SlowDown({ slow, isRunning }: { slow: SlowProjector; isRunning: boolean }) {
  const { slowing, delayMs, want, turnOff, problem } = slow
  const title = useRef<HTMLHeadingElement>(null)
  const value = delayMs === null ? text.noValue : text.value(formatCount(delayMs))
  return (
    <Part title={text.title} titleRef={title}>
      <Explanation of="server/fault-injection/projecting.ts#interfereWithProjectors">
        {text.explained}
      </Explanation>
      <div className={classes.form}>
        <label className={classes.sliderLabel}>
          <span className={classes.sliderName}>
            {text.label} <strong className="money">{value}</strong>
          </span>
          <input
            type="range"
            className={classes.slider}
            aria-valuetext={value}
            min={0}
            max={MOST_DELAY_MS}
            step={STEP_MS}
            value={delayMs ?? 0}
            // In the middle of a run the lanes could not be compared any more.
            disabled={isRunning}
            onChange={(event) => want(Number(event.currentTarget.value))}
          />
        </label>
        <div className={classes.slowState} role="status">
          {slowing ? <Slowing slowing={slowing} /> : <p>{slowing === null ? text.off : text.notKnown}</p>}
        </div>
        {slowing && (
          <PassingButton
            focusAfter={title}
            variant="default"
            className={classes.turnOff}
            data-disabled={isRunning || undefined}
            aria-disabled={isRunning}
            onClick={() => {
              if (!isRunning) turnOff()
            }}
          >
            {text.turnOff}
          </PassingButton>
        )}
        {problem && (
          <p role="alert" className={classes.failure}>
            {problem}
          </p>
        )}
        <p className={classes.quiet}>{text.forAll}</p>
        <p className={classes.quiet}>{text.limit(formatCount(LATE_AFTER_MS / 1_000))}</p>
      </div>
    </Part>
  )
}

/** What is read out is that it is on, and not every second of it. */
function Slowing({ slowing }: { slowing: NonNullable<SlowProjector['slowing']> }) {
  const { delayMs, until, isOwn, setByName } = slowing
  const left = useSecondsUntil(until)
  return (
    <p aria-live="off">
      {text.on(
        formatCount(delayMs),
        text.seconds(formatCount(left)),
        isOwn ? text.you : (setByName ?? text.somebody),
      )}
    </p>
  )
}
