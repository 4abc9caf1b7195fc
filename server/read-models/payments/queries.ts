/** Payments between banks for the bank itself: what is to be handed in, and what stands in suspense. */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { type Currency, type Money, money, toWire, type WireMoney } from '../../domain/money.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { versionOf } from '../version.ts'
import type { PaymentStatus } from './table.ts'

type Party = { name: string; number: string }

export type DeliverablePayment = { transferId: string; money: Money } & (
  | { direction: 'out'; debtor: Party; creditor: Party; description: string }
  | { direction: 'in'; reference: string }
)

/** What the clearing house has not been known to have, the oldest first. */
export const paymentsToDeliver = async (sql: Sql, limit: number): Promise<DeliverablePayment[]> => {
  const rows = await sql<
    {
      transfer_id: string
      direction: 'out' | 'in'
      reference: string | null
      amount: string
      currency: Currency
      description: string
      payer_name: string
      payer_number: string
      payee_name: string
      payee_number: string
    }[]
  >`
    SELECT p.transfer_id, p.direction, p.reference, p.amount::text, p.currency, p.description,
           coalesce(c.name, '') AS payer_name, coalesce(a.number, '') AS payer_number,
           coalesce(y.name, '') AS payee_name, coalesce(y.number, '') AS payee_number
    FROM payments p
    LEFT JOIN payment_accounts a ON a.account_id = p.account_id
    LEFT JOIN payment_customers c ON c.customer_id = p.customer_id
    LEFT JOIN payment_payees y ON y.payee_id = p.payee_id
    WHERE p.is_to_deliver
    ORDER BY p.position
    LIMIT ${limit}`
  return rows.map((row) => {
    const common = { transferId: row.transfer_id, money: money(BigInt(row.amount), row.currency) }
    return row.direction === 'in'
      ? { ...common, direction: 'in', reference: row.reference ?? '' }
      : {
          ...common,
          direction: 'out',
          debtor: { name: row.payer_name, number: row.payer_number },
          creditor: { name: row.payee_name, number: row.payee_number },
          description: row.description,
        }
  })
}

export type PaymentRow = {
  transferId: string
  direction: 'out' | 'in'
  status: PaymentStatus
  money: WireMoney
  /** Of this payment: negative when the bank has paid what the customer could not. */
  inSuspense: WireMoney
  accountId: string | null
  reference: string | null
  /** Which account one of the bank's people wants it settled with, if it takes two, and who. */
  clearing: null | { accountId: string; proposedBy: string }
}

/** Newest first; `inSuspense`: only those of which something stands there. Throws InvalidCursor. */
export const listPayments = async (
  sql: Sql,
  { limit, cursor, inSuspense }: Paging & { inSuspense?: boolean | undefined },
): Promise<Page<PaymentRow>> => {
  const [before] = decodeCursor(cursor, z.tuple([z.int().positive()])) ?? []
  const rows = await sql<
    ({ version: number } & (
      | {
          position: number
          transfer_id: string
          direction: 'out' | 'in'
          status: PaymentStatus
          amount: string
          in_suspense: string
          currency: Currency
          account_id: string | null
          reference: string | null
          clearing_account_id: string | null
          clearing_proposed_by: string | null
        }
      | { position: null }
    ))[]
  >`
    WITH page AS (
      SELECT position, transfer_id, direction, status, amount::text, in_suspense::text, currency, account_id, reference,
             clearing_account_id, clearing_proposed_by
      FROM payments
      WHERE true
      ${inSuspense ? sql`AND in_suspense <> 0` : sql``}
      ${before === undefined ? sql`` : sql`AND position < ${before}`}
      ORDER BY position DESC
      LIMIT ${fetchSize(limit)}
    )
    SELECT * FROM ${versionOf(sql, 'payments')} AS checkpoint LEFT JOIN page ON true
    ORDER BY position DESC`
  return pageOf(
    {
      version: rows[0]!.version,
      rows: rows.filter((row): row is Extract<typeof row, { position: number }> => row.position !== null),
      limit,
    },
    {
      toWire: (row) => ({
        transferId: row.transfer_id,
        direction: row.direction,
        status: row.status,
        money: toWire(money(BigInt(row.amount), row.currency)),
        inSuspense: toWire(money(BigInt(row.in_suspense), row.currency)),
        accountId: row.account_id,
        reference: row.reference,
        clearing:
          row.clearing_account_id === null
            ? null
            : { accountId: row.clearing_account_id, proposedBy: row.clearing_proposed_by ?? '' },
      }),
      keyOf: (row) => [row.position],
    },
  )
}
