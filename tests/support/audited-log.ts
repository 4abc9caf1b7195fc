/** A small log in which people, commands, correlations and causes are many and shared: what an audit looks through. */
import { randomUUID } from 'node:crypto'
import type { Database } from '../../db/client.ts'
import type { EventMetadata } from '../../server/domain/event.ts'
import type { StoredBankEvent } from '../../server/domain/events.ts'
import type { TransferId } from '../../server/domain/ids.ts'
import { append, type NewEvent } from '../../server/event-store/append.ts'
import { readAll } from '../../server/event-store/read.ts'
import { auditTrail } from '../../server/read-models/audit-trail/projection.ts'
import { drain } from '../../server/read-models/runner.ts'
import { account, deposited, type Fact, opened, registered, transferred } from './bank.ts'
import { wholeLog } from './command-bus.ts'
import { batchOf } from './log.ts'
import { createPureBank } from './pure-bank.ts'

/** Appends the facts of one command each, a second apart unless told otherwise. */
export const createAuditedLog = (database: Database) => {
  const bank = createPureBank()
  let now = Date.parse('2026-01-01T00:00:00.000Z')
  let isFilled = 0

  const write = async (
    facts: readonly Fact[],
    { afterMs = 1_000, ...given }: Partial<EventMetadata> & { afterMs?: number } = {},
  ): Promise<string> => {
    now += afterMs
    const commandId = given.commandId ?? randomUUID()
    const metadata = {
      correlationId: commandId,
      causationId: commandId,
      userId: 'system',
      ...given,
      commandId,
    }
    for (const fact of facts) for (const event of fact(bank)) bank.record(event)
    const written: NewEvent[] = bank.log
      .slice(isFilled)
      .map((logged) => ({ ...logged, metadata, createdAt: new Date(now) }))
    isFilled = bank.log.length
    await append(database.sql, batchOf(written))
    return commandId
  }

  return {
    write,
    project: () => drain({ database, readLog: readAll }, auditTrail),
    events: (): Promise<StoredBankEvent[]> => wholeLog(database),
  }
}

export type AuditedLog = ReturnType<typeof createAuditedLog>

/** Accounts, deposits and transfers by three people in few conversations; one transfer has an account's own id. */
export const fillAuditedLog = async ({ write, project }: AuditedLog): Promise<void> => {
  const users = ['system', randomUUID(), randomUUID()]
  const correlations = [randomUUID(), randomUUID(), randomUUID()]
  const accounts = [1, 2, 3].map(() => account(randomUUID(), randomUUID()))
  const commands: string[] = []
  for (const [n, at] of accounts.entries()) {
    await write([registered(at)], { afterMs: n === 1 ? 0 : 1_000 })
    commands.push(await write([opened(at), deposited(at, '1000.00')], { userId: users[n]! }))
  }
  const pick = <Value>(values: readonly Value[], n: number) => values[n % values.length]!
  for (let n = 0; n < 40; n++) {
    const [from, to] = [pick(accounts, n), pick(accounts, n + 1 + (n % 2))]
    const transferId = (n === 7 ? from.accountId : randomUUID()) as TransferId
    const fact = n % 3 === 0 ? transferred(from, to, '1.00', transferId) : deposited(from, '2.00')
    commands.push(
      await write([n === 7 ? transferred(from, to, '1.00', transferId) : fact], {
        userId: pick(users, n * n),
        correlationId: pick(correlations, n),
        ...(n % 4 === 0 && { causationId: pick(commands, n * 3) }),
        // Some instants are shared by several commands.
        afterMs: n % 5 === 0 ? 0 : 250,
      }),
    )
  }
  await project()
}
