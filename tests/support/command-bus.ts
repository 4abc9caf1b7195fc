/** Command buses for tests, and what they have brought about. */
import { randomUUID } from 'node:crypto'
import type { Database } from '../../db/client.ts'
import {
  type CommandBus,
  type CommandBusOptions,
  type CommandContext,
  type CommandResult,
  createCommandBus,
} from '../../server/command-bus/command-bus.ts'
import type { BankAccount } from '../../server/domain/bank-account/decider.ts'
import { bankAccount } from '../../server/domain/bank-account/decider.ts'
import type { CommandName } from '../../server/domain/commands.ts'
import type { StoredBankEvent } from '../../server/domain/events.ts'
import { accountStream } from '../../server/domain/ids.ts'
import { loadStreams } from '../../server/event-store/load.ts'
import { readAll } from '../../server/event-store/read.ts'
import { deposit, open, register, type TestAccount, type TestCommand } from './bank.ts'
import { newAccount } from './log.ts'

export const createTestBus = ({ sql }: Database, options: Partial<CommandBusOptions> = {}): CommandBus =>
  createCommandBus({ sql, clock: () => new Date(), newId: () => randomUUID(), ...options })

/** Sends a command as whoever it is given by. */
export const send = <Name extends CommandName>(
  bus: CommandBus,
  { name, data, by, at }: TestCommand<Name>,
  more: Partial<CommandContext> = {},
) =>
  bus.execute(name, data, { actor: by, at: at === undefined ? at : new Date(at), ...more }) as Promise<
    CommandResult<Name>
  >

/** Like {@link send}, for a command that must be accepted; answers its version. */
export const sendWell = async (
  bus: CommandBus,
  command: TestCommand,
  more: Partial<CommandContext> = {},
): Promise<number> => {
  const result = await send(bus, command, more)
  if (result.outcome === 'rejected')
    throw new Error(`${command.name} was rejected: ${result.rejection.reason}`)
  return result.version
}

/** A new customer's new account, with some money when asked. */
export const openAccountWith = async (bus: CommandBus, balance?: string): Promise<TestAccount> => {
  const at = newAccount()
  await sendWell(bus, register(at))
  await sendWell(bus, open(at))
  if (balance !== undefined) await sendWell(bus, deposit(at, balance))
  return at
}

/** The account as its events tell it, past every cache. */
export const accountIn = async ({ sql }: Database, { accountId }: TestAccount): Promise<BankAccount> => {
  const request = { streamId: accountStream(accountId), aggregate: bankAccount as never, from: undefined }
  const [loaded] = await loadStreams(sql, [request])
  return loaded?.state as BankAccount
}

/** In minor units. */
export const balanceIn = async (database: Database, at: TestAccount): Promise<bigint> => {
  const state = await accountIn(database, at)
  if (state.status === 'none') throw new Error('There is no such account')
  return state.balance.amountMinor
}

export const wholeLog = ({ sql }: Database): Promise<StoredBankEvent[]> =>
  readAll(sql, { after: 0, limit: 1_000_000 })

/** The events that a command wrote. */
export const eventsOf = async (database: Database, commandId: string): Promise<StoredBankEvent[]> =>
  (await wholeLog(database)).filter(({ metadata }) => metadata.commandId === commandId)
