/** A standing order as its row has it, and as clients see it. */
import type { Sql } from '../../../db/client.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import type { OrderEnding } from '../../domain/standing-order/events.ts'
import { dueAt, leftOut, type Plan } from '../../domain/standing-order/plan.ts'
import type { Schedule } from '../../domain/standing-order/schedule.ts'
import { toIso } from '../instant.ts'
import type { OccurrenceOutcome, OrderStatus } from './table.ts'

/** Of somebody at another bank the account is the bank's own, from which the clearing house is paid. */
export type OrderParty = { accountId: string; number: string; name: string }

export type StandingOrderRow = {
  orderId: string
  status: OrderStatus
  /** Why nothing more is sent; null while it is active. */
  ending: OrderEnding | null
  money: WireMoney
  description: string
  from: OrderParty
  to: OrderParty
  /** Who is paid at another bank; null for an account of this one. */
  payeeId: string | null
  schedule: Schedule
  /** The next date, and when it is tried; null when there is none left, or it has been tried and is reviewed. */
  next: { date: string; at: string; isRetry: boolean } | null
  /** The date whose transfer the bank's people are looking at. */
  inReview: { date: string; transferId: string } | null
  /** Dates to come that are left out, and can be put back. */
  skipped: readonly string[]
  createdAt: string
}

export type OccurrenceRow = {
  date: string
  outcome: OccurrenceOutcome
  money: WireMoney | null
  /** Of a failure, and of one that is tried again. */
  reason: string | null
  retryAt: string | null
  transferId: string | null
  at: string
}

export type StoredOrder = {
  order_id: string
  status: OrderStatus
  ending: OrderEnding | null
  amount: string
  currency: Currency
  description: string
  payee_id: string | null
  plan: Plan
  next_date: string | null
  created_at: string
  position: number
} & Record<`${'from' | 'to'}_${'account_id' | 'number' | 'name'}`, string>

export type StoredOccurrence = {
  position: number
  date: string
  outcome: OccurrenceOutcome
  amount: string | null
  currency: Currency | null
  reason: string | null
  retry_at: string | null
  transfer_id: string | null
  at: string
}

/** For what comes behind `FROM standing_orders o`. */
export const ordersWithParties = (sql: Sql) => sql`
  SELECT o.order_id, o.status, o.ending, o.amount::text, o.currency, o.description, o.payee_id, o.plan, o.next_date::text,
         o.created_at, o.position,
         o.from_account_id, coalesce(payer_account.number, '') AS from_number, coalesce(payer.name, '') AS from_name,
         o.to_account_id, coalesce(outside_payee.number, payee_account.number, '') AS to_number,
         coalesce(outside_payee.name, payee.name, '') AS to_name
  FROM standing_orders o
  LEFT JOIN standing_order_accounts payer_account ON payer_account.account_id = o.from_account_id
  LEFT JOIN standing_order_customers payer ON payer.customer_id = o.customer_id
  LEFT JOIN standing_order_accounts payee_account ON payee_account.account_id = o.to_account_id
  LEFT JOIN standing_order_customers payee ON payee.customer_id = o.to_customer_id
  LEFT JOIN standing_order_payees outside_payee ON outside_payee.payee_id = o.payee_id`

export const partyOf = (row: StoredOrder, end: 'from' | 'to'): OrderParty => ({
  accountId: row[`${end}_account_id`],
  number: row[`${end}_number`],
  name: row[`${end}_name`],
})

export const moneyOf = (row: { amount: string; currency: Currency }): WireMoney =>
  toWire(money(BigInt(row.amount), row.currency))

/** `today` is the first day from which on a date can be put back. */
export const toOrderRow = (row: StoredOrder, today: string): StandingOrderRow => {
  const { plan } = row
  const at = dueAt(plan)
  return {
    orderId: row.order_id,
    status: row.status,
    ending: row.ending,
    money: moneyOf(row),
    description: row.description,
    from: partyOf(row, 'from'),
    to: partyOf(row, 'to'),
    payeeId: row.payee_id,
    schedule: plan.schedule,
    next:
      row.next_date === null || at === null
        ? null
        : { date: row.next_date, at, isRetry: plan.retry !== null },
    inReview:
      row.status === 'active' && row.next_date !== null && plan.inReview
        ? { date: row.next_date, transferId: plan.inReview }
        : null,
    skipped: row.status === 'active' ? leftOut(plan, today) : [],
    createdAt: toIso(row.created_at),
  }
}

export const toOccurrenceRow = (row: StoredOccurrence): OccurrenceRow => {
  const { amount, currency } = row
  return {
    date: row.date,
    outcome: row.outcome,
    money: amount === null || currency === null ? null : moneyOf({ amount, currency }),
    reason: row.reason,
    retryAt: row.retry_at === null ? null : toIso(row.retry_at),
    transferId: row.transfer_id,
    at: toIso(row.at),
  }
}
