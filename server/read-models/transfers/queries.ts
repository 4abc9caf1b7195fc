/**
 * Transfers as clients see them. A customer sees those that they sent, and those that have reached an account of theirs:
 * one that is only held may still be called back, and is not theirs to count on. Without `customerId` it is a member of
 * staff who asks. What is somebody else's is `undefined`, like what does not exist.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import type { HoldPurpose } from '../../domain/transfer/events.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { type Answer, versionOf } from '../version.ts'
import type { Reviewer, StoredRefund, TransferStatus, TransferStep, TransferStepName } from './table.ts'

/** One end of a transfer. Whose it is, as an id, is for staff and for the owner only. */
export type TransferParty = { accountId: string; number: string; name: string; customerId?: string }

export type TransferRow = {
  transferId: string
  status: TransferStatus
  money: WireMoney
  description: string
  from: TransferParty
  to: TransferParty
  /** What it waited for, if its money was held before it moved; from when on it settles by itself, or is given up. */
  purpose: HoldPurpose | null
  settleAt: string | null
  expiresAt: string | null
  /** Oldest first; a failure says which rule forbade it. Who has approved or declined it, and why, is for staff. */
  history: { status: TransferStepName; at: string; reason?: string; by?: Reviewer }[]
  /** The transfer that it gives back, or a part of; null for all others. */
  refundOf: string | null
  /** How much of it was given back, all in all. */
  refunded: WireMoney
  /** By which transfers, the oldest first. */
  refunds: { transferId: string; money: WireMoney; at: string }[]
  createdAt: string
}

type StoredParty<End extends 'from' | 'to'> = Record<
  `${End}_account_id` | `${End}_customer_id` | `${End}_number` | `${End}_name`,
  string
>
export type StoredTransfer = StoredParty<'from'> &
  StoredParty<'to'> & {
    transfer_id: string
    status: TransferStatus
    amount: string
    currency: Currency
    description: string
    purpose: HoldPurpose | null
    settle_at: string | null
    expires_at: string | null
    history: TransferStep[]
    refund_of: string | null
    refunds: StoredRefund[]
    created_at: string
    position: number
  }
type FoundRow = { version: number } & StoredTransfer
export type AnyRow = { version: number } & (StoredTransfer | { position: null })

export const getTransfer = async (
  sql: Sql,
  { transferId, customerId }: { transferId: string; customerId?: string | undefined },
): Promise<Answer<TransferRow> | undefined> => {
  const [row] = await sql<AnyRow[]>`
    WITH found AS (
      ${transfersWithParties(sql)}
      WHERE t.transfer_id = ${transferId}
      ${customerId === undefined ? sql`` : sql`AND (t.from_customer_id = ${customerId} OR (t.to_customer_id = ${customerId} AND ${arrived(sql)}))`}
    )
    SELECT * FROM ${versionOf(sql, 'transfers')} AS checkpoint LEFT JOIN found ON true
    ORDER BY position`
  return row && isFound(row) ? { version: row.version, data: toTransferRow(row, customerId) } : undefined
}

/** Newest first. `undefined` when the account is not this customer's. Throws InvalidCursor. */
export const listTransfers = async (
  sql: Sql,
  {
    customerId,
    accountId,
    status,
    limit,
    cursor,
  }: Paging & {
    customerId?: string | undefined
    accountId?: string | undefined
    status?: TransferStatus | undefined
  },
): Promise<Page<TransferRow> | undefined> => {
  const [before] = decodeCursor(cursor, z.tuple([z.int().positive()])) ?? []
  const size = fetchSize(limit)
  const older = before === undefined ? sql`` : sql`AND position < ${before}`
  // Held ones are few among many, and have an index of their own, which is found only where its condition is spelled out.
  const inStatus =
    status === undefined ? sql`` : status === 'held' ? sql`AND status = 'held'` : sql`AND status = ${status}`
  // Each side is read newest first by its own index and cut off at once: an OR would read all that somebody ever sent.
  const side = (column: 'account' | 'customer', id: string, end: 'from' | 'to') => sql`
    (SELECT transfer_id, position FROM transfers t WHERE ${sql(`${end}_${column}_id`)} = ${id} ${older} ${inStatus}
     ${customerId === undefined || end === 'from' ? sql`` : sql`AND (t.from_customer_id = ${customerId} OR ${arrived(sql)})`}
     ORDER BY position DESC LIMIT ${size})`
  const eitherSide = (column: 'account' | 'customer', id: string) =>
    sql`${side(column, id, 'from')} UNION ${side(column, id, 'to')}`
  const wanted =
    accountId !== undefined
      ? eitherSide('account', accountId)
      : customerId !== undefined
        ? eitherSide('customer', customerId)
        : sql`SELECT transfer_id, position FROM transfers WHERE true ${older} ${inStatus}`
  const mayRead =
    accountId === undefined
      ? sql`true`
      : sql`EXISTS (SELECT FROM transfer_accounts WHERE account_id = ${accountId}
                    ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`})`

  const rows = await sql<(AnyRow & { may_read: boolean })[]>`
    WITH scope AS (SELECT ${mayRead} AS may_read),
    wanted AS (
      SELECT transfer_id FROM (${wanted}) AS either
      WHERE (SELECT may_read FROM scope)
      ORDER BY position DESC
      LIMIT ${size}
    ),
    page AS (${transfersWithParties(sql)} WHERE t.transfer_id IN (SELECT transfer_id FROM wanted))
    SELECT * FROM ${versionOf(sql, 'transfers')} AS checkpoint CROSS JOIN scope LEFT JOIN page ON true
    ORDER BY position DESC`
  const [first] = rows
  if (!first?.may_read) return undefined
  return pageOf(
    { version: first.version, rows: rows.filter(isFound), limit },
    { toWire: (row) => toTransferRow(row, customerId), keyOf: (row) => [row.position] },
  )
}

export const transfersWithParties = (sql: Sql) => sql`
  SELECT t.transfer_id, t.status, t.amount::text, t.currency, t.description, t.purpose, t.settle_at,
         t.expires_at, t.history, t.refund_of, t.refunds, t.created_at, t.position,
         t.from_account_id, t.from_customer_id,
         coalesce(outside_payer.number, payer_account.number, '') AS from_number,
         coalesce(outside_payer.name, payer.name, '') AS from_name,
         t.to_account_id, t.to_customer_id,
         coalesce(outside_payee.number, payee_account.number, '') AS to_number,
         coalesce(outside_payee.name, payee.name, '') AS to_name
  FROM transfers t
  LEFT JOIN transfer_accounts payer_account ON payer_account.account_id = t.from_account_id
  LEFT JOIN transfer_customers payer ON payer.customer_id = t.from_customer_id
  LEFT JOIN transfer_accounts payee_account ON payee_account.account_id = t.to_account_id
  LEFT JOIN transfer_customers payee ON payee.customer_id = t.to_customer_id
  LEFT JOIN transfer_payees outside_payee ON outside_payee.payee_id = t.payee_id
  LEFT JOIN transfer_payers outside_payer ON outside_payer.transfer_id = t.transfer_id`

const arrived = (sql: Sql) => sql`t.status = 'completed'`

export const isFound = <Row extends AnyRow>(row: Row): row is Row & FoundRow => row.position !== null

export const moneyOf = ({ amount, currency }: Pick<StoredTransfer, 'amount' | 'currency'>) =>
  money(BigInt(amount), currency)

export const toTransferRow = (row: StoredTransfer, viewer: string | undefined): TransferRow => {
  const party = (end: 'from' | 'to'): TransferParty => ({
    accountId: row[`${end}_account_id`],
    number: row[`${end}_number`],
    name: row[`${end}_name`],
    ...(viewer === undefined || viewer === row[`${end}_customer_id`]
      ? { customerId: row[`${end}_customer_id`] }
      : {}),
  })
  return {
    transferId: row.transfer_id,
    status: row.status,
    money: toWire(moneyOf(row)),
    description: row.description,
    from: party('from'),
    to: party('to'),
    purpose: row.purpose,
    settleAt: row.settle_at === null ? null : toIso(row.settle_at),
    expiresAt: row.expires_at === null ? null : toIso(row.expires_at),
    history: row.history.flatMap((step) => stepFor(step, viewer)),
    refundOf: row.refund_of,
    refunded: toWire(money(sumOf(row.refunds), row.currency)),
    refunds: row.refunds.map(({ transferId, amount, at }) => ({
      transferId,
      money: toWire(money(BigInt(amount), row.currency)),
      at,
    })),
    createdAt: toIso(row.created_at),
  }
}

const sumOf = (refunds: readonly StoredRefund[]): bigint =>
  refunds.reduce((sum, { amount }) => sum + BigInt(amount), 0n)

/** The bank does not tell a customer who of its people has looked at a transfer, nor what they think of it. */
const stepFor = (
  { position: _, by, ...step }: TransferStep,
  viewer: string | undefined,
): TransferRow['history'] => {
  if (by === undefined) return [step]
  if (viewer === undefined) return [{ ...step, by }]
  return step.status === 'held' ? [] : [{ status: step.status, at: step.at }]
}
