/**
 * Seeing a batch through: try, and when the log refuses, try again under its lock, where nobody can come in between.
 *
 * The second try loads everything afresh while it holds the lock. So it cannot lose to another writer, and it finds out
 * what became of an append whose answer was lost: the lock waits for whatever is still committing, and the command's
 * receipt is then there or it is not.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '../../db/client.ts'
import { inTransaction, underLock } from '../event-store/append.ts'
import { isConflict, isConnectionLost } from '../event-store/errors.ts'
import { log } from '../log.ts'
import type { AggregateCache } from './aggregate-cache.ts'
import type { AnsweredBatch } from './answered-batch.ts'
import {
  type BatchResult,
  type Connections,
  type DecidedBatch,
  decideBatch,
  type Inline,
  type StoreAs,
  type UnderWay,
  writeBatch,
} from './batch.ts'
import type { WaitingCommand } from './command.ts'
import { CommandConflict, CommandIdReused, OutcomeUnknown } from './errors.ts'
import { deferred, type InlineProjection } from './inline-projection.ts'
import type { LongLoads } from './long-loads.ts'
import type { SnapshotKeeper } from './snapshot-keeper.ts'

const MAX_ATTEMPTS = 5
/** Doubled with each attempt: a Postgres that restarts is back within the sum. */
const RECONNECT_DELAY_MS = 200
/** A connection can also go silent. Longer than the server lets a hanging writer keep the log's lock is no use. */
const ATTEMPT_TIMEOUT_MS = 10_000
/** After this much time no further attempt is begun: the callers have waited long enough. */
const GIVE_UP_AFTER_MS = 15_000

export type BatchProcessorOptions = {
  readonly sql: Sql
  readonly cache: AggregateCache
  readonly snapshots: Pick<SnapshotKeeper, 'consider'>
  readonly longLoads: Pick<LongLoads, 'isBeingLoaded' | 'waitFor'>
  readonly onCommitted?: ((head: number) => void) | undefined
  readonly onAnswered?: ((batch: AnsweredBatch) => void) | undefined
  readonly attemptTimeoutMs?: number | undefined
  readonly storeAs?: StoreAs | undefined
  readonly inlineProjection?: InlineProjection | undefined
}

export type BatchInWork = {
  /**
   * True as soon as the batch is committed as it was decided, so that what was decided after it holds. False when all is
   * over in another way.
   */
  readonly isAsDecided: Promise<boolean>
  /** When every command has been answered: those that must be decided once more on a fresh state. */
  readonly again: Promise<readonly WaitingCommand[]>
}

/** Makes the two halves of a batch's way. Neither throws, and `write` answers every command, whatever happens. */
export const createBatchProcessor = ({
  sql,
  cache,
  snapshots,
  longLoads,
  onCommitted,
  onAnswered,
  attemptTimeoutMs = ATTEMPT_TIMEOUT_MS,
  storeAs,
  inlineProjection,
}: BatchProcessorOptions) => {
  const locked: Connections['underLock'] = (work) => underLock(sql, work)
  const inline: Inline | undefined = inlineProjection && {
    projection: inlineProjection,
    transaction: (work) => inTransaction(sql, work),
  }

  /** `before` are decided but not yet written, the newest first: streams are taken as they will leave them. */
  const decide = (
    commands: readonly WaitingCommand[],
    before: readonly DecidedBatch[] = [],
  ): Promise<DecidedBatch> => {
    const [latest, earlier] = before
    const known = (streamId: string) =>
      latest?.streams.get(streamId) ?? earlier?.streams.get(streamId) ?? cache.get(streamId)
    const { isBeingLoaded } = longLoads
    return decideBatch(commands, { sql, known, isBeingLoaded, isRetry: false, storeAs })
  }

  const tryOnce = async (
    commands: readonly WaitingCommand[],
    attempt: number,
    { decided, follows }: HowToProcess,
  ): Promise<BatchResult> => {
    if (attempt === 1)
      return writeBatch(decided ?? (await decide(commands)), { sql, underLock: locked, inline }, follows)
    forget(commands)
    const later = inlineProjection && deferred(inlineProjection)
    const result = await locked(async (tx) => {
      const within: Connections['underLock'] = (work) => work(tx)
      const connections: Connections = {
        sql: tx,
        underLock: within,
        inline: later && { projection: later.projection, transaction: within },
      }
      const afresh = await decideBatch(commands, {
        sql: tx,
        known: cache.get,
        isBeingLoaded: longLoads.isBeingLoaded,
        isRetry: true,
        storeAs,
      })
      return writeBatch(afresh, connections)
    })
    later?.committed()
    return result
  }

  /** Only now, with the commit done, is any of it true. */
  const remember = ({ states }: BatchResult): void => {
    for (const [streamId, { aggregate, state, streamPosition }] of states)
      if (aggregate.isFinal?.(state)) cache.drop(streamId)
      else cache.set(streamId, { state, streamPosition })
  }

  const forget = (commands: readonly WaitingCommand[]): void => {
    for (const { streams } of commands)
      for (const { streamId } of Object.values(streams)) cache.drop(streamId)
  }

  const processBatch = async (
    commands: readonly WaitingCommand[],
    how: HowToProcess,
  ): Promise<WaitingCommand[]> => {
    const { firstAttempt = 1, onFirstWritten } = how
    const giveUpAt = performance.now() + GIVE_UP_AFTER_MS
    let lastError: unknown
    for (let attempt = firstAttempt; attempt <= MAX_ATTEMPTS && performance.now() < giveUpAt; attempt++) {
      try {
        const result = await within(attemptTimeoutMs, tryOnce(commands, attempt, how))
        remember(result)
        if (attempt === 1) onFirstWritten?.()
        const again = answer(commands, result, longLoads)
        const answeredAt = performance.now()
        snapshots.consider(result.loaded, result.states)
        if (result.head !== undefined) announce(result.head)
        if (onAnswered) tell(commands, result, answeredAt)
        return again
      } catch (error) {
        lastError = error
        if (isConflict(error)) continue
        if (isConnectionLost(error)) {
          log.warn({ err: error, attempt }, 'The connection to the database was lost')
          if (attempt < MAX_ATTEMPTS) await delay(RECONNECT_DELAY_MS * 2 ** (attempt - 1))
          continue
        }
        return alone(commands, error)
      }
    }
    for (const command of commands)
      command.reject(
        isConflict(lastError)
          ? new CommandConflict('Too many others were changing the same accounts; please try again', {
              cause: lastError,
            })
          : new OutcomeUnknown('The database cannot be reached; please try again in a moment', {
              cause: lastError,
            }),
      )
    return []
  }

  /** Something in the batch cannot be written at all: each command is tried for itself, so only the bad one fails. */
  const alone = async (commands: readonly WaitingCommand[], error: unknown): Promise<WaitingCommand[]> => {
    forget(commands)
    const [first, ...others] = commands
    if (first && others.length === 0) {
      first.reject(error)
      return []
    }
    const again: WaitingCommand[] = []
    // Not as a first attempt: one before may have been written without an answer, so their receipts are looked up.
    for (const command of commands) again.push(...(await processBatch([command], { firstAttempt: 2 })))
    return again
  }

  /** What is committed stays so, whatever becomes of those who are told. */
  const announce = (head: number): void => {
    try {
      onCommitted?.(head)
    } catch (error) {
      log.error({ err: error, head }, 'Nobody could be told about a commit')
    }
  }

  /** Whoever looks on changes nothing for those who are looked at. */
  const tell = (commands: readonly WaitingCommand[], result: BatchResult, answeredAt: number): void => {
    const { outcomes, times, head, decided } = result
    const announcedAt = head === undefined ? undefined : performance.now()
    try {
      onAnswered?.({ ...decided, commands, outcomes, times, answeredAt, announcedAt })
    } catch (error) {
      log.error({ err: error }, 'A batch could not be told about')
    }
  }

  return {
    /** Undefined when it could not be: `write` then finds out why, and tries again. */
    decide: (
      commands: readonly WaitingCommand[],
      before: readonly DecidedBatch[],
    ): Promise<DecidedBatch | undefined> =>
      within(attemptTimeoutMs, decide(commands, before)).catch(() => undefined),

    /** `follows` may not be written yet: only what was decided on it is to be refused without it. */
    write: (
      commands: readonly WaitingCommand[],
      decided: DecidedBatch | undefined,
      follows?: UnderWay,
    ): BatchInWork => {
      const { promise, resolve } = Promise.withResolvers<boolean>()
      // Told before the callers are answered, so that the next batch is under way while they react.
      const onFirstWritten = () => resolve(decided !== undefined)
      const again = processBatch(commands, { decided, follows, onFirstWritten }).finally(() => resolve(false))
      return { isAsDecided: promise, again }
    },
  }
}

type HowToProcess = {
  readonly firstAttempt?: number
  readonly decided?: DecidedBatch | undefined
  readonly follows?: UnderWay | undefined
  readonly onFirstWritten?: () => void
}

/**
 * Gives an attempt up when it takes too long, which counts as a lost connection. Should it come to life again and be
 * written, the receipts tell the next attempt so; should the next have been written first, the log refuses this one.
 */
const within = async <Result>(timeoutMs: number, attempt: Promise<Result>): Promise<Result> => {
  const { promise: tooLate, reject } = Promise.withResolvers<never>()
  // Not a timer that is aborted: making the error of every abort would take as long as deciding the batch.
  const timer = setTimeout(() => {
    const error = new Error(`No answer from the database within ${timeoutMs} ms`)
    reject(Object.assign(error, { code: 'ETIMEDOUT' }))
  }, timeoutMs)
  attempt.catch(() => undefined)
  try {
    return await Promise.race([attempt, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

const answer = (
  commands: readonly WaitingCommand[],
  { outcomes }: BatchResult,
  { waitFor }: Pick<LongLoads, 'waitFor'>,
): WaitingCommand[] => {
  const again: WaitingCommand[] = []
  for (const [index, command] of commands.entries()) {
    const result = outcomes[index] as BatchResult['outcomes'][number]
    switch (result.outcome) {
      case 'accepted':
      case 'rejected':
        command.resolve(result)
        break
      case 'reused':
        command.reject(
          new CommandIdReused(`Command id ${command.commandId} was used before with other content`),
        )
        break
      case 'fault':
        command.reject(result.error)
        break
      case 'tooLong':
        waitFor(command, result.streams)
        break
      case 'doubtful':
        again.push(Object.assign(command, { doubtful: true }))
        break
    }
  }
  return again
}
