/**
 * Holds a log against its seals and names what is not as it was sealed. Knows nothing of where either comes from: the
 * bank's own tables, or files in the hands of somebody who has no bank.
 *
 * Seals that have been exported before are the stronger witness: who can edit events can edit seals as well, but not the
 * copy that lies elsewhere. Where there is one it decides, and the bank's own seals are held against it.
 */
import {
  CHAIN_START,
  chainOver,
  contentHash,
  type RawEvent,
  type Seal,
  type SealedEvent,
  sealedEvents,
} from './chain.ts'
import { diagnose, type Finding, type FoundEvent } from './findings.ts'
import type { RawRange } from './raw-events.ts'

export type LogToVerify = {
  /** The position that the log says is its last. */
  readonly head: number
  /** In order; each call begins where the last one ended. */
  readonly read: (range: RawRange) => Promise<RawEvent[]>
  /** Events at positions that no append has handed out: below 1, or above `last`. */
  readonly strays: (last: number) => Promise<RawEvent[]>
  /** Positions after `sealed` and up to the head where nothing stands. */
  readonly holes: (sealed: number) => Promise<number[]>
}

export type VerifyOptions = {
  readonly log: LogToVerify
  /** In order, beginning with the one that covers `from`. */
  readonly seals: AsyncIterable<Seal>
  /** Seals from a safe place, from the log's beginning on. */
  readonly trusted?: AsyncIterable<Seal> | undefined
  /** The first position of interest; what its seal covers before it is checked too. */
  readonly from?: number
  /** The last position of interest; the seal that covers it is checked whole. */
  readonly to?: number
  readonly onProgress?: (checked: number) => void
  readonly signal?: AbortSignal | undefined
}

export type Verification = {
  readonly findings: readonly Finding[]
  /** What was held against seals; `to` is below `from` when nothing was. */
  readonly from: number
  readonly to: number
  /** The chain's value at `to`. */
  readonly hash: string
  /** How many events after `to` no seal covers yet: of them it is only known that none is missing. */
  readonly unsealed: number
  /** False when there was so much wrong that the search was given up at `to`. */
  readonly isComplete: boolean
}

const MAX_DIFFERENCES = 10_000
const AROUND = 2_048

/** Throws the signal's reason when it aborts. */
export const verifyLog = async (options: VerifyOptions): Promise<Verification> => {
  const { log, seals, trusted, from = 1, to = Number.MAX_SAFE_INTEGER, onProgress, signal } = options
  const findings: Finding[] = []
  const own = checked(seals, findings, "the bank's", from)
  const windows = trusted ? heldAgainst(trusted, own, findings) : own

  const sealed: SealedEvent[] = []
  const found: FoundEvent[] = []
  let first = from
  let last = from - 1
  let hash = CHAIN_START
  let isComplete = true
  let beyond: readonly SealedEvent[] = []
  for await (const window of windows) {
    signal?.throwIfAborted()
    if (window.from > to || !isComplete) {
      beyond = window.events
      break
    }
    const rows = await log.read({
      after: window.from - 1,
      upTo: window.to,
      limit: window.to - window.from + 1,
    })
    const there = rows.map(asFound)
    if (!isListAtFault(window, there)) compare(window.events, there, { sealed, found })
    if (last < from) first = window.from
    last = window.to
    hash = window.hash
    onProgress?.(last)
    isComplete = sealed.length + found.length < MAX_DIFFERENCES
  }

  const isWhole = isComplete && to >= last
  const end = Math.max(log.head, last)
  const around =
    sealed.length === 0 ? [] : await log.read({ after: last, upTo: Number.MAX_SAFE_INTEGER, limit: AROUND })
  if (isWhole && to >= log.head) {
    found.push(...(await log.strays(end)).map(asFound))
    const holes = await log.holes(last)
    sealed.push(...holes.map((position) => ({ position, contentHash: '', streamId: '' })))
  }
  findings.push(...diagnose({ sealed, found, around: around.map(asFound), beyond }).map(withoutEmptyStream))
  findings.sort((a, b) => a.position - b.position)
  return { findings, from: first, to: last, hash, unsealed: Math.max(0, log.head - last), isComplete }
}

const asFound = (event: RawEvent): FoundEvent => ({
  position: event.globalPosition,
  contentHash: contentHash(event),
  streamId: event.streamId,
  streamPosition: event.streamPosition,
  eventType: event.eventType,
})

const compare = (
  expected: readonly SealedEvent[],
  there: readonly FoundEvent[],
  into: { sealed: SealedEvent[]; found: FoundEvent[] },
): void => {
  const rows = new Map(there.map((event) => [event.position, event]))
  for (const event of expected) {
    const row = rows.get(event.position)
    if (row?.contentHash === event.contentHash) continue
    into.sealed.push(event)
    if (row) into.found.push(row)
  }
}

const withoutEmptyStream = (finding: Finding): Finding =>
  finding.kind === 'removed' && finding.streamId === ''
    ? { ...finding, streamId: null, detail: 'was appended and is gone, before it was sealed' }
    : finding

/** What is known of a run of positions. */
type Window = Pick<Seal, 'from' | 'to' | 'previousHash' | 'hash'> & {
  readonly events: readonly SealedEvent[]
  readonly isIntact: boolean
}

/** A seal whose list was edited says nothing about events that still make up the hash of all of them. */
const isListAtFault = (
  { isIntact, previousHash, from, hash }: Window,
  there: readonly FoundEvent[],
): boolean =>
  !isIntact &&
  hash ===
    chainOver(
      previousHash,
      from,
      there.map(({ contentHash }) => contentHash),
      there.map(({ streamId }) => streamId),
    )

/** The seals as they come, each held against the one before it. */
async function* checked(
  seals: AsyncIterable<Seal>,
  findings: Finding[],
  whose: string,
  from: number,
): AsyncGenerator<Window> {
  let next: number | undefined = from === 1 ? 1 : undefined
  let previous: string | undefined = from === 1 ? CHAIN_START : undefined
  for await (const seal of seals) {
    if (next !== undefined && seal.from !== next) {
      findings.push(
        sealEdited(Math.min(next, seal.from), Math.max(next, seal.from) - 1, `${whose} seal is missing`),
      )
      previous = undefined
      if (seal.from < next) continue
    }
    const follows = previous === undefined || seal.previousHash === previous
    const hasAll =
      seal.contentHashes.length === seal.to - seal.from + 1 &&
      seal.streamIds.length === seal.contentHashes.length
    const isIntact =
      hasAll && chainOver(seal.previousHash, seal.from, seal.contentHashes, seal.streamIds) === seal.hash
    if (!isIntact)
      findings.push(sealEdited(seal.from, seal.to, `${whose} seal does not add up to its own hash`))
    else if (!follows)
      findings.push(
        sealEdited(
          seal.from,
          seal.to,
          `${whose} seal does not follow the one before: one of the two was edited`,
        ),
      )
    yield { ...seal, events: hasAll ? sealedEvents(seal) : [], isIntact }
    next = seal.to + 1
    // Of what follows a broken seal only its own word can be taken: one edit is one finding.
    previous = isIntact ? seal.hash : undefined
  }
}

/** The trusted seals, with the bank's own held against them; after their end, the bank's own. */
async function* heldAgainst(
  trusted: AsyncIterable<Seal>,
  own: AsyncGenerator<Window>,
  findings: Finding[],
): AsyncGenerator<Window> {
  let known: SealedEvent[] = []
  let window: Window | undefined
  let hasMore = true
  let last = 0
  const knownUpTo = async (position: number): Promise<SealedEvent[]> => {
    while (hasMore && (window?.to ?? 0) < position) {
      const { value, done } = await own.next()
      if (done) hasMore = false
      else {
        window = value
        known = [...known, ...value.events]
      }
    }
    const taken = known.filter((event) => event.position <= position)
    known = known.slice(taken.length)
    return taken
  }

  for await (const seal of checked(trusted, findings, 'the exported', 1)) {
    const mine = new Map((await knownUpTo(seal.to)).map((event) => [event.position, event]))
    const differing = seal.events.filter((event) => {
      const there = mine.get(event.position)
      return there?.contentHash !== event.contentHash || there.streamId !== event.streamId
    })
    if (differing.length > 0)
      findings.push(
        sealEdited(
          differing[0]!.position,
          differing.at(-1)!.position,
          differing.some(({ position }) => mine.has(position))
            ? "the bank's seal is not the one that was exported"
            : 'was sealed when the seals were exported, and the bank has no seal of it',
        ),
      )
    yield seal
    last = seal.to
  }
  // The export may end in the middle of one of the bank's seals, when those were made anew.
  if (window && window.to > last && known.length > 0)
    yield { ...window, from: last + 1, events: known, isIntact: true }
  if (hasMore) yield* own
}

const sealEdited = (position: number, to: number, detail: string): Finding => ({
  kind: 'seal edited',
  position,
  to,
  streamId: null,
  detail,
})
