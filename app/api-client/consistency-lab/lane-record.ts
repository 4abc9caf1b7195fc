/**
 * What is noted of one transfer while it goes its way under one strategy: which figure stood before the person from when
 * on, what was asked for it, and how it ended. Everything is noted when it happens, in milliseconds after the click, and
 * nothing is reckoned but what stands here.
 */
import type { WireMoney } from '../../../server/domain/decimal.ts'

/** In the order in which they are run. The first is none: it shows what the others deal with. */
export const laneNames = ['none', 'writeSide', 'optimistic', 'told', 'version', 'synchronous'] as const
export type LaneName = (typeof laneNames)[number]

/**
 * `old`: the transfer is not in it, though it has been sent. `pending`: it is, as the page reckons and marks it, before
 * the bank's answer shows it. `right`: as the bank has it.
 */
export type FigureKind = 'old' | 'pending' | 'right'

/** What stood before the person from this moment on. */
export type Sighting = { readonly at: number; readonly figure: WireMoney; readonly is: FigureKind }

export type LaneRequest = {
  readonly what: 'command' | 'balance' | 'positions'
  /** Whether it was asked to wait for a version. */
  readonly waits: boolean
  readonly from: number
  readonly to: number
  /** Of the bodies: what headers come to, no page can know. */
  readonly sentBytes: number
  readonly receivedBytes: number
}

export type LaneOutcome =
  | { readonly kind: 'running' }
  /** The right figure, with nothing left to confirm. */
  | { readonly kind: 'shown' }
  /** The old one, and nothing that would take it away. */
  | { readonly kind: 'stillOld' }
  | { readonly kind: 'refused'; readonly message: string }
  /** No answer came. Whether it was written has been found out since by giving it once more, or is not known (null). */
  | { readonly kind: 'unanswered'; readonly isWritten: boolean | null }
  /** Written, but the balance could not be read. */
  | { readonly kind: 'unread'; readonly message: string }
  /** Written, but not to be seen for so long that nobody waits any more. */
  | { readonly kind: 'givenUp' }
  | { readonly kind: 'stopped' }

/** As the web process has measured it; in milliseconds. */
export type ServerTimes = {
  /** From the request to the answer. */
  readonly workedMs: number
  /** From the statement to the commit. */
  readonly appendMs: number
  /** From the commit until the worker had written the balance; null where no worker has told. */
  readonly behindMs: number | null
}

/** What a commit that brings the balance along has told of it. */
export type CommittedProjection = { readonly ms: number; readonly isWritten: boolean }

/**
 * `page`: it heard how far the read model was, and asked again. `browser`: it kept the answer to itself and asked once
 * more, as browsers do after a 408 on a connection that was used before.
 */
export type LaneTimeout =
  | { readonly at: number; readonly askedAgain: 'page'; readonly reached: number | null }
  | { readonly at: number; readonly askedAgain: 'browser' }

export type LaneParty = { readonly accountId: string; readonly number: string; readonly name: string }

export type LaneRecord = {
  readonly lane: LaneName
  readonly from: LaneParty
  readonly to: LaneParty
  readonly commandId: string
  readonly sightings: readonly Sighting[]
  readonly acknowledged: { readonly at: number; readonly version: number } | null
  /** When the bank said by itself that there is something new. */
  readonly toldAt: number | null
  /** When a question that waited was answered that the version is not there yet (408). */
  readonly timeouts: readonly LaneTimeout[]
  /** When what is pending had waited so long that the page says so. */
  readonly lateAt: number | null
  /** When the read model was seen to show it, by whoever asked. */
  readonly readableAt: number | null
  readonly requests: readonly LaneRequest[]
  readonly outcome: LaneOutcome
  readonly server: ServerTimes | null
  readonly projection: CommittedProjection | null
}

/** What stood there at the click is the first thing that is seen. */
export const beginLane = (
  what: Pick<LaneRecord, 'lane' | 'from' | 'to' | 'commandId'>,
  before: WireMoney,
): LaneRecord => ({
  ...what,
  sightings: [{ at: 0, figure: before, is: 'old' }],
  acknowledged: null,
  toldAt: null,
  timeouts: [],
  lateAt: null,
  readableAt: null,
  requests: [],
  outcome: { kind: 'running' },
  server: null,
  projection: null,
})

/** The same seen again is no news. */
export const sees = (record: LaneRecord, sighting: Sighting): LaneRecord => {
  const last = record.sightings.at(-1)
  if (last?.is === sighting.is && last.figure.amount === sighting.figure.amount) return record
  return { ...record, sightings: [...record.sightings, sighting] }
}

export const timedOut = (record: LaneRecord, timeout: LaneTimeout): LaneRecord => ({
  ...record,
  timeouts: [...record.timeouts, timeout],
})

/** What became of the transfer of which no answer had come, found out later; other lanes stay as they are. */
export const foundOut =
  (commandId: string, isWritten: boolean) =>
  (record: LaneRecord): LaneRecord =>
    record.commandId === commandId && record.outcome.kind === 'unanswered'
      ? { ...record, outcome: { kind: 'unanswered', isWritten } }
      : record

/** The first moment at which the person saw the figure that is right, whether it was confirmed or not. */
export const rightAfter = ({ sightings, outcome }: LaneRecord): number | null =>
  outcome.kind === 'refused' ? null : (sightings.find(({ is }) => is !== 'old')?.at ?? null)

/** From when on it was the bank's own answer. */
export const confirmedAfter = ({ sightings }: LaneRecord): number | null => {
  const last = sightings.at(-1)
  return last?.is === 'right' ? last.at : null
}

/** What stood there, as it turned out: of a transfer that was refused, the figure before it was right all along. */
export const judged = ({
  sightings,
  outcome,
}: Pick<LaneRecord, 'sightings' | 'outcome'>): readonly Sighting[] =>
  outcome.kind === 'refused'
    ? sightings.map((one) => (one.is === 'old' ? { ...one, is: 'right' } : one))
    : sightings

/** A moment of which it is told what stood on the screen; `answered`: the bank's answer to a question showed nothing new. */
export type Moment = {
  readonly what: 'before' | 'click' | 'acknowledged' | 'answered' | 'changed'
  readonly at: number
  readonly figure: WireMoney
  readonly is: FigureKind
}

/** In their order: before the click, right after it, with the acknowledgement, and whatever came then. */
export const momentsOf = (record: LaneRecord): readonly Moment[] => {
  const { acknowledged, requests, outcome } = record
  const sightings = judged(record)
  const [before, ...later] = sightings
  if (!before) return []
  const seenAt = (at: number): Sighting => sightings.findLast((one) => one.at <= at) ?? before
  // What changed before any answer had come was there with the click.
  const firstAnswer = Math.min(acknowledged?.at ?? Number.POSITIVE_INFINITY, ...requests.map(({ to }) => to))
  const atClick = later[0] && later[0].at < firstAnswer ? later[0] : before
  const moments: Moment[] = [
    { ...before, what: 'before' },
    { ...atClick, what: 'click' },
  ]
  if (acknowledged) {
    const { figure, is } = seenAt(acknowledged.at)
    moments.push({ what: 'acknowledged', at: acknowledged.at, figure, is })
  }
  for (const sighting of later) if (sighting !== atClick) moments.push({ ...sighting, what: 'changed' })
  const asked = requests.filter(({ what }) => what === 'balance').at(-1)
  if (outcome.kind === 'stillOld' && asked)
    moments.push({ ...seenAt(asked.to), what: 'answered', at: asked.to })
  return moments.toSorted((one, other) => one.at - other.at)
}

export type LaneCosts = {
  /** With those that the browser has sent once more by itself, of which it tells no bytes. */
  readonly requests: number
  readonly sentBytes: number
  readonly receivedBytes: number
  /** For so long answers were kept waiting for a version; null when none was asked to. */
  readonly heldMs: number | null
}

export const costsOf = ({ requests, timeouts }: Pick<LaneRecord, 'requests' | 'timeouts'>): LaneCosts => {
  const sum = (of: readonly LaneRequest[], one: (request: LaneRequest) => number) =>
    of.reduce((total, request) => total + one(request), 0)
  const waiting = requests.filter(({ waits }) => waits)
  return {
    requests: requests.length + timeouts.filter(({ askedAgain }) => askedAgain === 'browser').length,
    sentBytes: sum(requests, ({ sentBytes }) => sentBytes),
    receivedBytes: sum(requests, ({ receivedBytes }) => receivedBytes),
    heldMs: waiting.length === 0 ? null : sum(waiting, ({ from, to }) => to - from),
  }
}

/** What the commits of the other lanes took, for comparison: the one in the middle. Null when none has told. */
export const usualAppendMs = (lanes: readonly LaneRecord[]): number | null => {
  const told = lanes
    .flatMap(({ lane, server }) => (lane === 'synchronous' || !server ? [] : server.appendMs))
    .toSorted((one, other) => one - other)
  return told[Math.floor(told.length / 2)] ?? null
}
