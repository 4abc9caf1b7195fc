/**
 * Does what the bank's processes have to do. It looks at their rows, asks each one that is due what is to be done, and
 * gives those commands.
 *
 * Promises: a command's id follows from the process, the instance, the step and the time at which it was due, so
 * whoever gives it, and however often, it is done once. Between a command's commit and the row that knows of it nothing
 * is held in memory that must not be lost. One instance that cannot go on keeps no other from going on.
 */
import type { Sql } from '../../db/client.ts'
import { derivedId } from '../auth/derived-id.ts'
import type { CommandBus } from '../command-bus/command-bus.ts'
import type { DueCommand } from '../domain/process.ts'
import { theBankItself } from '../domain/the-bank.ts'
import { log } from '../log.ts'
import {
  type DueInstance,
  dueInstances,
  type InstanceAt,
  readAgenda,
} from '../read-models/processes/queries.ts'
import { processes as allProcesses, type RegisteredProcess } from '../read-models/processes/registry.ts'
import { createCompletion } from './completion.ts'

export type ProcessRunner = {
  /**
   * One look: gives what is due, and answers when the next look is worth while; `undefined` when only an event can
   * bring something. Processes take turns: one with very much to do, at the end of a month, holds up no other. Throws when
   * the database is away; what was given by then stays given.
   */
  readonly look: () => Promise<{ readonly given: number; readonly nextAt: Date | undefined }>
}

export type ProcessRunnerOptions = {
  readonly sql: Sql
  readonly bus: Pick<CommandBus, 'execute'>
  readonly clock: () => Date
  /** Of the bank's business dates. */
  readonly timeZone?: string
  readonly processes?: readonly RegisteredProcess[]
  /** How many instances of a process to carry on at once, in one turn. */
  readonly atOnce?: number
}

const AT_ONCE = 200
/** How long an instance rests after a try that its row does not know of yet; doubled with each further one. */
const REST_MS = 1_000
const LONGEST_REST_MS = 60_000

type Rest = InstanceAt & { readonly until: number; readonly tries: number }

export const createProcessRunner = ({
  sql,
  bus,
  clock,
  timeZone = 'UTC',
  processes = allProcesses,
  atOnce = AT_ONCE,
}: ProcessRunnerOptions): ProcessRunner => {
  // Only spares everybody useless tries: whoever knows nothing of it gives the same commands under the same ids.
  const rests = new Map<RegisteredProcess, Map<string, Rest>>(processes.map((one) => [one, new Map()]))

  const complete = createCompletion(sql)
  const dueUpTo = ({ process }: RegisteredProcess, now: Date): Date =>
    process.dueUpTo ? new Date(process.dueUpTo(now.toISOString(), timeZone)) : now

  const carryOn = async (
    { process }: RegisteredProcess,
    instance: DueInstance,
    now: Date,
  ): Promise<number> => {
    const { instanceId, correlationId, causationId } = instance
    try {
      const commands = process.commandsDue(instance.state, { instanceId, now: now.toISOString() })
      for (const command of commands) {
        const commandId = commandIdOf(process.name, instance, command)
        const context = { actor: theBankItself, commandId, correlationId, causationId, at: now }
        const data = await complete(command, { now, timeZone })
        const result = await bus.execute(command.name, data as never, context)
        if (result.outcome === 'rejected')
          log.info(
            { process: process.name, instanceId, step: command.step, reason: result.rejection.reason },
            'A process was told no: it was done already, or is not due yet',
          )
      }
      return commands.length
    } catch (err) {
      // A busy bank, a lost connection or a fault: asked again, with the same id, after some rest.
      log.error({ err, process: process.name, instanceId }, 'A process could not go on')
      return 0
    }
  }

  const takeTurn = async (
    one: RegisteredProcess,
    now: Date,
  ): Promise<{ readonly given: number; readonly isMore: boolean }> => {
    const resting = rests.get(one) as Map<string, Rest>
    const all = [...resting.values()]
    const asleep = all.filter(({ until }) => until > now.getTime())
    const due = await dueInstances(sql, one, { upTo: dueUpTo(one, now), resting: asleep, limit: atOnce })
    // Whoever has had its rest and is not due any more has gone on.
    const stillDue = new Set(due.map(({ instanceId }) => instanceId))
    if (due.length < atOnce)
      for (const { instanceId, until } of all)
        if (until <= now.getTime() && !stillDue.has(instanceId)) resting.delete(instanceId)

    const given = await Promise.all(due.map((instance) => carryOn(one, instance, now)))
    for (const { instanceId, lastPosition } of due) {
      const before = resting.get(instanceId)
      const tries = before?.lastPosition === lastPosition ? before.tries + 1 : 1
      const until = now.getTime() + Math.min(REST_MS * 2 ** (tries - 1), LONGEST_REST_MS)
      resting.set(instanceId, { instanceId, lastPosition, tries, until })
    }
    // As many as were asked for: there may be more that need not wait for another look.
    return { given: given.reduce((sum, count) => sum + count, 0), isMore: due.length === atOnce }
  }

  const look: ProcessRunner['look'] = async () => {
    let given = 0
    for (;;) {
      const round = await takeTurns()
      given += round.given
      if (!round.isMore) return { given, nextAt: round.nextAt }
    }
  }

  const takeTurns = async () => {
    const now = clock()
    const { due, nextAt } = await readAgenda(sql, processes, (one) => dueUpTo(one, now))
    let given = 0
    let isMore = false
    for (const one of due) {
      const turn = await takeTurn(one, now)
      given += turn.given
      isMore ||= turn.isMore
    }
    for (const one of processes) if (!due.includes(one)) rests.get(one)?.clear()
    const times = [...rests.values()].flatMap((resting) => [...resting.values()].map(({ until }) => until))
    if (nextAt) times.push(nextAt.getTime())
    return { given, isMore, nextAt: times.length > 0 ? new Date(Math.min(...times)) : undefined }
  }

  return { look: oneAtATime(look) }
}

/** Whoever asks during a look gets the one after it, and shares it with all who ask meanwhile. */
const oneAtATime = <Result>(work: () => Promise<Result>): (() => Promise<Result>) => {
  let running: Promise<unknown> | undefined
  let next: Promise<Result> | undefined
  const start = (): Promise<Result> => {
    const current = work().finally(() => {
      if (running === current) running = undefined
    })
    running = current
    return current
  }
  return () => {
    if (!running) return start()
    next ??= running
      .then(
        () => {},
        () => {},
      )
      .then(() => {
        next = undefined
        return start()
      })
    return next
  }
}

/** The same for whoever makes it. */
export const commandIdOf = (
  process: string,
  { instanceId, dueAt }: Pick<DueInstance, 'instanceId' | 'dueAt'>,
  { step }: Pick<DueCommand, 'step'>,
): string => derivedId('command of process', JSON.stringify([process, instanceId, step, dueAt.toISOString()]))
