/** A bank to measure: the command bus on a database of its own, and accounts with money on them. */
import { randomUUIDv7 } from 'node:crypto'
import { connect, type Database } from '../db/client.ts'
import { type CommandBus, createCommandBus } from '../server/command-bus/command-bus.ts'
import type { Actor } from '../server/domain/decider.ts'
import type { AccountId, CustomerId } from '../server/domain/ids.ts'
import { money } from '../server/domain/money.ts'
import { setMasterKey } from '../server/event-store/master-key.ts'
import { readAll } from '../server/event-store/read.ts'
import { accountSummaries } from '../server/read-models/account-summaries/projection.ts'
import { readCheckpoint } from '../server/read-models/checkpoint.ts'
import { createInlineProjector } from '../server/read-models/inline.ts'
import { BENCH_MASTER_KEY } from './processes.ts'

/** The bus needs two connections to write and at most one to look something up meanwhile. */
const CONNECTIONS = 3
export const OPENING_MINOR = 1_000_000n

export const system: Actor = { userId: 'system', role: 'system', customerId: null }

export type BenchBank = {
  readonly database: Database
  readonly bus: CommandBus
  readonly customer: Actor & { readonly customerId: CustomerId }
  readonly accountIds: readonly AccountId[]
  readonly close: () => Promise<void>
}

/** `inline`: with the account summaries in each append's own transaction. */
export const openBank = async (
  url: string,
  accounts: number,
  { inline = false, email }: { inline?: boolean; email?: string } = {},
): Promise<BenchBank> => {
  setMasterKey(BENCH_MASTER_KEY)
  const database = connect(url, { applicationName: 'bench', max: CONNECTIONS })
  const others = connect(url, { applicationName: 'bench', max: 1 })
  // Without a checkpoint there is nothing to move on; in a bank the worker makes it.
  if (inline) await readCheckpoint(others.sql, accountSummaries.name)
  const inlineProjection = inline
    ? createInlineProjector({ sql: others.sql, projector: accountSummaries, readLog: readAll })
    : undefined
  const bus = createCommandBus({
    sql: database.sql,
    clock: () => new Date(),
    newId: randomUUIDv7,
    inlineProjection,
  })
  return {
    database,
    bus,
    ...(await addAccounts(bus, accounts, email)),
    close: async () => {
      await bus.stop()
      await inlineProjection?.stop()
      await Promise.all([database.close(), others.close()])
    },
  }
}

/** One customer with this many accounts, each with the same money on it. */
export const addAccounts = async (
  bus: CommandBus,
  accounts: number,
  email = 'bench@example.test',
): Promise<Pick<BenchBank, 'customer' | 'accountIds'>> => {
  const customerId = randomUUIDv7() as CustomerId
  const customer = { userId: randomUUIDv7(), role: 'customer' as const, customerId }
  const context = { actor: system }
  await accepted(
    bus.execute('registerCustomer', { customerId, firstName: 'Bench', lastName: 'Mark', email }, context),
  )
  const accountIds = Array.from({ length: accounts }, () => randomUUIDv7() as AccountId)
  for (let from = 0; from < accounts; from += 1_000)
    await Promise.all(
      accountIds
        .slice(from, from + 1_000)
        .flatMap((accountId) => [
          accepted(
            bus.execute(
              'openAccount',
              { accountId, customerId, product: 'current', currency: 'USD', name: 'Account' },
              context,
            ),
          ),
          accepted(
            bus.execute(
              'depositMoney',
              { accountId, money: money(OPENING_MINOR, 'USD'), description: 'Opening deposit' },
              context,
            ),
          ),
        ]),
    )
  return { customer, accountIds }
}

/** A no counts as an error: nothing here is asked for that the bank should refuse. */
export const accepted = async (
  result: Promise<{ outcome: 'accepted'; version: number } | { outcome: 'rejected'; rejection: object }>,
): Promise<number> => {
  const answer = await result
  if (answer.outcome === 'rejected') throw new Error(`Rejected: ${Object.values(answer.rejection)[0]}`)
  return answer.version
}
