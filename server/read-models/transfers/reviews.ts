/** Transfers that wait, or have waited, for the bank's people: for staff alone. */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { approvalsFor, reviewFrom } from '../../domain/limits/amounts.ts'
import { toWire, type WireMoney } from '../../domain/money.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { type Answer, versionOf } from '../version.ts'
import {
  type AnyRow,
  isFound,
  moneyOf,
  type StoredTransfer,
  type TransferRow,
  toTransferRow,
  transfersWithParties,
} from './queries.ts'

export type ReviewRow = TransferRow & {
  review: {
    /** Why it waits: from this amount on so many approvals are needed. */
    reasons: { rule: 'amount'; from: WireMoney; approvals: 1 | 2 }[]
    approvals: { userId: string; role: 'teller' | 'approver'; at: string }[]
    /** How many are still missing; 0 once it is over. */
    missing: number
  }
}

/** `undefined` for one that never waited for review. */
export const getReview = async (
  sql: Sql,
  { transferId }: { transferId: string },
): Promise<Answer<ReviewRow> | undefined> => {
  const [row] = await sql<AnyRow[]>`
    WITH found AS (${transfersWithParties(sql)} WHERE t.transfer_id = ${transferId} AND t.purpose = 'review')
    SELECT * FROM ${versionOf(sql, 'transfers')} AS checkpoint LEFT JOIN found ON true
    ORDER BY position`
  return row && isFound(row) ? { version: row.version, data: toReview(row) } : undefined
}

/** Those that wait, the oldest first; or all that ever did, the newest first. Throws InvalidCursor. */
export const listReviews = async (
  sql: Sql,
  { status, limit, cursor }: Paging & { readonly status: 'waiting' | 'all' },
): Promise<Page<ReviewRow>> => {
  const [after] = decodeCursor(cursor, z.tuple([z.int().positive()])) ?? []
  const isWaiting = status === 'waiting'
  const order = isWaiting ? sql`position` : sql`position DESC`
  const from =
    after === undefined ? sql`` : isWaiting ? sql`AND t.position > ${after}` : sql`AND t.position < ${after}`
  const rows = await sql<AnyRow[]>`
    WITH page AS (
      ${transfersWithParties(sql)}
      WHERE t.purpose = 'review' ${isWaiting ? sql`AND t.status = 'held' AND t.expires_at IS NOT NULL` : sql``} ${from}
      ORDER BY ${order} LIMIT ${fetchSize(limit)}
    )
    SELECT * FROM ${versionOf(sql, 'transfers')} AS checkpoint LEFT JOIN page ON true
    ORDER BY ${order}`
  return pageOf(
    { version: rows[0]!.version, rows: rows.filter(isFound), limit },
    { toWire: toReview, keyOf: (row) => [row.position] },
  )
}

const toReview = (row: StoredTransfer): ReviewRow => {
  const money = moneyOf(row)
  const needed = approvalsFor(money)
  const { one, two } = reviewFrom[money.currency]
  const approvals = row.history.flatMap(({ by, at, status }) =>
    status === 'held' && by?.role ? [{ userId: by.userId, role: by.role, at }] : [],
  )
  return {
    ...toTransferRow(row, undefined),
    review: {
      reasons:
        needed === 0 ? [] : [{ rule: 'amount', from: toWire(needed === 2 ? two : one), approvals: needed }],
      approvals,
      missing: row.status === 'held' ? Math.max(0, needed - approvals.length) : 0,
    },
  }
}
