/**
 * Fills an empty bank with the demo's two years, all through the command bus.
 *
 * May be killed at any moment and started again, also days later: the plan follows from the log's first day, batches
 * are written whole or not at all, and what the log holds already is skipped. A log that is not the demo's is left as
 * it is.
 */
import { randomUUIDv7 } from 'node:crypto'
import { finishAllForgetting } from '../../server/auth/forgetting.ts'
import type { StoreAs } from '../../server/command-bus/batch.ts'
import type { CommandBus, CommandResult } from '../../server/command-bus/command-bus.ts'
import type { CommandName } from '../../server/domain/commands.ts'
import type { NewId } from '../../server/domain/ids.ts'
import { readAll } from '../../server/event-store/read.ts'
import type { Database } from '../client.ts'
import { idsOf, type PlannedCommand } from './book.ts'
import { olderSoftware } from './older-software.ts'
import { DEMO_PASSWORD } from './people.ts'
import { DEMO_SEED, firstDayOf, type PlannedUser, planDemoBank } from './plan.ts'
import { AT_ONCE } from './rehearsal.ts'
import { demoState } from './state.ts'

export type DemoUserToCreate = PlannedUser & { readonly password: string }

export type DemoWays = { readonly storeAs: StoreAs; readonly newId: NewId }

export type FillOptions = {
  readonly database: Pick<Database, 'sql'>
  /** A bus that stores events in the forms, and makes ids in the way, that it is given; the caller stops it. */
  readonly openBus: (ways: DemoWays) => Pick<CommandBus, 'execute'>
  /** The last instant of the demo's past. */
  readonly now: Date
  /** Makes those who can sign in; must leave alone who exists already. */
  readonly createUsers?: (users: readonly DemoUserToCreate[]) => Promise<unknown>
  readonly onProgress?: (done: number, total: number) => void
  readonly seed?: string
  /** The bus's. */
  readonly timeZone?: string
  /** For who fills several, and has reckoned it before. */
  readonly plan?: typeof planDemoBank
}

export type FillResult = {
  readonly status: 'filled' | 'completed' | 'was complete' | 'not a demo bank'
  /** Written now. */
  readonly events: number
}

export const fillDemoBank = async (options: FillOptions): Promise<FillResult> => {
  const { database, openBus, now, createUsers, onProgress, seed = DEMO_SEED, timeZone = 'UTC' } = options
  const { plan: planFor = planDemoBank } = options
  const state = await demoState(database.sql, seed)
  if (state.status === 'other') return { status: 'not a demo bank', events: 0 }

  const firstDay = state.status === 'empty' ? firstDayOf(now) : state.firstDay
  const plan = planFor(firstDay, now, { seed, timeZone })
  const addUsers = () => createUsers?.(plan.users.map((user) => ({ ...user, password: DEMO_PASSWORD })))
  if (state.status === 'complete') {
    await addUsers()
    return { status: 'was complete', events: 0 }
  }

  const done = state.status === 'unfinished' ? await alreadyWritten(plan.commands, state.head, database) : 0
  // Asked for while a command is given, and by nothing else.
  let newId: NewId = randomUUIDv7
  const bus = openBus({ storeAs: olderSoftware(firstDay), newId: () => newId() })
  const give = (command: PlannedCommand) => {
    newId = idsOf(command)
    return execute(bus, command)
  }
  for (const batch of batchesOf(plan.commands, done)) {
    // All in one go, so that the bus decides them in this order and commits them together.
    await Promise.all(plan.commands.slice(batch.from, batch.until).map(give))
    // The first batch has fixed the day that all ids follow from, and a complete log is one whose users are there.
    if (batch.from === done) await addUsers()
    onProgress?.(batch.until, plan.commands.length)
  }
  // Who was forgotten in the plan is so in the tables and keys, too.
  await finishAllForgetting(database)
  return {
    status: state.status === 'empty' ? 'filled' : 'completed',
    events: plan.commands.slice(done).reduce((sum, { events }) => sum + events, 0),
  }
}

function* batchesOf(commands: readonly PlannedCommand[], done: number) {
  for (let from = done; from < commands.length; ) {
    const next = commands.findIndex(({ after }, index) => index > from && after > from)
    const until = Math.min(from + AT_ONCE, next === -1 ? commands.length : next)
    yield { from, until }
    from = until
  }
}

/** How many commands of the plan the log holds. Throws when it holds anything else. */
const alreadyWritten = async (
  commands: readonly PlannedCommand[],
  head: number,
  { sql }: Pick<Database, 'sql'>,
): Promise<number> => {
  let position = 0
  const next = commands.findIndex((command) => {
    position += command.events
    return position > head
  })
  const [last] = await readAll(sql, { after: head - 1, limit: 1 })
  if (next < 1 || last?.metadata.commandId !== commands[next - 1]?.commandId)
    throw new Error(
      'The demo bank was interrupted while it was filled and has been used since: make a fresh one with npm run reset',
    )
  return next
}

const execute = async <Name extends CommandName>(
  bus: Pick<CommandBus, 'execute'>,
  { name, data, ...context }: PlannedCommand<Name>,
): Promise<void> => {
  const result: CommandResult<Name> = await bus.execute(name, data, context)
  if (result.outcome === 'rejected')
    throw new Error(
      `The demo's plan is wrong: ${name} at ${context.at.toISOString()} was rejected, ${JSON.stringify(result.rejection, (_, value) => (typeof value === 'bigint' ? String(value) : value))}`,
    )
}
