/**
 * A customer's notifications, newest first, and how many are unread. They are looked for under the customer and under
 * each of the customer's accounts, by one short look into an index each.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { type Answer, versionOf } from '../version.ts'
import type { NotificationDetails, NotificationKind } from './table.ts'

export type NotificationRow = {
  /** The event's position and the kind: the same for ever, however often the read model is made anew. */
  id: string
  kind: NotificationKind
  at: string
  position: number
  isRead: boolean
  accountId: string | null
  transferId: string | null
  /** By name; null at the counter, and where it is the bank, or somebody at another one. */
  counterparty: string | null
  /** What it is about: what came in, was to go out, or, of a low balance, what is left. */
  money: WireMoney | null
} & NotificationDetails

type StoredNotification = {
  position: number
  kind: NotificationKind
  at: string
  account_id: string | null
  transfer_id: string | null
  name: string | null
  amount: string | null
  currency: Currency | null
  details: NotificationDetails
  read_up_to: number
}
/** A left join's other outcome. */
type Missing = { position: null }

/** More unread ones than this are not counted. */
export const MOST_COUNTED = 1_000

const readUpTo = (sql: Sql, customerId: string) => sql`(
  SELECT coalesce(max(read_up_to), 0) FROM notification_inboxes WHERE customer_id = ${customerId})`

/** Whose notifications are the customer's: the customer's own, and those of each account. */
const addressees = (sql: Sql, customerId: string) => sql`(
  SELECT account_id AS id FROM notification_accounts WHERE customer_id = ${customerId}
  UNION ALL SELECT ${customerId}::uuid)`

/** Newest first. Throws InvalidCursor. */
export const listNotifications = async (
  sql: Sql,
  { customerId, unreadOnly, limit, cursor }: Paging & { customerId: string; unreadOnly: boolean },
): Promise<Page<NotificationRow>> => {
  const [before] = decodeCursor(cursor, z.tuple([z.int().positive()])) ?? []
  const size = fetchSize(limit)
  const range = (position: string) => sql`
    ${before === undefined ? sql`` : sql`AND ${sql(position)} < ${before}`}
    ${unreadOnly ? sql`AND ${sql(position)} > ${readUpTo(sql, customerId)}` : sql``}
    ORDER BY ${sql(position)} DESC LIMIT ${size}`
  const rows = await sql<({ version: number } & (StoredNotification | Missing))[]>`
    WITH page AS (
      SELECT * FROM (
        SELECT n.position, n.kind, n.at, n.account_id, n.transfer_id, n.other_customer_id, n.amount, n.currency, n.details
        FROM ${addressees(sql, customerId)} AS addressee
        CROSS JOIN LATERAL (
          SELECT * FROM notifications WHERE addressee = addressee.id ${range('position')}
        ) n
        UNION ALL (
          SELECT outcome_position, outcome, outcome_at, account_id, transfer_id, other_customer_id, amount, currency,
                 jsonb_strip_nulls(jsonb_build_object('reason', reason))
          FROM notification_transfers
          WHERE customer_id = ${customerId} AND outcome_position IS NOT NULL ${range('outcome_position')}
        )
      ) AS found
      ORDER BY position DESC
      LIMIT ${size}
    )
    SELECT version, page.position, page.kind, page.at, page.account_id, page.transfer_id, page.amount::text,
           page.currency, page.details, person.name, ${readUpTo(sql, customerId)} AS read_up_to
    FROM ${versionOf(sql, 'notifications')} AS checkpoint
    LEFT JOIN page ON true
    LEFT JOIN notification_customers person ON person.customer_id = page.other_customer_id
    ORDER BY page.position DESC`
  return pageOf(
    {
      version: rows[0]!.version,
      rows: rows.filter((row): row is { version: number } & StoredNotification => row.position !== null),
      limit,
    },
    { toWire: toNotificationRow, keyOf: ({ position }) => [position] },
  )
}

const toNotificationRow = (row: StoredNotification): NotificationRow => ({
  id: `${row.position}-${row.kind}`,
  kind: row.kind,
  at: toIso(row.at),
  position: row.position,
  isRead: row.position <= row.read_up_to,
  accountId: row.account_id,
  transferId: row.transfer_id,
  counterparty: row.name,
  money: row.amount === null ? null : toWire(money(BigInt(row.amount), row.currency!)),
  ...row.details,
})

/** {@link MOST_COUNTED} means that many or more. */
export const countUnread = async (sql: Sql, customerId: string): Promise<Answer<{ unread: number }>> => {
  const [row] = await sql<{ version: number; unread: number }[]>`
    SELECT version, (
      SELECT count(*)::int FROM (
        SELECT 1 FROM (
          SELECT n.position
          FROM ${addressees(sql, customerId)} AS addressee
          CROSS JOIN LATERAL (
            SELECT position FROM notifications
            WHERE addressee = addressee.id AND position > ${readUpTo(sql, customerId)}
            ORDER BY position LIMIT ${MOST_COUNTED}
          ) n
          UNION ALL
          SELECT outcome_position FROM notification_transfers
          WHERE customer_id = ${customerId} AND outcome_position > ${readUpTo(sql, customerId)}
        ) AS unread
        LIMIT ${MOST_COUNTED}
      ) AS counted
    ) AS unread
    FROM ${versionOf(sql, 'notifications')} AS checkpoint
    ORDER BY version`
  return { version: row!.version, data: { unread: row!.unread } }
}

export type LowBalanceAlert = { accountId: string; threshold: WireMoney }

/** Below which balance the owner of each account is told, for those of which one has been set. */
export const lowBalanceAlerts = async (sql: Sql, customerId: string): Promise<Answer<LowBalanceAlert[]>> => {
  const rows = await sql<
    { version: number; account_id: string | null; threshold: string; currency: Currency }[]
  >`
    SELECT version, a.account_id, a.low_balance_alert::text AS threshold, a.currency
    FROM ${versionOf(sql, 'notifications')} AS checkpoint
    LEFT JOIN notification_accounts a ON a.customer_id = ${customerId} AND a.low_balance_alert IS NOT NULL
    ORDER BY a.account_id`
  return {
    version: rows[0]!.version,
    data: rows.flatMap(({ account_id: accountId, threshold, currency }) =>
      accountId === null ? [] : [{ accountId, threshold: toWire(money(BigInt(threshold), currency)) }],
    ),
  }
}

/**
 * Where these customers' notifications last changed, by one coming or by being read: for those with a change after the
 * position given for each. Someone named more than once is asked about from the lowest.
 */
export const changedInboxes = async (
  sql: Sql,
  customers: readonly { customerId: string; seen: number }[],
): Promise<Map<string, number>> => {
  if (customers.length === 0) return new Map()
  const since = new Map<string, number>()
  for (const { customerId, seen } of customers)
    since.set(customerId, Math.min(seen, since.get(customerId) ?? seen))
  const rows = await sql<{ customer_id: string; last_position: number }[]>`
    SELECT c.customer_id, changed.last_position
    FROM unnest(${[...since.keys()]}::uuid[], ${[...since.values()]}::bigint[]) AS c (customer_id, seen)
    CROSS JOIN LATERAL (
      SELECT max(last_position) AS last_position FROM (
        SELECT newest.position AS last_position
        FROM (
          SELECT account_id AS id FROM notification_accounts a WHERE a.customer_id = c.customer_id
          UNION ALL SELECT c.customer_id
        ) AS addressee
        CROSS JOIN LATERAL (
          SELECT n.position FROM notifications n
          WHERE n.addressee = addressee.id AND n.position > c.seen
          ORDER BY n.position DESC LIMIT 1
        ) AS newest
        UNION ALL (
          SELECT t.outcome_position FROM notification_transfers t
          WHERE t.customer_id = c.customer_id AND t.outcome_position > c.seen
          ORDER BY t.outcome_position DESC LIMIT 1
        )
        UNION ALL
        SELECT i.last_position FROM notification_inboxes i
        WHERE i.customer_id = c.customer_id AND i.last_position > c.seen
      ) AS all_changes
    ) AS changed
    WHERE changed.last_position IS NOT NULL
    ORDER BY c.customer_id`
  return new Map(rows.map((row) => [row.customer_id, row.last_position]))
}
