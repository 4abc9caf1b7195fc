/**
 * A log and its audit trail by the ten thousand or by the million, made inside the server: one stream with a tenth of all
 * events, one user with two fifths of them, and types from every second event to one in five hundred, all of the rarest
 * at the log's beginning. Only what an audit looks at is as it would be; nothing here can be projected.
 */
import type { Sql } from '../../db/client.ts'

/** The `n`th of some kind, as `made()` below makes it. */
export const madeId = (kind: number, n: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

const made = (kind: number, n: string) =>
  `('${kind.toString(16).padStart(8, '0')}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))`

export const HOT_STREAM = `BankAccount-${madeId(1, 0)}`
export const COLD_STREAM = `BankAccount-${madeId(1, 7)}`
export const HOT_USER = madeId(2, 0)
export const COLD_USER = madeId(2, 23)

export const makeManyEvents = async (sql: Sql, count: number): Promise<void> => {
  await sql.unsafe(`
    INSERT INTO events (global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at)
    SELECT n, kind || '-' || subject, n, type, 1, '{"description": "Nothing that anybody reads"}',
           jsonb_build_object('userId', who, 'commandId', command, 'correlationId', command, 'causationId', command),
           timestamptz '2024-01-01 00:00:00Z' + n * interval '5 seconds'
    FROM (
      SELECT n, ${made(1, `CASE WHEN n % 10 = 0 THEN 0 ELSE 1 + (n::bigint * 7919) % ${Math.max(8, count / 50)} END`)} AS subject,
             CASE WHEN n <= ${count} / 500 THEN 'CustomerRegistered'
                  WHEN n % 100 = 1 THEN 'AccountFrozen'
                  WHEN n % 2 = 0 THEN 'MoneyDeposited' ELSE 'MoneyWithdrawn' END AS type,
             CASE WHEN n <= ${count} / 500 THEN 'Customer' ELSE 'BankAccount' END AS kind,
             ${made(2, 'CASE WHEN n % 5 < 2 THEN 0 ELSE 1 + (n / 5) % 60 END')} AS who,
             ${made(3, 'n / 2')} AS command
      FROM generate_series(1, ${count}) AS n
    ) AS made
    ORDER BY n`)
  await sql.unsafe(`
    INSERT INTO audit_entries (position, subject_id, event_type, user_id, command_id, correlation_id, causation_id)
    SELECT global_position, right(stream_id, 36)::uuid, event_type, (metadata->>'userId')::uuid,
           (metadata->>'commandId')::uuid, (metadata->>'correlationId')::uuid,
           CASE WHEN global_position % 20 = 0 THEN ${made(3, 'greatest(0, global_position / 2 - 5)')}::uuid END
    FROM events ORDER BY global_position`)
  await sql`UPDATE event_log_head SET last_position = ${count},
    last_created_at = timestamptz '2024-01-01 00:00:00Z' + ${count} * interval '5 seconds'`
  await sql`INSERT INTO projector_checkpoints (projector_name, last_position) VALUES ('audit-trail', ${count})`
}
