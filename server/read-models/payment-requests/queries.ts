/**
 * Requests for money as the two between whom they are see them, or anybody's for the staff, who ask without `viewer`. What
 * is between others is `undefined`, like what does not exist. Of who is asked no more is told than was known to who asks:
 * from which account they pay, and what the bank looks at first, is theirs.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { type Answer, versionOf } from '../version.ts'
import type { PaymentStatus, RequestStatus, RequestStatusFilter } from './table.ts'

export type RequestDirection = 'in' | 'out'
export type RequestParty = { accountId: string; number: string; name: string }

export type PaymentRequestRow = {
  requestId: string
  /** `in` to who is asked, `out` to who asks; null to the staff. */
  direction: RequestDirection | null
  status: RequestStatus
  money: WireMoney
  description: string
  /** Who asks, and where the money is to go. */
  to: RequestParty
  /** Who is asked, by the account by which they were named. */
  payer: RequestParty
  /** The bill that it is a share of, and among how many it was asked for. */
  split: { splitId: string; total: WireMoney; people: number } | null
  /** Of one that was accepted. Who has asked is told which transfer it is once it has arrived. */
  payment: { status: PaymentStatus; transferId: string | null; fromAccountId: string | null } | null
  expiresAt: string
  createdAt: string
  endedAt: string | null
}

type StoredRequest = {
  request_id: string
  customer_id: string
  to_account_id: string
  to_number: string
  to_name: string
  payer_customer_id: string
  payer_account_id: string
  payer_number: string
  payer_name: string
  amount: string
  currency: Currency
  description: string
  split_id: string | null
  split_total: string | null
  split_people: number | null
  status: RequestStatus
  transfer_id: string | null
  from_account_id: string | null
  payment_status: PaymentStatus | null
  expires_at: string
  created_at: string
  ended_at: string | null
  position: number
}
type AnyRow = { version: number } & (StoredRequest | { position: null })
const isFound = (row: AnyRow): row is { version: number } & StoredRequest => row.position !== null

type Viewer = { readonly viewer: string | undefined }

export const getPaymentRequest = async (
  sql: Sql,
  { requestId, viewer }: Viewer & { readonly requestId: string },
): Promise<Answer<PaymentRequestRow> | undefined> => {
  const [row] = await sql<AnyRow[]>`
    WITH found AS (
      ${requestsWithParties(sql)} WHERE r.request_id = ${requestId}
      ${viewer === undefined ? sql`` : sql`AND ${viewer} IN (r.customer_id, r.payer_customer_id)`}
    )
    SELECT * FROM ${versionOf(sql, 'payment-requests')} AS checkpoint LEFT JOIN found ON true
    ORDER BY position`
  return row && isFound(row) ? { version: row.version, data: toRow(row, viewer) } : undefined
}

/** How many of a customer's requests wait for the one of these people for whom the most do. */
export const mostOpenRequests = async (
  sql: Sql,
  { customerId, payers }: { readonly customerId: string; readonly payers: readonly string[] },
): Promise<number> => {
  const [most] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM payment_requests
    WHERE customer_id = ${customerId} AND status = 'open' AND payer_customer_id = ANY (${`{${payers.join(',')}}`}::text::uuid[])
    GROUP BY payer_customer_id
    ORDER BY count DESC
    LIMIT 1`
  return most?.count ?? 0
}

export type RequestFilter = {
  /** Whose; all of them when there is none. */
  readonly customerId?: string | undefined
  /** Of those, the ones in which they are asked, or ask. */
  readonly direction?: RequestDirection | undefined
  readonly status?: RequestStatusFilter | undefined
  readonly splitId?: string | undefined
}

/** Newest first. Throws InvalidCursor. */
export const listPaymentRequests = async (
  sql: Sql,
  { viewer, customerId, direction, status, splitId, limit, cursor }: Viewer & RequestFilter & Paging,
): Promise<Page<PaymentRequestRow>> => {
  const [before] = decodeCursor(cursor, z.tuple([z.int().positive()])) ?? []
  const size = fetchSize(limit)
  const rest = sql`
    ${status === undefined ? sql`` : status === 'over' ? sql`AND status <> 'open'` : sql`AND status = ${status}`}
    ${splitId === undefined ? sql`` : sql`AND split_id = ${splitId}`}
    ${before === undefined ? sql`` : sql`AND position < ${before}`}
    ORDER BY position DESC LIMIT ${size}`
  // Each side is read by its own index and cut off at once.
  const asked = (column: 'customer_id' | 'payer_customer_id') =>
    sql`(SELECT request_id, position FROM payment_requests WHERE ${sql(column)} = ${customerId!} ${rest})`
  const wanted =
    customerId === undefined
      ? sql`(SELECT request_id, position FROM payment_requests WHERE true ${rest})`
      : direction === 'out'
        ? asked('customer_id')
        : direction === 'in'
          ? asked('payer_customer_id')
          : sql`${asked('customer_id')} UNION ${asked('payer_customer_id')}`
  const rows = await sql<AnyRow[]>`
    WITH wanted AS (SELECT request_id FROM (${wanted}) AS sides ORDER BY position DESC LIMIT ${size}),
    page AS (${requestsWithParties(sql)} WHERE r.request_id IN (SELECT request_id FROM wanted))
    SELECT * FROM ${versionOf(sql, 'payment-requests')} AS checkpoint LEFT JOIN page ON true
    ORDER BY position DESC`
  return pageOf(
    { version: rows[0]!.version, rows: rows.filter(isFound), limit },
    { toWire: (row) => toRow(row, viewer), keyOf: ({ position }) => [position] },
  )
}

/** For what comes behind `FROM payment_requests r`. */
const requestsWithParties = (sql: Sql) => sql`
  SELECT r.request_id, r.customer_id, r.payer_customer_id, r.amount::text, r.currency, r.description,
         r.split_id, r.split_total::text, r.split_people, r.status, r.transfer_id, r.from_account_id,
         payment.status AS payment_status, r.expires_at, r.created_at, r.ended_at, r.position,
         r.to_account_id, coalesce(to_account.number, '') AS to_number, coalesce(asker.name, '') AS to_name,
         r.payer_account_id, coalesce(payer_account.number, '') AS payer_number,
         coalesce(payer.name, '') AS payer_name
  FROM payment_requests r
  LEFT JOIN payment_request_payments payment ON payment.transfer_id = r.transfer_id
  LEFT JOIN payment_request_accounts to_account ON to_account.account_id = r.to_account_id
  LEFT JOIN payment_request_customers asker ON asker.customer_id = r.customer_id
  LEFT JOIN payment_request_accounts payer_account ON payer_account.account_id = r.payer_account_id
  LEFT JOIN payment_request_customers payer ON payer.customer_id = r.payer_customer_id`

const toRow = (row: StoredRequest, viewer: string | undefined): PaymentRequestRow => {
  const wire = (amount: string) => toWire(money(BigInt(amount), row.currency))
  const direction = viewer === undefined ? null : viewer === row.payer_customer_id ? 'in' : 'out'
  return {
    requestId: row.request_id,
    direction,
    status: row.status,
    money: wire(row.amount),
    description: row.description,
    to: { accountId: row.to_account_id, number: row.to_number, name: row.to_name },
    payer: { accountId: row.payer_account_id, number: row.payer_number, name: row.payer_name },
    split:
      row.split_id === null || row.split_total === null || row.split_people === null
        ? null
        : { splitId: row.split_id, total: wire(row.split_total), people: row.split_people },
    payment: paymentOf(row, direction),
    expiresAt: toIso(row.expires_at),
    createdAt: toIso(row.created_at),
    endedAt: row.ended_at === null ? null : toIso(row.ended_at),
  }
}

const paymentOf = (
  { payment_status: status, transfer_id: transferId, from_account_id: fromAccountId }: StoredRequest,
  direction: RequestDirection | null,
): PaymentRequestRow['payment'] => {
  if (status === null) return null
  return direction === 'out'
    ? { status, transferId: status === 'paid' ? transferId : null, fromAccountId: null }
    : { status, transferId, fromAccountId }
}
