/** A customer's own payees as their list shows them. */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { trustCountsFrom } from '../../domain/payee/trust.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { versionOf } from '../version.ts'

export type PayeeRow = {
  payeeId: string
  name: string
  number: string
  /** Null for an account at another bank. */
  accountId: string | null
  /** What the customer calls the other bank; null when not said, and for this one. */
  bank: string | null
  isTrusted: boolean
  /** From when on the limit for new payees does not hold for it, because it is trusted; null for all others. */
  trustCountsFrom: string | null
  addedAt: string
}

type StoredPayee = {
  payee_id: string
  name: string
  number: string
  account_id: string | null
  bank: string | null
  is_trusted: boolean
  trusted_at: string | null
  added_at: string
  sort_key: string
}
/** A left join's other outcome. */
type Missing = { payee_id: null }

const keySchema = z.tuple([z.string(), z.uuid()])

/** By name, whatever its case. Throws InvalidCursor. */
export const listPayees = async (
  sql: Sql,
  { customerId, limit, cursor }: Paging & { readonly customerId: string },
): Promise<Page<PayeeRow>> => {
  const after = decodeCursor(cursor, keySchema)
  const rows = await sql<({ version: number } & (StoredPayee | Missing))[]>`
    WITH page AS (
      SELECT payee_id, name, number, account_id, bank, is_trusted, trusted_at, added_at, lower(name) AS sort_key
      FROM payees
      WHERE customer_id = ${customerId} AND status = 'saved'
      ${after ? sql`AND (lower(name), payee_id) > (${after[0]}, ${after[1]}::uuid)` : sql``}
      ORDER BY lower(name), payee_id
      LIMIT ${fetchSize(limit)}
    )
    SELECT * FROM ${versionOf(sql, 'payees')} AS checkpoint LEFT JOIN page ON true
    ORDER BY sort_key, payee_id`
  const found = rows.filter((row): row is { version: number } & StoredPayee => row.payee_id !== null)
  return pageOf(
    { version: rows[0]!.version, rows: found, limit },
    {
      toWire: (row) => ({
        payeeId: row.payee_id,
        name: row.name,
        number: row.number,
        accountId: row.account_id,
        bank: row.bank,
        isTrusted: row.is_trusted,
        trustCountsFrom: row.trusted_at === null ? null : trustCountsFrom(toIso(row.trusted_at)),
        addedAt: toIso(row.added_at),
      }),
      keyOf: (row) => [row.sort_key, row.payee_id],
    },
  )
}
