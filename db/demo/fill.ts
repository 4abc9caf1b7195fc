/**
 * Fills an empty bank with the demo's two years, all through the command bus.
 *
 * May be killed at any moment and started again, also days later: the plan follows from the log's first day, batches
 * are written whole or not at all, and what the log holds already is skipped. A log that is not the demo's is left as
 * it is.
 */
import type { StoreAs } from '../../server/command-bus/batch.ts'
import type { CommandBus, CommandResult } from '../../server/command-bus/command-bus.ts'
import type { CommandName } from '../../server/domain/commands.ts'
import { readAll } from '../../server/event-store/read.ts'
import type { Database } from '../client.ts'
import type { PlannedCommand } from './book.ts'
import { olderSoftware } from './older-software.ts'
import { DEMO_PASSWORD } from './people.ts'
import { DEMO_SEED, firstDayOf, type PlannedUser, planDemoBank } from './plan.ts'
import { demoState } from './state.ts'

export type DemoUserToCreate = PlannedUser & { readonly password: string }

export type FillOptions = {
  readonly database: Pick<Database, 'sql'>
  /** A bus that stores events in the forms it is given; the caller stops it. */
  readonly openBus: (storeAs: StoreAs) => Pick<CommandBus, 'execute'>
  /** The last instant of the demo's past. */
  readonly now: Date
  /** Makes those who can sign in; must leave alone who exists already. */
  readonly createUsers?: (users: readonly DemoUserToCreate[]) => Promise<unknown>
  readonly onProgress?: (done: number, total: number) => void
  readonly seed?: string
}

export type FillResult = {
  readonly status: 'filled' | 'completed' | 'was complete' | 'not a demo bank'
  /** Written now. */
  readonly events: number
}

/** The bus takes no more than this at a time, so that each of these is one commit. */
const BATCH = 512

export const fillDemoBank = async (options: FillOptions): Promise<FillResult> => {
  const { database, openBus, now, createUsers, onProgress, seed = DEMO_SEED } = options
  const state = await demoState(database.sql, seed)
  if (state.status === 'other') return { status: 'not a demo bank', events: 0 }

  const firstDay = state.status === 'empty' ? firstDayOf(now) : state.firstDay
  const plan = planDemoBank(firstDay, now, seed)
  const addUsers = () => createUsers?.(plan.users.map((user) => ({ ...user, password: DEMO_PASSWORD })))
  if (state.status === 'complete') {
    await addUsers()
    return { status: 'was complete', events: 0 }
  }

  const done = state.status === 'unfinished' ? await alreadyWritten(plan.commands, state.head, database) : 0
  const rest = plan.commands.slice(done)
  const bus = openBus(olderSoftware(firstDay))
  for (let from = 0; from < rest.length; from += BATCH) {
    // All in one go, so that the bus decides them in this order and commits them together.
    await Promise.all(rest.slice(from, from + BATCH).map((command) => give(bus, command)))
    // The first batch has fixed the day that all ids follow from, and a complete log is one whose users are there.
    if (from === 0) await addUsers()
    onProgress?.(Math.min(done + from + BATCH, plan.commands.length), plan.commands.length)
  }
  return {
    status: state.status === 'empty' ? 'filled' : 'completed',
    events: rest.reduce((sum, { events }) => sum + events, 0),
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

const give = async <Name extends CommandName>(
  bus: Pick<CommandBus, 'execute'>,
  { name, data, actor, commandId, at }: PlannedCommand<Name>,
): Promise<void> => {
  const result: CommandResult<Name> = await bus.execute(name, data, { actor, commandId, at })
  if (result.outcome === 'rejected')
    throw new Error(
      `The demo's plan is wrong: ${name} at ${at.toISOString()} was rejected, ${JSON.stringify(result.rejection, (_, value) => (typeof value === 'bigint' ? String(value) : value))}`,
    )
}
