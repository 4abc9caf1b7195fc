/** What can have happened to a bank account. */
import { z } from 'zod'
import { defineEvent, type EventOf } from '../event.ts'
import { accountIdSchema, customerIdSchema, transferIdSchema } from '../ids.ts'
import { currencySchema, storedMoneySchema } from '../money.ts'
import { moneyDepositedV1 } from './upcasters.ts'

export const products = ['current', 'savings'] as const
export const productSchema = z.enum(products, { error: `must be one of ${products.join(', ')}` })
export type Product = z.output<typeof productSchema>

const movement = {
  accountId: accountIdSchema,
  money: storedMoneySchema,
  description: z.string(),
  /** So that a statement line needs no other event to show its running balance. */
  balanceAfter: storedMoneySchema,
  /** Absent at the counter; otherwise the transfer and the account at its other end. */
  transfer: z.object({ transferId: transferIdSchema, counterpartyAccountId: accountIdSchema }).nullable(),
}
const statusChange = { accountId: accountIdSchema, reason: z.string() }

export const bankAccountEvents = {
  /** A customer has an account, with its number and an empty balance. */
  AccountOpened: defineEvent('AccountOpened', 1, {
    accountId: accountIdSchema,
    customerId: customerIdSchema,
    number: z.string(),
    product: productSchema,
    currency: currencySchema,
    name: z.string(),
  }),
  /** Money came in: at the counter, or by a transfer. */
  MoneyDeposited: defineEvent('MoneyDeposited', 2, movement, { 1: moneyDepositedV1 }),
  /** Money went out: at the counter, or by a transfer. */
  MoneyWithdrawn: defineEvent('MoneyWithdrawn', 1, movement),
  /** The bank has stopped all movements on the account. */
  AccountFrozen: defineEvent('AccountFrozen', 1, statusChange),
  /** Money may move on the account again. */
  AccountUnfrozen: defineEvent('AccountUnfrozen', 1, statusChange),
  /** The account has ended, empty; it stays readable. */
  AccountClosed: defineEvent('AccountClosed', 1, statusChange),
}

export type AccountOpened = EventOf<typeof bankAccountEvents.AccountOpened>
export type MoneyDeposited = EventOf<typeof bankAccountEvents.MoneyDeposited>
export type MoneyWithdrawn = EventOf<typeof bankAccountEvents.MoneyWithdrawn>
export type BankAccountEvent = {
  [Type in keyof typeof bankAccountEvents]: EventOf<(typeof bankAccountEvents)[Type]>
}[keyof typeof bankAccountEvents]
