/**
 * Standing orders as clients see them: their owner's, or anybody's for the staff, who ask without `customerId`. What is
 * somebody else's is `undefined`, like what does not exist.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import type { WireMoney } from '../../domain/money.ts'
import { datesToCome, dueAt } from '../../domain/standing-order/plan.ts'
import { decodeCursor, encodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { type Answer, versionOf } from '../version.ts'
import {
  moneyOf,
  type OccurrenceRow,
  type OrderParty,
  ordersWithParties,
  partyOf,
  type StandingOrderRow,
  type StoredOccurrence,
  type StoredOrder,
  toOccurrenceRow,
  toOrderRow,
} from './stored-order.ts'
import type { OrderStatus } from './table.ts'

type FoundRow = { version: number } & StoredOrder
type AnyRow = { version: number } & (StoredOrder | { position: null })
const isFound = <Row extends AnyRow>(row: Row): row is Row & FoundRow => row.position !== null

type Viewer = { readonly customerId?: string | undefined }

const positionCursor = z.tuple([z.int().positive()])

export const getStandingOrder = async (
  sql: Sql,
  { orderId, customerId, today }: Viewer & { orderId: string; today: string },
): Promise<Answer<StandingOrderRow> | undefined> => {
  const [row] = await sql<AnyRow[]>`
    WITH found AS (${ordersWithParties(sql)} WHERE o.order_id = ${orderId} ${ownedBy(sql, customerId)})
    SELECT * FROM ${versionOf(sql, 'standing-orders')} AS checkpoint LEFT JOIN found ON true
    ORDER BY position`
  return row && isFound(row) ? { version: row.version, data: toOrderRow(row, today) } : undefined
}

/** How many a customer has that have not ended. */
export const countActiveOrders = async (sql: Sql, customerId: string): Promise<number> => {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM standing_orders WHERE customer_id = ${customerId} AND status = 'active'
    ORDER BY count`
  return row!.count
}

/** Newest first. Throws InvalidCursor. */
export const listStandingOrders = async (
  sql: Sql,
  {
    customerId,
    today,
    accountId,
    status,
    limit,
    cursor,
  }: Viewer & Paging & { today: string; accountId?: string | undefined; status?: OrderStatus | undefined },
): Promise<Page<StandingOrderRow>> => {
  const [before] = decodeCursor(cursor, positionCursor) ?? []
  const rows = await sql<AnyRow[]>`
    WITH page AS (
      ${ordersWithParties(sql)}
      WHERE true ${ownedBy(sql, customerId)}
      ${accountId === undefined ? sql`` : sql`AND o.from_account_id = ${accountId}`}
      ${status === undefined ? sql`` : sql`AND o.status = ${status}`}
      ${before === undefined ? sql`` : sql`AND o.position < ${before}`}
      ORDER BY o.position DESC
      LIMIT ${fetchSize(limit)}
    )
    SELECT * FROM ${versionOf(sql, 'standing-orders')} AS checkpoint LEFT JOIN page ON true
    ORDER BY position DESC`
  return pageOf(
    { version: rows[0]!.version, rows: rows.filter(isFound), limit },
    { toWire: (row) => toOrderRow(row, today), keyOf: ({ position }) => [position] },
  )
}

/** What has become of its dates, the newest first. Throws InvalidCursor. */
export const listOccurrences = async (
  sql: Sql,
  { orderId, customerId, limit, cursor }: Viewer & Paging & { orderId: string },
): Promise<Page<OccurrenceRow> | undefined> => {
  const [before] = decodeCursor(cursor, positionCursor) ?? []
  const rows = await sql<
    ({ version: number; may_read: boolean } & (StoredOccurrence | { position: null }))[]
  >`
    WITH scope AS (
      SELECT EXISTS (SELECT FROM standing_orders o WHERE o.order_id = ${orderId} ${ownedBy(sql, customerId)}) AS may_read
    ),
    page AS (
      SELECT position, date::text, outcome, amount::text, currency, reason, retry_at, transfer_id, at
      FROM standing_order_occurrences
      WHERE order_id = ${orderId} AND (SELECT may_read FROM scope)
      ${before === undefined ? sql`` : sql`AND position < ${before}`}
      ORDER BY position DESC
      LIMIT ${fetchSize(limit)}
    )
    SELECT * FROM ${versionOf(sql, 'standing-orders')} AS checkpoint CROSS JOIN scope LEFT JOIN page ON true
    ORDER BY position DESC`
  const [first] = rows
  if (!first?.may_read) return undefined
  const found = rows.filter((row): row is (typeof rows)[number] & StoredOccurrence => row.position !== null)
  return pageOf(
    { version: first.version, rows: found, limit },
    { toWire: toOccurrenceRow, keyOf: ({ position }) => [position] },
  )
}

export type OutcomeRow = OccurrenceRow & {
  orderId: string
  description: string
  from: OrderParty
  to: OrderParty
}

/**
 * What has become of the dates of all of one customer's orders from one date until another, both included, the earliest
 * first: of each date the last that was said about it, which is nothing where it was left out and put back. Throws InvalidCursor.
 */
export const listOutcomes = async (
  sql: Sql,
  { customerId, from, until, limit, cursor }: Paging & { customerId: string; from: string; until: string },
): Promise<Page<OutcomeRow>> => {
  const [date, orderId] = decodeCursor(cursor, z.tuple([z.iso.date(), z.uuid()])) ?? []
  const rows = await sql<({ version: number } & (StoredOutcome | { date: null }))[]>`
    WITH orders AS (${ordersWithParties(sql)} WHERE o.customer_id = ${customerId}),
    last_said AS (
      SELECT DISTINCT ON (c.date, c.order_id)
             c.order_id, c.date::text, c.outcome, c.amount::text AS occurrence_amount,
             c.currency AS occurrence_currency, c.reason, c.retry_at, c.transfer_id, c.at
      FROM standing_order_occurrences c
      WHERE c.order_id IN (SELECT order_id FROM orders)
        AND c.date BETWEEN ${from}::text::date AND ${until}::text::date
        ${date === undefined ? sql`` : sql`AND (c.date, c.order_id) > (${date}::text::date, ${orderId!}::uuid)`}
      ORDER BY c.date, c.order_id, c.position DESC
    ),
    page AS (
      SELECT * FROM last_said WHERE outcome <> 'restored' ORDER BY date, order_id LIMIT ${fetchSize(limit)}
    )
    SELECT checkpoint.version, orders.*, page.*
    FROM ${versionOf(sql, 'standing-orders')} AS checkpoint
    LEFT JOIN (page JOIN orders USING (order_id)) ON true
    ORDER BY page.date, page.order_id`
  return pageOf(
    {
      version: rows[0]!.version,
      rows: rows.filter((row): row is { version: number } & StoredOutcome => row.date !== null),
      limit,
    },
    { toWire: toOutcomeRow, keyOf: (row) => [row.date, row.order_id] },
  )
}

type StoredOutcome = StoredOrder &
  Omit<StoredOccurrence, 'amount' | 'currency' | 'position'> & {
    occurrence_amount: string | null
    occurrence_currency: StoredOccurrence['currency']
  }

const toOutcomeRow = (row: StoredOutcome): OutcomeRow => ({
  ...toOccurrenceRow({ ...row, amount: row.occurrence_amount, currency: row.occurrence_currency }),
  orderId: row.order_id,
  description: row.description,
  from: partyOf(row, 'from'),
  to: partyOf(row, 'to'),
})

export type UpcomingRow = {
  date: string
  /** When it is tried: later than on its date when it has been tried before. */
  at: string
  orderId: string
  money: WireMoney
  description: string
  from: OrderParty
  to: OrderParty
}

/**
 * What one customer's orders, or one of them, will send until a date, that date included, in order: reckoned from each order's plan, as the
 * bank does itself. Throws InvalidCursor.
 */
export const listUpcoming = async (
  sql: Sql,
  {
    customerId,
    orderId,
    until,
    limit,
    cursor,
  }: Paging & { customerId: string; orderId?: string | undefined; until: string },
): Promise<Page<UpcomingRow>> => {
  const after = decodeCursor(cursor, z.tuple([z.iso.date(), z.uuid()]))
  const size = fetchSize(limit)
  const rows = await sql<AnyRow[]>`
    WITH coming AS (
      ${ordersWithParties(sql)}
      WHERE o.customer_id = ${customerId} AND o.status = 'active' AND o.next_date <= ${until}::text::date
      ${orderId === undefined ? sql`` : sql`AND o.order_id = ${orderId}`}
    )
    SELECT * FROM ${versionOf(sql, 'standing-orders')} AS checkpoint LEFT JOIN coming ON true
    ORDER BY next_date, order_id`
  const coming = rows
    .filter(isFound)
    .flatMap((order) => datesOf(order, { after, until, size }).map((date) => ({ order, date })))
    .sort((a, b) => compare(a.date, b.date) || compare(a.order.order_id, b.order.order_id))
  const shown = coming.slice(0, limit)
  const last = shown.at(-1)
  return {
    version: rows[0]!.version,
    data: shown.map(({ order, date }) => toUpcomingRow(order, date)),
    nextCursor: coming.length > limit && last ? encodeCursor([last.date, last.order.order_id]) : null,
  }
}

/** Of each order no more than a page may show. */
const datesOf = (
  { order_id: orderId, plan, next_date: reviewed }: StoredOrder,
  { after, until, size }: { after: [string, string] | undefined; until: string; size: number },
): string[] => {
  const dates: string[] = []
  for (const date of datesToCome(plan)) {
    // It has been sent, and may be called back.
    if (plan.inReview && date === reviewed) continue
    if (date > until || dates.length === size) break
    const isLater = after === undefined || date > after[0] || (date === after[0] && orderId > after[1])
    if (isLater) dates.push(date)
  }
  return dates
}

const toUpcomingRow = (order: StoredOrder, date: string): UpcomingRow => ({
  date,
  at: String(dueAt(date === order.next_date ? order.plan : onlyOn(order, date))),
  orderId: order.order_id,
  money: moneyOf(order),
  description: order.description,
  from: partyOf(order, 'from'),
  to: partyOf(order, 'to'),
})

/** As if nothing else were to come. */
const onlyOn = ({ plan }: StoredOrder, firstDate: string): StoredOrder['plan'] => ({
  ...plan,
  schedule: { ...plan.schedule, frequency: 'once', firstDate },
  next: 0,
  retry: null,
  inReview: null,
})

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const ownedBy = (sql: Sql, customerId: string | undefined) =>
  customerId === undefined ? sql`` : sql`AND o.customer_id = ${customerId}`
