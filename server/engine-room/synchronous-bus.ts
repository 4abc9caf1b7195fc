/**
 * A second command bus beside the bank's own, whose commits bring `account-summaries` along, for whoever wants to see what
 * that gives and what it costs. There is none until somebody asks for it, and none any more a minute after it was used
 * last, so a bank in which nobody does has nothing of it.
 *
 * It is a bus like any other: two of them on one log come to the same as one (../command-bus), and an inline projector may
 * be at work in one process while others append without it (../read-models/inline.ts).
 */
import type { Database, Sql } from '../../db/client.ts'
import type {
  CommandBus,
  CommandBusOptions,
  CommandContext,
  CommandResult,
} from '../command-bus/command-bus.ts'
import { BusStopped } from '../command-bus/errors.ts'
import type { InlineProjection } from '../command-bus/inline-projection.ts'
import type { CommandData, CommandName } from '../domain/commands.ts'
import { readAll } from '../event-store/read.ts'
import { accountSummaries } from '../read-models/account-summaries/projection.ts'
import { createInlineProjector, leftToWorker } from '../read-models/inline.ts'

/** What became of the projection in the commit that has written a command. */
export type CommittedProjection = {
  /** For so long the commit was held up by it, the log's lock included. */
  readonly ms: number
  /** False when it was left to the worker: then the read model is behind for a moment, as ever. */
  readonly isWritten: boolean
}

export type SynchronousBus = {
  /** Makes the bus and its connections, so that whoever measures a command does not measure that. */
  readonly open: () => Promise<void>
  /** As {@link CommandBus}. `projection` is null where no commit of this bus has written the command. */
  readonly execute: <Name extends CommandName>(
    name: Name,
    data: CommandData<Name>,
    context: CommandContext,
  ) => Promise<{ readonly result: CommandResult<Name>; readonly projection: CommittedProjection | null }>
  /** Answers what waits, closes the connections and makes no more of them. */
  readonly stop: () => Promise<void>
}

export type SynchronousBusOptions = {
  /** A pool of three connections: two batches that are written, and what is read for the next. */
  readonly connect: () => Database
  /** For telling those who wait for a version. */
  readonly sql: Sql
  /** The bank's own bus in all else: with its clock, its cache of states, and all who are told of a commit. */
  readonly createBus: (own: Pick<CommandBusOptions, 'sql' | 'inlineProjection'>) => CommandBus
  readonly idleMs?: number
}

const IDLE_MS = 60_000
const CONNECTIONS = 3
const MOST_COMMITS = 100

type Commit = CommittedProjection & { readonly after: number; readonly upTo: number }

type Opened = {
  readonly bus: CommandBus
  readonly commits: readonly Commit[]
  readonly warmUp: () => Promise<unknown>
  readonly close: () => Promise<void>
}

export const createSynchronousBus = ({
  connect,
  sql,
  createBus,
  idleMs = IDLE_MS,
}: SynchronousBusOptions): SynchronousBus => {
  let opened: Opened | undefined
  let users = 0
  let idle: NodeJS.Timeout | undefined
  let isStopped = false
  const closing = new Set<Promise<void>>()

  const openIt = (): Opened => {
    const database = connect()
    const projector = createInlineProjector({ sql, projector: accountSummaries, readLog: readAll })
    const commits: Commit[] = []
    const inlineProjection = measuring(projector, (commit) => {
      commits.push(commit)
      if (commits.length > MOST_COMMITS) commits.shift()
    })
    const bus = createBus({ sql: database.sql, inlineProjection })
    // Each time anew: a connection may have been lost since, or at the very beginning.
    const warmUp = () =>
      Promise.all(Array.from({ length: CONNECTIONS }, () => database.sql`SELECT 1 ORDER BY 1`))
    const close = async () => {
      await bus.stop()
      await projector.stop()
      await database.close()
    }
    return { bus, commits, warmUp, close }
  }

  const closeIt = () => {
    const closed = opened?.close()
    opened = undefined
    if (!closed) return
    closing.add(closed)
    void closed.finally(() => closing.delete(closed)).catch(() => undefined)
  }

  const using = async <Result>(work: (own: Opened) => Promise<Result>): Promise<Result> => {
    if (isStopped) throw new BusStopped('The bank is shutting down; please try again in a moment')
    clearTimeout(idle)
    opened ??= openIt()
    users += 1
    try {
      return await work(opened)
    } finally {
      users -= 1
      if (users === 0 && !isStopped) idle = setTimeout(closeIt, idleMs).unref()
    }
  }

  return {
    open: () =>
      using(async ({ warmUp }) => {
        await warmUp()
      }),
    execute: (name, data, context) =>
      using(async ({ bus, commits }) => {
        const result = await bus.execute(name, data, context)
        if (result.outcome === 'rejected') return { result, projection: null }
        const { version } = result
        const commit = commits.findLast(({ after, upTo }) => after < version && version <= upTo)
        return { result, projection: commit ? { ms: commit.ms, isWritten: commit.isWritten } : null }
      }),
    stop: async () => {
      isStopped = true
      clearTimeout(idle)
      closeIt()
      await Promise.all(closing)
    },
  }
}

/** Tells of each commit what its projection took, once it is committed. */
const measuring = (
  { project }: InlineProjection,
  onCommitted: (commit: Commit) => void,
): InlineProjection => ({
  project: async (tx, written) => {
    const began = performance.now()
    const committed = await project(tx, written)
    const ms = performance.now() - began
    return () => {
      committed()
      onCommitted({ ...written, ms, isWritten: committed !== leftToWorker })
    }
  },
})
