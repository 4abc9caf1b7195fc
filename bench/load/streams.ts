/**
 * Accounts with long histories. The first two events are appended as always; the rest is made from them on the server,
 * each with its own balance, so that a million take seconds and are read like any others.
 */
import { randomUUIDv7 } from 'node:crypto'
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { accountNumberOf } from '../../server/domain/account-number.ts'
import { bankAccount } from '../../server/domain/bank-account/decider.ts'
import type { Aggregate } from '../../server/domain/decider.ts'
import { type AccountId, accountStream, type CustomerId, type StreamId } from '../../server/domain/ids.ts'
import { money } from '../../server/domain/money.ts'
import { append, lockHead } from '../../server/event-store/append.ts'
import { foldStream } from '../../server/event-store/fold.ts'
import { saveSnapshots } from '../../server/event-store/snapshots.ts'

export const aggregate = bankAccount as unknown as Aggregate
const DEPOSIT_MINOR = 100n

/** An account's stream of this many events: opened, then one dollar in with each. */
export const writeStream = async (sql: Sql, length: number): Promise<StreamId> => {
  const accountId = randomUUIDv7() as AccountId
  const customerId = randomUUIDv7() as CustomerId
  const streamId = accountStream(accountId)
  const commandId = randomUUIDv7()
  const metadata = { commandId, correlationId: commandId, causationId: commandId, userId: 'bench' }
  const dollar = money(DEPOSIT_MINOR, 'USD')
  const createdAt = new Date()
  const opened = { accountId, customerId, number: accountNumberOf(accountId) }
  const base = await append(sql, {
    events: [
      {
        streamId,
        streamPosition: 0,
        event: {
          type: 'AccountOpened',
          data: { ...opened, product: 'current', currency: 'USD', name: 'Long' },
        },
        metadata,
        createdAt,
      },
      {
        streamId,
        streamPosition: 1,
        event: {
          type: 'MoneyDeposited',
          data: { accountId, money: dollar, description: 'Lunch', balanceAfter: dollar, transfer: null },
        },
        metadata,
        createdAt,
      },
    ],
    receipts: [],
    reads: [],
  })
  const more = length - 2
  await inTransaction(sql, async (tx) => {
    await lockHead(tx)
    await tx`
      INSERT INTO events (global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at)
      SELECT global_position + n, stream_id, stream_position + n, event_type, schema_version,
             jsonb_set(data, '{balanceAfter,amountMinor}', to_jsonb(((n + 1) * ${Number(DEPOSIT_MINOR)}::int)::text)),
             metadata, created_at
      FROM events, generate_series(1, ${more}::int) AS n
      WHERE global_position = ${base + 2}
      ORDER BY n`
    await tx`UPDATE event_log_head SET last_position = last_position + ${more}`
  })
  return streamId
}

/** Folds the whole stream but its last `tail` events, and keeps that state. */
export const snapshotBefore = async (
  sql: Sql,
  streamId: StreamId,
  { length, tail }: { length: number; tail: number },
): Promise<void> => {
  const state = await foldStream(sql, { streamId, aggregate, upTo: length - 1 - tail })
  await saveSnapshots(sql, [{ streamId, aggregate, ...state }])
}
