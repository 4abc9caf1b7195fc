/**
 * A long log, written fast: the accounts by the command bus, then transfers among them by one statement on the server.
 * They are true events: every stream counts its own positions and every movement has the balance after it.
 */
import type { Sql } from '../../db/client.ts'
import { OPENING_MINOR, openBank } from '../bank.ts'

/** An account is opened and has its first deposit. */
const EVENTS_BEFORE = 2
const EVENTS_PER_TRANSFER = 3

export type LogSize = { readonly events: number; readonly accounts: number }

/** Answers the log's head, which is at or just past `events`. */
export const writeLog = async (url: string, { events, accounts }: LogSize): Promise<number> => {
  const bank = await openBank(url, accounts)
  const { sql } = bank.database
  try {
    const [head] = await sql<{ position: number }[]>`SELECT last_position AS position FROM event_log_head`
    const transfers = Math.ceil(Math.max(0, events - head!.position) / EVENTS_PER_TRANSFER)
    await sql`
      CREATE TABLE bench_accounts AS
      SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM unnest(${bank.accountIds}::uuid[]) AS given (id)`
    await sql`CREATE INDEX ON bench_accounts (n)`
    await sql`ANALYZE bench_accounts`
    await addTransfers(sql, { transfers, accounts, customerId: bank.customer.customerId })
    await sql`DROP TABLE bench_accounts`
    await sql`VACUUM ANALYZE events`
    return head!.position + transfers * EVENTS_PER_TRANSFER
  } finally {
    await bank.close()
  }
}

const addTransfers = async (
  sql: Sql,
  { transfers, accounts, customerId }: { transfers: number; accounts: number; customerId: string },
): Promise<void> => {
  await sql`
    WITH transfer AS MATERIALIZED (
      SELECT t, gen_random_uuid() AS transfer_id, gen_random_uuid() AS command_id,
             payer.id AS payer, payee.id AS payee, 1 + abs(hashint8(t + 3)) % 500 AS amount
      FROM generate_series(1, ${transfers}::bigint) AS t
      JOIN bench_accounts payer ON payer.n = abs(hashint8(t)::bigint) % ${accounts}
      JOIN bench_accounts payee
        ON payee.n = (payer.n + 1 + abs(hashint8(t + 1)::bigint) % (${accounts}::bigint - 1)) % ${accounts}
    ),
    movement AS (
      SELECT *,
             row_number() OVER of_account + ${EVENTS_BEFORE - 1} AS stream_position,
             ${OPENING_MINOR.toString()}::bigint + sum(change) OVER of_account AS balance
      FROM (
        SELECT t, 1 AS step, 'MoneyWithdrawn' AS event_type, 2 AS schema_version, payer AS account_id,
               payee AS other_id, -amount AS change, transfer_id, command_id, amount
        FROM transfer
        UNION ALL
        SELECT t, 2, 'MoneyDeposited', 2, payee, payer, amount, transfer_id, command_id, amount FROM transfer
      ) AS both_sides
      WINDOW of_account AS (PARTITION BY account_id ORDER BY t, step)
    ),
    event AS (
      SELECT t, step, 'BankAccount-' || account_id AS stream_id, stream_position, event_type, schema_version, command_id,
             jsonb_build_object(
               'accountId', account_id, 'description', 'Rent and so on',
               'money', jsonb_build_object('amountMinor', amount::text, 'currency', 'USD'),
               'balanceAfter', jsonb_build_object('amountMinor', balance::text, 'currency', 'USD'),
               'transfer', jsonb_build_object('transferId', transfer_id, 'counterpartyAccountId', other_id),
               'day', to_char(now(), 'YYYY-MM-DD'), 'newPayee', NULL
             ) AS data
      FROM movement
      UNION ALL
      SELECT t, 3, 'Transfer-' || transfer_id, 0, 'TransferCompleted', 1, command_id,
             jsonb_build_object(
               'transferId', transfer_id, 'fromAccountId', payer, 'toAccountId', payee,
               'fromCustomerId', ${customerId}::text, 'toCustomerId', ${customerId}::text,
               'money', jsonb_build_object('amountMinor', amount::text, 'currency', 'USD'),
               'description', 'Rent and so on'
             )
      FROM transfer
    ),
    written AS (
      INSERT INTO events (global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at)
      SELECT head.last_position + (t - 1) * ${EVENTS_PER_TRANSFER} + step, stream_id, stream_position, event_type,
             schema_version, data,
             jsonb_build_object('commandId', command_id, 'correlationId', command_id, 'causationId', command_id,
                                'userId', 'bench'),
             head.last_created_at + t * interval '1 millisecond'
      FROM event, event_log_head head
      ORDER BY t, step
    )
    UPDATE event_log_head
    SET last_position = last_position + ${transfers * EVENTS_PER_TRANSFER},
        last_created_at = last_created_at + ${transfers} * interval '1 millisecond'`
}
