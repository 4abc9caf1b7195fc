/** Receipts: what each accepted command was answered. They make sending a command again harmless. */
import type { Queryable } from './append.ts'

export type Receipt = {
  readonly actor: string
  readonly commandId: string
  readonly requestHash: string
  readonly response: object
  readonly version: number
}

export type ReceiptKey = { readonly actor: string; readonly commandId: string }

/** How long a command id is remembered. */
export const RECEIPT_DAYS = 30

export const findReceipts = async (sql: Queryable, keys: readonly ReceiptKey[]): Promise<Receipt[]> => {
  if (keys.length === 0) return []
  const rows = await sql<
    { actor: string; command_id: string; request_hash: string; response: object; version: number }[]
  >`
    SELECT r.actor, r.command_id, r.request_hash, r.response, r.version
    FROM unnest(${keys.map(({ actor }) => actor)}::text[], ${keys.map(({ commandId }) => commandId)}::uuid[])
         AS k (actor, command_id)
    JOIN command_receipts r USING (actor, command_id)
    ORDER BY r.version`
  return rows.map((row) => ({
    actor: row.actor,
    commandId: row.command_id,
    requestHash: row.request_hash,
    response: row.response,
    version: row.version,
  }))
}

/** Answers how many were too old to keep. */
export const purgeReceipts = async (sql: Queryable): Promise<number> => {
  const result = await sql`
    DELETE FROM command_receipts WHERE created_at < now() - make_interval(days => ${RECEIPT_DAYS})`
  return result.count
}
