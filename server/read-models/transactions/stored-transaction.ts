/** A movement as it is read from its table, names joined in, and as clients see it. */
import type { Sql } from '../../../db/client.ts'
import type { Category, CategorySource } from '../../domain/categories/category.ts'
import type { AccountId } from '../../domain/ids.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { internalAccountOf } from '../../domain/the-bank.ts'
import { toIso } from '../instant.ts'
import { categoryOfTransaction } from './category.ts'
import type { Direction } from './table.ts'

export type TransactionRow = {
  position: number
  accountId: string
  transferId: string | null
  /** The quote by which the money was exchanged; it went to, or came from, an account in another currency. */
  quoteId: string | null
  direction: Direction
  /** Never negative: the direction is the sign. */
  money: WireMoney
  balanceAfter: WireMoney
  description: string
  /** The account at the other end of a transfer, and whose it is; at another bank, its number and holder's name there. */
  counterparty: null | { accountId: string; number: string; name: string }
  category: Category
  /** By the bank's own rules, by what is remembered, or chosen for this one. */
  categorySource: CategorySource
  /** The transfer that this one gives back, or a part of; null for all others. */
  refundOf: string | null
  /** How much of it was given back since; null when nothing was. */
  refunded: WireMoney | null
  /** What its owner has written beside it: for nobody else to read. */
  note: string | null
  at: string
}

export type StoredTransaction = {
  position: number
  account_id: string
  transfer_id: string | null
  direction: Direction
  amount: string
  currency: Currency
  balance_after: string
  description: string
  is_exchange: boolean
  counterparty_account_id: string | null
  counterparty_number: string
  counterparty_name: string
  category: Category
  category_source: CategorySource
  refund_of: string | null
  refunded: string | null
  note: string | null
  at: string
}

/**
 * Of `transactions t` with {@link counterpartyJoins}. Both ends of every transfer are kept in one currency: what has two
 * is an exchange. `reader` is the customer who asks, `undefined` for the bank's staff: notes are read for who wrote them.
 */
export const transactionColumns = (sql: Sql, reader: string | undefined) => sql`
  t.position, t.account_id, t.transfer_id, t.direction, t.amount::text, t.currency, t.balance_after::text, t.description,
  t.counterparty_account_id,
  coalesce(outsider.number, other.number, '') AS counterparty_number,
  coalesce(outsider.name, person.name, '') AS counterparty_name,
  coalesce(other.currency <> t.currency, false) AS is_exchange,
  categorised.category, categorised.category_source,
  (SELECT r.transfer_id FROM transaction_refunds r WHERE r.refund_id = t.transfer_id) AS refund_of,
  (SELECT sum(r.amount)::text FROM transaction_refunds r WHERE r.transfer_id = t.transfer_id) AS refunded,
  ${reader === undefined ? sql`NULL::text` : sql`(SELECT nullif(n.note, '') FROM transaction_notes n WHERE n.position = t.position AND n.customer_id = ${reader})`} AS note,
  t.at`

/** Where the bank's own account stands for another bank, it is the other bank's customer who is at the other end. */
export const counterpartyJoins = (sql: Sql) => sql`
  LEFT JOIN transaction_accounts other ON other.account_id = t.counterparty_account_id
  LEFT JOIN transaction_customers person ON person.customer_id = other.customer_id
  LEFT JOIN transaction_payments payment ON payment.transfer_id = t.transfer_id AND other.product = 'internal'
  LEFT JOIN transaction_outsiders outsider ON outsider.outsider_id = payment.outsider_id
  LEFT JOIN LATERAL (${categoryOfTransaction(sql)}) categorised ON true`

/** What the bank pays and takes for itself: no transfer stands behind it that could be shown, and nobody but the bank. */
const isBanksOwn = (counterpartyId: string | null): boolean => {
  const purpose =
    counterpartyId === null ? undefined : internalAccountOf(counterpartyId as AccountId)?.purpose
  return purpose === 'interest' || purpose === 'fees'
}

export const toTransactionRow = (row: StoredTransaction): TransactionRow => ({
  position: row.position,
  accountId: row.account_id,
  transferId: row.is_exchange || isBanksOwn(row.counterparty_account_id) ? null : row.transfer_id,
  quoteId: row.is_exchange ? row.transfer_id : null,
  direction: row.direction,
  money: toWire(money(BigInt(row.amount), row.currency)),
  balanceAfter: toWire(money(BigInt(row.balance_after), row.currency)),
  description: row.description,
  counterparty:
    row.counterparty_account_id === null || isBanksOwn(row.counterparty_account_id)
      ? null
      : {
          accountId: row.counterparty_account_id,
          number: row.counterparty_number,
          name: row.counterparty_name,
        },
  category: row.category,
  categorySource: row.category_source,
  refundOf: row.refund_of,
  refunded: row.refunded === null ? null : toWire(money(BigInt(row.refunded), row.currency)),
  note: row.note,
  at: toIso(row.at),
})
