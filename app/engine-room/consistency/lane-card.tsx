'use client'

/** One lane: what it does, what the person has seen under it and when, and what that has cost. */
import { IconCheck, IconClock, IconHistory } from '@tabler/icons-react'
import {
  confirmedAfter,
  costsOf,
  type FigureKind,
  type LaneName,
  type LaneRecord,
  momentsOf,
  rightAfter,
  usualAppendMs,
} from '../../api-client/consistency-lab/lane-record.ts'
import type { ExplainedName } from '../../api-client/engine-room-queries.ts'
import { Money } from '../../components/money.tsx'
import { formatCount } from '../../components/money-format.ts'
import sheet from '../../components/sheet.module.css'
import { consistencyText } from '../../text/engine-room-consistency.ts'
import { Explanation } from '../explanation.tsx'
import { type Fact, Facts } from '../flow/facts.tsx'
import { formatMs } from '../flow/milliseconds.ts'
import classes from './consistency.module.css'
import { sayingsOf } from './sayings.ts'

const { lane: text, lanes } = consistencyText
const { facts } = text

const doneBy: Readonly<Record<LaneName, ExplainedName>> = {
  none: 'server/trpc/account-balance.ts#balanceFromReadModel',
  writeSide: 'server/trpc/account-balance.ts#balanceFromWriteSide',
  optimistic: 'app/api-client/pending-overlay.ts#layOver',
  told: 'app/api-client/live.ts#createLive',
  version: 'server/read-models/wait.ts#createVersionWatch',
  synchronous: 'server/read-models/inline.ts#createInlineProjector',
}

export function LaneCard({
  lane,
  record,
  lanes: all,
}: {
  lane: LaneName
  record: LaneRecord | undefined
  /** Those of the same run. */
  lanes: readonly LaneRecord[]
}) {
  const { name, explained } = lanes[lane]
  return (
    <li className={`${sheet.sheet} ${classes.lane}`} data-lane={lane}>
      <div className={classes.laneHead}>
        <h2 className={sheet.title}>{name}</h2>
        {record && (
          <span className={classes.outcome} data-outcome={record.outcome.kind}>
            {text.outcomes[record.outcome.kind]}
          </span>
        )}
      </div>
      <Explanation of={doneBy[lane]}>{explained}</Explanation>
      {record ? <Ran record={record} lanes={all} /> : <p className={classes.none}>{text.notRun}</p>}
    </li>
  )
}

function Ran({ record, lanes: all }: { record: LaneRecord; lanes: readonly LaneRecord[] }) {
  const { from, to } = record
  return (
    <>
      <div>
        <h3 className={classes.subtitle}>{text.seen}</h3>
        <p className={classes.quiet}>{text.way(from.name, to.name)}</p>
        <ol className={classes.sightings}>
          {momentsOf(record).map(({ what, at, figure, is }) => (
            <li key={`${what} ${at}`} data-is={is}>
              <span className={classes.moment}>
                {text.moments[what === 'changed' ? changeIn(record) : what]}
                {at > 0 && <span className="money">{formatMs(at)}</span>}
              </span>
              <Money value={figure} className={classes.figure} />
              {/* What stood there before the click was right then. */}
              {what !== 'before' && <FigureMark is={is} />}
            </li>
          ))}
        </ol>
        {sayingsOf(record).map((saying) => (
          <p key={saying} className={classes.saying}>
            {saying}
          </p>
        ))}
      </div>
      <div className={classes.costs}>
        <h3 className={classes.subtitle}>{text.costs}</h3>
        <Facts facts={factsOf(record, all)} />
      </div>
    </>
  )
}

/** What made the figure another one, once the bank had said something. */
const changeIn = ({ lane, outcome }: LaneRecord) => {
  if (outcome.kind === 'refused') return 'back'
  return lane === 'optimistic' ? 'confirmed' : 'answered'
}

const icons = { old: IconHistory, pending: IconClock, right: IconCheck } as const

function FigureMark({ is }: { is: FigureKind }) {
  const Icon = icons[is]
  return (
    <span className={classes.figureMark} data-is={is}>
      <Icon aria-hidden size={13} stroke={2.2} />
      {text.is[is]}
    </span>
  )
}

const factsOf = (record: LaneRecord, all: readonly LaneRecord[]): readonly Fact[] => {
  const { lane, acknowledged, toldAt, readableAt, server, projection, outcome } = record
  const { requests, sentBytes, receivedBytes, heldMs } = costsOf(record)
  const [right, confirmed] = [rightAfter(record), confirmedAfter(record)]
  const usual = lane === 'synchronous' ? usualAppendMs(all) : null
  const longer = usual === null || server === null ? null : server.appendMs - usual
  const ms = (value: number | null | undefined) =>
    value === null || value === undefined ? null : formatMs(value)
  return [
    [facts.acknowledged, ms(acknowledged?.at)],
    [facts.right, right === null ? (outcome.kind === 'stillOld' ? facts.never : null) : formatMs(right)],
    [facts.confirmed, lane === 'optimistic' && outcome.kind === 'shown' ? ms(confirmed) : null],
    [facts.told, ms(toldAt)],
    [facts.readable, ms(readableAt)],
    [facts.held, heldMs === null ? null : formatMs(heldMs)],
    [
      facts.requests,
      requests === 0
        ? null
        : toldAt === null
          ? formatCount(requests)
          : facts.andMessage(formatCount(requests)),
    ],
    [facts.bytes, requests === 0 ? null : facts.bytesOf(formatCount(sentBytes), formatCount(receivedBytes))],
    [facts.worked, ms(server?.workedMs)],
    [facts.append, ms(server?.appendMs)],
    [facts.projection, projection?.isWritten ? formatMs(projection.ms) : null],
    [facts.longer, longer === null || longer < 0 ? null : formatMs(longer)],
    [facts.behind, ms(server?.behindMs)],
  ]
}
