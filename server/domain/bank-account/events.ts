/** What can have happened to a bank account. */
import { z } from 'zod'
import { defineEvent, type EventOf } from '../event.ts'
import { accountIdSchema, customerIdSchema, type PayeeId, payeeIdSchema, transferIdSchema } from '../ids.ts'
import { countedShape } from '../limits/spending.ts'
import { currencySchema, storedMoneySchema } from '../money.ts'
import { moneyDepositedV1, moneyHeldV1, moneyWithdrawnV1 } from './upcasters.ts'

export const products = ['current', 'savings'] as const
export const productSchema = z.enum(products, { error: `must be one of ${products.join(', ')}` })
/** `internal` is no product that anybody can have: these accounts are the bank's own. */
export const accountProductSchema = z.enum([...products, 'internal'])
export type Product = z.output<typeof productSchema>
export type AccountProduct = z.output<typeof accountProductSchema>

const movement = {
  accountId: accountIdSchema,
  money: storedMoneySchema,
  description: z.string(),
  /** So that a statement line needs no other event to show its running balance. */
  balanceAfter: storedMoneySchema,
  /** Absent at the counter; otherwise the transfer and the account at its other end. */
  transfer: z
    .object({
      transferId: transferIdSchema,
      counterpartyAccountId: accountIdSchema,
      /** Whom the account at the other end stands for: the customer's payee, or, null, a payer from another bank. */
      outside: z.object({ payeeId: payeeIdSchema.nullable() }).optional(),
    })
    .nullable(),
}
/** Who is at another bank. Absent inside this one, and in what was written before movements said so. */
export type Outside = { readonly payeeId: PayeeId | null }
/** An amount set aside for a transfer: still in the balance, and no more to be spent. */
const hold = {
  accountId: accountIdSchema,
  transferId: transferIdSchema,
  money: storedMoneySchema,
  /** All that is held on the account then. */
  heldAfter: storedMoneySchema,
}
export const releaseReasons = ['cancelled', 'expired', 'failed', 'declined', 'rejected'] as const
export type ReleaseReason = (typeof releaseReasons)[number]
const parts = z.string().regex(/^\d+$/).transform(BigInt)
/** `posted` was moved, in whole minor units; `accrued` and `carried` are parts of one (see `interest/reckoning.ts`). */
const interest = z.object({ accrued: parts, posted: storedMoneySchema, carried: parts })
const statusChange = { accountId: accountIdSchema, reason: z.string() }

export const bankAccountEvents = {
  /** A customer has an account, with its number and an empty balance. */
  AccountOpened: defineEvent('AccountOpened', 1, {
    accountId: accountIdSchema,
    customerId: customerIdSchema,
    number: z.string(),
    product: accountProductSchema,
    currency: currencySchema,
    name: z.string(),
  }),
  /** Money came in: at the counter, or by a transfer. */
  MoneyDeposited: defineEvent('MoneyDeposited', 2, movement, { 1: moneyDepositedV1 }),
  /** Money went out: at the counter, or by a transfer. */
  MoneyWithdrawn: defineEvent('MoneyWithdrawn', 2, { ...movement, ...countedShape }, { 1: moneyWithdrawnV1 }),
  /** Money is set aside for a transfer; it stays in the balance and cannot be spent. */
  MoneyHeld: defineEvent(
    'MoneyHeld',
    2,
    { ...hold, description: z.string(), ...countedShape },
    { 1: moneyHeldV1 },
  ),
  /** A hold has ended by being used: MoneyWithdrawn, beside it, takes the money. */
  HoldSettled: defineEvent('HoldSettled', 1, hold),
  /** A hold has ended without being used; the money can be spent again. */
  HoldReleased: defineEvent('HoldReleased', 1, { ...hold, reason: z.enum(releaseReasons) }),
  /** The owner calls the account otherwise. */
  AccountRenamed: defineEvent('AccountRenamed', 1, { accountId: accountIdSchema, name: z.string() }),
  /** The account may from now on be overdrawn this far. */
  OverdraftLimitSet: defineEvent('OverdraftLimitSet', 1, {
    accountId: accountIdSchema,
    limit: storedMoneySchema,
  }),
  /** How much may leave the account by transfer is otherwise, from `effectiveAt` on. */
  TransferLimitsChanged: defineEvent('TransferLimitsChanged', 1, {
    accountId: accountIdSchema,
    perTransfer: storedMoneySchema,
    perDay: storedMoneySchema,
    /** To one payee in its first 24 hours. */
    newPayee: storedMoneySchema,
    changedAt: z.iso.datetime(),
    effectiveAt: z.iso.datetime(),
  }),
  /** The owner wants to be told when less than this is left; null: not any more. */
  LowBalanceAlertSet: defineEvent('LowBalanceAlertSet', 1, {
    accountId: accountIdSchema,
    threshold: storedMoneySchema.nullable(),
  }),
  /** The balance has fallen below what its owner wants to be told of; MoneyWithdrawn, beside it, says by what. */
  LowBalanceReached: defineEvent('LowBalanceReached', 1, {
    accountId: accountIdSchema,
    threshold: storedMoneySchema,
    balance: storedMoneySchema,
  }),
  /** The bank has stopped all movements on the account. */
  AccountFrozen: defineEvent('AccountFrozen', 1, statusChange),
  /** Money may move on the account again. */
  AccountUnfrozen: defineEvent('AccountUnfrozen', 1, statusChange),
  /** The account has ended, empty; it stays readable. */
  AccountClosed: defineEvent('AccountClosed', 1, statusChange),
  /** The books of a month are closed: what was there, what came in and went out, and what was left. */
  MonthClosed: defineEvent('MonthClosed', 1, {
    accountId: accountIdSchema,
    month: z.string(),
    /** The first instant that belongs to the month, and the first that does not any more. */
    from: z.string(),
    until: z.string(),
    opening: storedMoneySchema,
    credits: storedMoneySchema,
    debits: storedMoneySchema,
    entries: z.int(),
    closing: storedMoneySchema,
  }),
  /** A closed month's interest and fee are reckoned; the entries beside it move what is posted of them. */
  InterestReckoned: defineEvent('InterestReckoned', 1, {
    accountId: accountIdSchema,
    month: z.string(),
    /** What the bank owes for what was on the account. */
    earned: interest,
    /** What the customer owes for what was overdrawn. */
    charged: interest,
    fee: z.object({ due: storedMoneySchema, posted: storedMoneySchema, carried: storedMoneySchema }),
  }),
}

export type AccountOpened = EventOf<typeof bankAccountEvents.AccountOpened>
export type MoneyDeposited = EventOf<typeof bankAccountEvents.MoneyDeposited>
export type MoneyWithdrawn = EventOf<typeof bankAccountEvents.MoneyWithdrawn>
export type MoneyHeld = EventOf<typeof bankAccountEvents.MoneyHeld>
export type HoldSettled = EventOf<typeof bankAccountEvents.HoldSettled>
export type HoldReleased = EventOf<typeof bankAccountEvents.HoldReleased>
export type LowBalanceReached = EventOf<typeof bankAccountEvents.LowBalanceReached>
export type MonthClosed = EventOf<typeof bankAccountEvents.MonthClosed>
export type InterestReckoned = EventOf<typeof bankAccountEvents.InterestReckoned>
export type BankAccountEvent = {
  [Type in keyof typeof bankAccountEvents]: EventOf<(typeof bankAccountEvents)[Type]>
}[keyof typeof bankAccountEvents]
