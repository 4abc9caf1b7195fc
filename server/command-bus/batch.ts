/**
 * One try at one batch: load, decide in order; then append. All that the commands decide is written in one commit, or
 * nothing is.
 */
import type { Aggregate, StreamRef } from '../domain/decider.ts'
import { type BankEvent, streamOf } from '../domain/events.ts'
import type { StreamId } from '../domain/ids.ts'
import {
  appendEncoded,
  type EncodedBatch,
  encodeBatch,
  type NewEvent,
  type NewReceipt,
  type Queryable,
  type StoredForm,
} from '../event-store/append.ts'
import { isConflict } from '../event-store/errors.ts'
import { type LoadedStream, type LoadRequest, loadStreams, type StreamState } from '../event-store/load.ts'
import { sealBatch } from '../event-store/personal-data.ts'
import { findReceipts, type Receipt } from '../event-store/receipts.ts'
import { type Rejection, receiptKeyOf, type WaitingCommand } from './command.ts'
import { appendWithProjection, type InlineProjection } from './inline-projection.ts'

export type BatchOutcome =
  | { readonly outcome: 'accepted'; readonly version: number; readonly answer: object }
  | { readonly outcome: 'rejected'; readonly rejection: Rejection }
  /** Rejected on a state that may be old: to be decided once more. */
  | { readonly outcome: 'doubtful' }
  /** Not decided: these streams are too long to be loaded while others wait. */
  | { readonly outcome: 'tooLong'; readonly streams: readonly StreamRef[] }
  | { readonly outcome: 'reused' }
  | { readonly outcome: 'fault'; readonly error: unknown }

export type BatchResult = {
  /** In the order of the commands. */
  readonly outcomes: readonly BatchOutcome[]
  /** How far the log reaches at least: the newest version that is answered. */
  readonly head: number | undefined
  /** The streams' states as they are once this is committed. Not to be believed before. */
  readonly states: ReadonlyMap<string, StateAfter>
  /** What had to be read from the log. */
  readonly loaded: readonly LoadedStream[]
  readonly decided: Pick<DecidedBatch, 'decisions' | 'states'>
  readonly times: BatchTimes
}

/** When its steps were done, by `performance.now()`. */
export type BatchTimes = {
  /** Its commands had been taken from the queue. */
  readonly takenAt: number
  /** Their streams and receipts were there. */
  readonly loadedAt: number
  /** All of them were decided. */
  readonly decidedAt: number
  /** The statement went out to the log, which may have been busy with the batch before. */
  readonly sentAt: number
  /** It was committed. */
  readonly writtenAt: number
}

/** What a batch makes of a stream. */
export type StateAfter = StreamState & {
  readonly aggregate: Aggregate
  /** Its position in the log, before what the batch adds. */
  readonly base: number
}

export type Connections = {
  /** For reading, and for appends that have nothing to check beside their own streams. */
  readonly sql: Queryable
  /** Runs `work` in a transaction that holds the log's lock. */
  readonly underLock: <T>(work: (tx: Queryable) => Promise<T>) => Promise<T>
  /** What every append brings along, when there is such a thing. */
  readonly inline?: Inline | undefined
}

export type Inline = {
  readonly projection: InlineProjection
  /** Runs `work` in a transaction of its own. */
  readonly transaction: Connections['underLock']
}

/** A stream while its batch is decided. */
type Stream = StateAfter & {
  /** Whether it was read for this batch, or comes from the cache and may be old. */
  readonly fresh: boolean
}

/** A batch that is decided and not yet written: nothing outside it has changed. */
export type DecidedBatch = {
  readonly commands: readonly WaitingCommand[]
  readonly decisions: readonly (BatchOutcome | Decided)[]
  /** For each command how many of the batch's events are written when its own last one is. */
  readonly versions: readonly number[]
  readonly encoded: EncodedBatch
  readonly hasReads: boolean
  readonly streams: ReadonlyMap<string, Stream>
  readonly loaded: readonly LoadedStream[]
  /** For each command what it was decided on. */
  readonly states: readonly States[]
  readonly times: Omit<BatchTimes, 'sentAt' | 'writtenAt'>
}

/** By the parts that a command's streams play. */
export type States = Readonly<Record<string, unknown>>

export type DecideOptions = {
  readonly sql: Queryable
  /** The newest state of a stream that is known without asking the log. */
  readonly known: (streamId: string) => StreamState | undefined
  /** Whether a stream is being loaded elsewhere, so that it need not be tried here. */
  readonly isBeingLoaded: (streamId: string) => boolean
  /**
   * The batch has failed before: command ids are looked up, whoever made them, because an append whose answer was lost
   * may have been written.
   */
  readonly isRetry: boolean
  readonly storeAs?: StoreAs | undefined
}

/** An event's stored form where that is not its type's current version. */
export type StoreAs = (event: BankEvent, at: Date) => StoredForm | undefined

export const decideBatch = async (
  commands: readonly WaitingCommand[],
  { sql, known, isBeingLoaded, isRetry, storeAs }: DecideOptions,
): Promise<DecidedBatch> => {
  const takenAt = performance.now()
  // 1. Load: receipts of ids that may have been used before, and the streams that are not known or not believed.
  const toLookUp = commands.filter(
    (command) => isRetry || command.idFromCaller || command.waitsUntil !== undefined,
  )
  const streams = new Map<string, Stream>()
  const tooLong = new Set<string>()
  const loaded: LoadedStream[] = []
  const load = async (those: readonly WaitingCommand[]): Promise<void> => {
    const requests = plan(those, streams, { known, isRetry })
    for (const { streamId } of requests) tooLong.add(streamId)
    const found = await loadStreams(
      sql,
      requests.filter(({ streamId }) => !isBeingLoaded(streamId)),
      { leaveLong: true },
    )
    for (const stream of found) {
      if (!stream.isWhole) continue
      const { streamId, aggregate, state, streamPosition } = stream
      tooLong.delete(streamId)
      streams.set(streamId, { aggregate, state, streamPosition, base: streamPosition, fresh: true })
      loaded.push(stream)
    }
  }
  const [receipts] = await Promise.all([
    findReceipts(
      sql,
      toLookUp.map(({ actor, commandId }) => ({ actor: actor.userId, commandId })),
    ),
    load(commands),
  ])
  const replies = new Map(receipts.map((receipt) => [receiptKeyOf(receipt), receipt]))
  const naming = new Set(commands.filter((command) => nameFurther(command, streams)))
  if (naming.size > 0) await load([...naming])

  const loadedAt = performance.now()

  // 2. Decide in order. An accepted command's events change the state at once, so that the next one sees them.
  const states: States[] = []
  const decisions = commands.map((command) => {
    const seen: Record<string, unknown> = {}
    states.push(seen)
    const receipt = replies.get(command.receiptKey)
    if (receipt) return replay(command, receipt)
    // What was named only now has been read later than what named it, so the two need not fit together.
    return (
      waitingFor(command, tooLong) ??
      decide(command, streams, { isSound: !naming.has(command), states: seen })
    )
  })
  const decidedAt = performance.now()
  const { batch, versions } = assemble(commands, decisions, { streams, storeAs })
  return {
    commands,
    decisions,
    versions,
    encoded: encodeBatch(await sealBatch(sql, batch)),
    hasReads: batch.reads.length > 0,
    streams,
    loaded,
    states,
    times: { takenAt, loadedAt, decidedAt },
  }
}

/** A batch that is on its way to the log. */
export type UnderWay = {
  readonly decided: DecidedBatch
  /** Whether it is committed as it was decided, as soon as that is known. */
  readonly isAsDecided: Promise<boolean>
}

/**
 * Appends what was accepted: one statement, one commit. `follows` is the batch that this one was decided on, when it may
 * not be written yet.
 */
export const writeBatch = async (
  decided: DecidedBatch,
  { sql, underLock, inline }: Connections,
  follows?: UnderWay,
): Promise<BatchResult> => {
  const { decisions, versions, encoded, hasReads, streams, loaded } = decided
  const write = (after?: string) => {
    if (inline)
      return appendWithProjection(
        encoded,
        after,
        inline.projection,
        hasReads ? underLock : inline.transaction,
      )
    return hasReads
      ? underLock((tx) => appendEncoded(tx, encoded, after))
      : appendEncoded(sql, encoded, after)
  }
  const sentAt = performance.now()
  let base: number | undefined
  if (encoded.length > 0)
    base = await write(follows?.decided.encoded.id).catch(async (error) => {
      // It may only have overtaken the other on the way. When that one is written after all, all of this holds still.
      if (isConflict(error) && (await follows?.isAsDecided)) return write()
      throw error
    })

  const writtenAt = performance.now()
  const outcomes = decisions.map(
    (decision, index): BatchOutcome =>
      decision.outcome === 'decided'
        ? {
            outcome: 'accepted',
            version: (base as number) + (versions[index] as number),
            answer: decision.answer,
          }
        : decision,
  )
  const accepted = outcomes.flatMap((outcome) => (outcome.outcome === 'accepted' ? [outcome.version] : []))
  return {
    outcomes,
    head: accepted.length > 0 ? Math.max(...accepted) : undefined,
    states: streams,
    loaded,
    decided,
    times: { ...decided.times, sentAt, writtenAt },
  }
}

type Placed = { readonly streamId: StreamId; readonly streamPosition: number; readonly event: BankEvent }
export type Decided = {
  readonly outcome: 'decided'
  readonly events: readonly Placed[]
  readonly answer: object
}

/** Puts what is known into `streams`, and answers what has to be loaded. */
const plan = (
  commands: readonly WaitingCommand[],
  streams: Map<string, Stream>,
  { known, isRetry }: Pick<DecideOptions, 'known' | 'isRetry'>,
): LoadRequest[] => {
  const requests = new Map<string, LoadRequest>()
  for (const command of commands)
    for (const part in command.streams) {
      const { streamId, aggregate } = command.streams[part] as StreamRef
      // What is cached is a true prefix of its stream, so making it fresh takes only the events after it.
      const seen = streams.get(streamId)
      if (seen && (seen.fresh || !command.doubtful)) continue
      const isNew = () => !isRetry && command.newIds.has(idOf(streamId))
      // There is nothing to load under an id that has just been made. Should there be, the append is refused.
      const cached = seen ?? known(streamId) ?? (isNew() ? emptyStream(aggregate) : undefined)
      if (cached) {
        const { state, streamPosition } = cached
        streams.set(streamId, { aggregate, state, streamPosition, base: streamPosition, fresh: false })
      }
      if (!cached || command.doubtful) requests.set(streamId, { streamId, aggregate, from: cached })
    }
  return [...requests.values()]
}

/** Adds the streams that a command's first ones name. Whether there are any that it has not had before. */
const nameFurther = (command: WaitingCommand, streams: ReadonlyMap<string, Stream>): boolean => {
  if (!command.definition.further) return false
  const states: Record<string, unknown> = {}
  for (const part in command.streams) {
    const stream = streams.get((command.streams[part] as StreamRef).streamId)
    if (!stream) return false
    states[part] = stream.state
  }
  const further = command.definition.further(command.data, states) ?? {}
  const isNew = Object.keys(further).some(
    (part) => command.streams[part]?.streamId !== further[part]?.streamId,
  )
  if (isNew) command.streams = { ...command.streams, ...further }
  return isNew
}

const idOf = (streamId: StreamId): string => streamId.slice(streamId.indexOf('-') + 1)

const emptyStream = (aggregate: Aggregate): StreamState => ({
  state: aggregate.initialState,
  streamPosition: -1,
})

const waitingFor = (command: WaitingCommand, tooLong: ReadonlySet<string>): BatchOutcome | undefined => {
  if (tooLong.size === 0) return undefined
  const missing = Object.values(command.streams).filter(({ streamId }) => tooLong.has(streamId))
  return missing.length > 0 ? { outcome: 'tooLong', streams: missing } : undefined
}

const replay = (command: WaitingCommand, receipt: Receipt): BatchOutcome =>
  receipt.requestHash === command.requestHash
    ? { outcome: 'accepted', version: receipt.version, answer: receipt.response }
    : { outcome: 'reused' }

/** `states` is filled with what the command is decided on. */
const decide = (
  command: WaitingCommand,
  streams: Map<string, Stream>,
  { isSound, states }: { isSound: boolean; states: Record<string, unknown> },
): BatchOutcome | Decided => {
  let isFresh = isSound
  try {
    // What has been decided just before may be what names them: they are loaded for the next batch.
    if (nameFurther(command, streams)) return { outcome: 'doubtful' }
    // Evolved on the side first: an event that cannot be applied must not leave its neighbours half changed.
    const changed = new Map<string, Stream>()
    for (const part in command.streams) {
      const { streamId } = command.streams[part] as StreamRef
      const stream = streams.get(streamId) as Stream
      states[part] = stream.state
      changed.set(streamId, stream)
      isFresh &&= stream.fresh
    }
    const decision = command.definition.decide(command.data, states, command.actor)
    if (decision.outcome === 'rejected')
      return isFresh ? { outcome: 'rejected', rejection: decision.rejection } : { outcome: 'doubtful' }

    const placed = (decision.events as readonly BankEvent[]).map((event) => {
      const streamId = streamOf(event)
      const stream = changed.get(streamId)
      if (!stream) throw new Error(`${event.type} belongs to ${streamId}, which its command has not named`)
      const { aggregate, base, fresh } = stream
      const streamPosition = stream.streamPosition + 1
      const state = aggregate.evolve(stream.state, event)
      changed.set(streamId, { aggregate, base, fresh, state, streamPosition })
      return { streamId, streamPosition, event }
    })
    for (const [streamId, stream] of changed) streams.set(streamId, stream)
    return {
      outcome: 'decided',
      events: placed,
      answer: command.definition.answer(command.data, decision.events, states),
    }
  } catch (error) {
    // States of different ages can contradict each other.
    return isFresh ? { outcome: 'fault', error } : { outcome: 'doubtful' }
  }
}

/** The batch to append, and for each command how many of its events are written when its own last one is. */
const assemble = (
  commands: readonly WaitingCommand[],
  decisions: readonly (BatchOutcome | Decided)[],
  { streams, storeAs }: { streams: ReadonlyMap<string, Stream>; storeAs?: StoreAs | undefined },
) => {
  const events: NewEvent[] = []
  const receipts: NewReceipt[] = []
  const read = new Set<string>()
  const versions: number[] = []
  for (const [index, command] of commands.entries()) {
    const decision = decisions[index]
    if (decision?.outcome !== 'decided') continue
    for (const placed of decision.events)
      events.push({
        ...placed,
        metadata: command.metadata,
        createdAt: command.at,
        stored: storeAs?.(placed.event, command.at),
      })
    for (const { streamId } of Object.values(command.streams)) read.add(streamId)
    versions[index] = events.length
    receipts.push({
      actor: command.actor.userId,
      commandId: command.commandId,
      requestHash: command.requestHash,
      response: decision.answer,
      eventCount: events.length,
    })
  }
  // A stream that is written is checked by its position; one that was only read has to be asked about.
  const reads = [...read]
    .map((streamId) => ({ streamId, stream: streams.get(streamId) as Stream }))
    .filter(({ stream }) => stream.streamPosition === stream.base)
    .map(({ streamId, stream }) => ({ streamId, streamPosition: stream.base }))
  return { batch: { events, receipts, reads }, versions }
}
