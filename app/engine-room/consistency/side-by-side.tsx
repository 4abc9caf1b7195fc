'use client'

/** All lanes of a run on one axis: what stood on the screen, and what was asked for it. */
import { useRef } from 'react'
import type { LaneRecord } from '../../api-client/consistency-lab/lane-record.ts'
import { laneNames, rightAfter } from '../../api-client/consistency-lab/lane-record.ts'
import type { LabPhase, Run } from '../../api-client/consistency-lab/use-consistency-lab.ts'
import { isOpen } from '../../api-client/consistency-lab/whereabouts.ts'
import { formatCount } from '../../components/money-format.ts'
import { consistencyText } from '../../text/engine-room-consistency.ts'
import { formatMs } from '../flow/milliseconds.ts'
import { Part } from '../part.tsx'
import { PassingButton } from '../passing-button.tsx'
import classes from './consistency.module.css'
import { Patterns, patternOf } from './figure-patterns.tsx'
import { sayingOfEnd } from './sayings.ts'
import { axisOf, placeOn, requestsOn, seenOn, ticksOf } from './time-axis.ts'

const { chart: text, lanes, lane: laneText, runs: runsText } = consistencyText

export const slowedBy = ({ slowedByMs }: Pick<Run, 'slowedByMs'>): string =>
  slowedByMs === null
    ? runsText.slowingNotKnown
    : slowedByMs === 0
      ? runsText.notSlowed
      : runsText.slowed(formatCount(slowedByMs))

export function SideBySide({
  run,
  phase,
  onPutRight,
}: {
  run: Run | undefined
  phase: LabPhase
  onPutRight: (run: Run) => void
}) {
  const title = useRef<HTMLHeadingElement>(null)
  const isIdle = phase === 'idle'
  const money = run?.end?.money
  return (
    <Part
      title={text.title}
      titleRef={title}
      beside={
        run && (
          <span className={`money ${classes.quiet}`}>{text.of(formatCount(run.number), slowedBy(run))}</span>
        )
      }
    >
      {run ? <Lanes run={run} /> : <p className={classes.none}>{text.pick}</p>}
      <p role="status" className={classes.progress}>
        {run && <Progress run={run} />}
      </p>
      {run && money && isOpen(money) && (
        <PassingButton
          focusAfter={title}
          variant="default"
          className={classes.sendBack}
          data-disabled={!isIdle || undefined}
          aria-disabled={!isIdle}
          onClick={() => {
            if (isIdle) onPutRight(run)
          }}
        >
          {phase === 'puttingRight'
            ? text.puttingRight
            : money.kind === 'unknown'
              ? text.findOut
              : text.sendBack}
        </PassingButton>
      )}
    </Part>
  )
}

function Progress({ run: { lanes: records, end } }: { run: Run }) {
  if (end) return sayingOfEnd(end)
  const last = records.at(-1)
  if (!last) return null
  return text.progress(
    lanes[last.lane].name,
    formatCount(laneNames.indexOf(last.lane) + 1),
    formatCount(laneNames.length),
  )
}

function Lanes({ run: { lanes: records } }: { run: Run }) {
  const axis = axisOf(records)
  return (
    <>
      <p className={classes.note}>{text.explained}</p>
      <ul className={classes.legend}>
        {(['old', 'pending', 'right'] as const).map((is) => (
          <li key={is}>
            <svg className={classes.legendBox} aria-hidden focusable="false">
              <Patterns id={`legend-${is}`} />
              <rect className={classes.seen} data-is={is} fill={patternOf(`legend-${is}`, is)} {...WHOLE} />
            </svg>
            {text.legend[is]}
          </li>
        ))}
        <li>
          <span className={classes.acknowledgedKey} aria-hidden />
          {text.legend.acknowledged}
        </li>
        {(['command', 'asking', 'waiting'] as const).map((kind) => (
          <li key={kind}>
            <span className={classes.requestKey} data-kind={kind} aria-hidden />
            {text.legend[kind]}
          </li>
        ))}
      </ul>
      <ul className={classes.axisLanes}>
        {records.map((record) => (
          <AxisLane key={record.lane} record={record} axis={axis} />
        ))}
        <li className={classes.ticks} aria-hidden>
          {ticksOf(axis).map((tick) => (
            <span
              key={tick}
              className="money"
              data-is-late={tick > axis * 0.75}
              style={{ left: `${placeOn(axis, tick)}%` }}
            >
              {text.tick(formatCount(tick))}
            </span>
          ))}
        </li>
      </ul>
    </>
  )
}

const WHOLE = { x: '1', y: '1', width: 'calc(100% - 2px)', height: 'calc(100% - 2px)' }

function AxisLane({ record, axis }: { record: LaneRecord; axis: number }) {
  const { lane, acknowledged } = record
  return (
    <li data-axis-lane={lane}>
      <span className={classes.axisName}>{lanes[lane].name}</span>
      <svg className={classes.axisTrack} aria-hidden focusable="false">
        <Patterns id={lane} />
        {seenOn(axis, record).map(({ is, from, width }) => (
          <rect
            key={`${is} ${from}`}
            className={classes.seen}
            data-is={is}
            fill={patternOf(lane, is)}
            x={`${from}%`}
            y="1"
            width={`${Math.max(width, 0.3)}%`}
            height="18"
          />
        ))}
        {acknowledged && (
          <rect
            className={classes.acknowledged}
            x={`${placeOn(axis, acknowledged.at)}%`}
            y="0"
            width="2"
            height="20"
          />
        )}
        {requestsOn(axis, record).map(({ what, waits, from, width }) => (
          <rect
            key={`${what} ${from}`}
            className={classes.request}
            data-kind={what === 'command' ? 'command' : waits ? 'waiting' : 'asking'}
            x={`${from}%`}
            y={what === 'command' ? '23' : '28'}
            width={`${Math.max(width, 0.7)}%`}
            height="3"
          />
        ))}
      </svg>
      <span className={`money ${classes.axisEnd}`}>{endOf(record)}</span>
    </li>
  )
}

/** How it went, in as many words as stand beside a track. */
export const endOf = (record: LaneRecord): string => {
  const after = rightAfter(record)
  const { kind } = record.outcome
  if (after !== null && kind !== 'refused') return text.right(formatMs(after))
  return kind === 'stillOld' ? text.stillOld : laneText.outcomes[kind]
}
