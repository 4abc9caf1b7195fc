/**
 * The command bus. Commands wait while the last batch is committing; then all that have arrived are loaded, decided in
 * order and committed together: that turns the log's lock from a bottleneck into a rhythm. When many are waiting, the
 * next batch is decided and sent meanwhile, on what the one being written will leave behind; the log takes it only if
 * that came true, and it is decided anew if it did not.
 *
 * Promises: a command is applied once or not at all, also when the connection breaks in mid-commit; one bad command
 * never fails its neighbours; nobody hears no because of an old state; what does not fit the queue is refused at once.
 */
import { setImmediate as immediate } from 'node:timers/promises'
import type { Sql } from '../../db/client.ts'
import { createDayOf } from '../domain/calendar/day-of.ts'
import {
  type CommandAnswer,
  type CommandData,
  type CommandName,
  type CommandRejection,
  commandDefinitions,
} from '../domain/commands.ts'
import type { Actor, CommandDefinition } from '../domain/decider.ts'
import type { NewId } from '../domain/ids.ts'
import type { SnapshotPolicies } from '../event-store/snapshot-policies.ts'
import { log } from '../log.ts'
import { type AggregateCache, createAggregateCache } from './aggregate-cache.ts'
import type { AnsweredBatch } from './answered-batch.ts'
import type { DecidedBatch, StoreAs, UnderWay } from './batch.ts'
import { receiptKeyOf, requestHashOf, type WaitingCommand } from './command.ts'
import { createCommandQueue } from './command-queue.ts'
import { BusBusy, BusStopped } from './errors.ts'
import type { InlineProjection } from './inline-projection.ts'
import { createLongLoads } from './long-loads.ts'
import { createBatchProcessor } from './process-batch.ts'
import { createSnapshotKeeper } from './snapshot-keeper.ts'

export type CommandContext = {
  readonly actor: Actor
  /** Makes the command idempotent: sent again with the same content, it answers what it answered before. */
  readonly commandId?: string | undefined
  readonly correlationId?: string | undefined
  readonly causationId?: string | undefined
  /** When it is given, if not now; the log still never runs backwards. */
  readonly at?: Date | undefined
  /** How many there are already of what it makes, where somebody has counted. */
  readonly already?: number | undefined
  /** When the request that it came with began (`performance.now()`), for whoever looks at how long things take. */
  readonly arrivedAt?: number | undefined
}

export type CommandResult<Name extends CommandName> =
  | { readonly outcome: 'accepted'; readonly version: number; readonly answer: CommandAnswer<Name> }
  | { readonly outcome: 'rejected'; readonly rejection: CommandRejection<Name> }

export type CommandBus = {
  /**
   * Answers when the command's events are committed (with the global position of the last one) or a rule has said no.
   * Throws one of ./errors.ts, or a fault; after any of them the same command id may safely be sent again.
   */
  readonly execute: <Name extends CommandName>(
    name: Name,
    data: CommandData<Name>,
    context: CommandContext,
  ) => Promise<CommandResult<Name>>
  /** Takes no more commands and answers when every waiting one has been answered. */
  readonly stop: () => Promise<void>
}

export type CommandBusOptions = {
  readonly sql: Sql
  readonly clock: () => Date
  readonly newId: NewId
  /** Of the bank's business dates. */
  readonly timeZone?: string
  /** Told after each commit how far the log now reaches. */
  readonly onCommitted?: (head: number) => void
  /** Told of each batch when its callers have been answered. It is called while others wait, so it must not take long. */
  readonly onAnswered?: ((batch: AnsweredBatch) => void) | undefined
  readonly maxBatch?: number
  /** How many commands may wait before callers are told to come back later. */
  readonly maxWaiting?: number
  readonly maxCachedStreams?: number
  /** One of several buses in a process may share their states: what one has written is no old state to the other then. */
  readonly cache?: AggregateCache | undefined
  /** How long one attempt at a batch may take before it counts as lost. */
  readonly attemptTimeoutMs?: number
  /** How long a caller is kept while a long stream is loaded for it. */
  readonly longLoadPatienceMs?: number
  /** Where snapshots are written and long streams read: a pool that commands do not wait for, or theirs when left out. */
  readonly snapshotSql?: Sql
  readonly snapshotPolicies?: SnapshotPolicies
  /** For a bank whose past was written by older software; in production there is none to imitate. */
  readonly storeAs?: StoreAs | undefined
  /** What is to be committed together with each batch. It takes a third connection when the bank is busy. */
  readonly inlineProjection?: InlineProjection | undefined
}

/** Fewer than this wait for the log to be free instead of making a batch of their own. */
const WORTH_A_BATCH = 32
/** A smaller batch is sent when the one before it is committed: two small ones only get in each other's way. */
const WORTH_SENDING_AHEAD = 128

type SentBatch = {
  readonly commands: readonly WaitingCommand[]
  readonly decided: DecidedBatch | undefined
  readonly isAsDecided: Promise<boolean>
  /** Whether `isAsDecided` is known. */
  isSettled: boolean
}

/** Only a batch that writes can be followed, or be refused: one that only says no must wait for what it was decided on. */
const writes = (decided: DecidedBatch | undefined): boolean => (decided?.encoded.length ?? 0) > 0

export const createCommandBus = ({
  sql,
  clock,
  newId,
  timeZone = 'UTC',
  onCommitted,
  onAnswered,
  maxBatch = 512,
  maxWaiting = 10_000,
  maxCachedStreams = 50_000,
  cache = createAggregateCache(maxCachedStreams),
  attemptTimeoutMs,
  longLoadPatienceMs,
  storeAs,
  inlineProjection,
  snapshotSql = sql,
  snapshotPolicies,
}: CommandBusOptions): CommandBus => {
  const dayOf = createDayOf(timeZone)
  const queue = createCommandQueue()
  const snapshots = createSnapshotKeeper({ sql: snapshotSql, policies: snapshotPolicies })
  const longLoads = createLongLoads({
    sql: snapshotSql,
    cache,
    patienceMs: longLoadPatienceMs,
    putBack: (command) => {
      queue.putBack([command])
      wake()
    },
  })
  const batches = createBatchProcessor({
    sql,
    cache,
    snapshots,
    longLoads,
    onCommitted,
    onAnswered,
    attemptTimeoutMs,
    storeAs,
    inlineProjection,
  })
  let running: Promise<void> | undefined
  let stopped = false

  const run = async (): Promise<void> => {
    // One promise, not a list: under steady load this loop goes on for days.
    let answered: Promise<unknown> = Promise.resolve()
    const send = (
      commands: readonly WaitingCommand[],
      decided?: DecidedBatch,
      follows?: UnderWay,
    ): SentBatch => {
      const { isAsDecided, again } = batches.write(commands, decided, follows)
      answered = Promise.all([answered, again.then(queue.putBack)]).then(() => undefined)
      const batch: SentBatch = { commands, decided, isAsDecided, isSettled: false }
      isAsDecided.then(() => {
        batch.isSettled = true
      })
      return batch
    }

    // Where there is enough for two batches, half is left for the one that is decided while this one is written.
    const half = Math.ceil(queue.length / 2)
    const first = queue.take(half < WORTH_A_BATCH ? maxBatch : Math.min(maxBatch, half))
    let latest = send(first, await batches.decide(first, []))
    let earlier: SentBatch | undefined
    while (true) {
      // 1. While a batch is on its way, others come. Who has just been answered may ask again at once.
      await immediate()
      await Promise.race([latest.isAsDecided, queue.reaches(WORTH_A_BATCH)])
      if (queue.length < WORTH_A_BATCH) break
      // 2. They are decided on what those under way will leave behind.
      const before = (earlier ? [latest, earlier] : [latest]).filter(({ isSettled }) => !isSettled)
      const commands = queue.take(
        maxBatch,
        before.flatMap((batch) => batch.commands),
      )
      if (commands.length === 0) break
      const decided = await batches.decide(
        commands,
        before.flatMap((batch) => batch.decided ?? []),
      )
      // 3. Two are under way at most: this one's rows are made ready while the one before it holds the log's lock.
      const mayFollow =
        commands.length >= WORTH_SENDING_AHEAD &&
        (await earlier?.isAsDecided) !== false &&
        writes(latest.decided) &&
        writes(decided)
      const holds = (mayFollow && !latest.isSettled) || (await latest.isAsDecided)
      earlier = latest
      const { isAsDecided, isSettled } = earlier
      const follows = earlier.decided && !isSettled ? { decided: earlier.decided, isAsDecided } : undefined
      latest = send(commands, holds ? decided : undefined, follows)
    }
    await answered
  }

  const wake = (): void => {
    // Starts in the next tick, so that commands sent in one go share their first batch.
    running ??= Promise.resolve()
      .then(run)
      .catch((error) => log.fatal({ err: error }, 'The command bus has failed'))
      .finally(() => {
        running = undefined
        if (queue.length > 0) wake()
      })
  }

  return {
    execute: async <Name extends CommandName>(
      name: Name,
      data: CommandData<Name>,
      context: CommandContext,
    ) => {
      if (stopped) throw new BusStopped('The bank is shutting down; please try again in a moment')
      if (queue.length + longLoads.waiting >= maxWaiting)
        throw new BusBusy('The bank is busy; please try again in a moment')
      const calledAt = performance.now()
      // Within here a command's own types are not followed; CommandResult gives them back to the caller.
      const definition = commandDefinitions[name] as CommandDefinition
      const newIds = new Set<string>()
      const makeId = () => {
        const id = newId()
        newIds.add(id)
        return id
      }
      const at = context.at ?? clock()
      const prepared = definition.prepare(data, {
        actor: context.actor,
        newId: makeId,
        at,
        timeZone,
        today: dayOf(at),
        already: context.already ?? 0,
      })
      const commandId = context.commandId?.toLowerCase() ?? newId()
      return new Promise<unknown>((resolve, reject) => {
        const waiting: WaitingCommand = {
          name,
          definition,
          data: prepared,
          streams: definition.streams(prepared),
          newIds,
          actor: context.actor,
          commandId,
          receiptKey: receiptKeyOf({ actor: context.actor.userId, commandId }),
          idFromCaller: context.commandId !== undefined,
          requestHash: requestHashOf(name, definition.asked?.(data) ?? data),
          metadata: {
            commandId,
            correlationId: context.correlationId ?? commandId,
            causationId: context.causationId ?? commandId,
            userId: context.actor.userId,
          },
          at,
          arrivedAt: context.arrivedAt,
          calledAt,
          doubtful: false,
          resolve,
          reject,
        }
        queue.add(waiting)
        wake()
      }) as Promise<CommandResult<Name>>
    },
    stop: async () => {
      stopped = true
      longLoads.stop()
      while (running) await running
      await Promise.all([longLoads.settled(), snapshots.settled()])
    },
  }
}
