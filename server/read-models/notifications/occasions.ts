/**
 * What is told by which event, and to whom. An event tells one person one thing at most: its position is the
 * notification's own. To tell of something new, give its event a line here, its kind a name in `table.ts`, and that its
 * words in the app, which does not compile without.
 */
import type { BankEventType, StoredBankEvent } from '../../domain/events.ts'
import type { AccountId, CustomerId, TransferId } from '../../domain/ids.ts'
import { type Money, subtract, toWire, zero } from '../../domain/money.ts'
import { internalAccountOf, THE_BANK } from '../../domain/the-bank.ts'
import type { NotificationDetails, OccasionKind } from './table.ts'

export type Told = {
  readonly kind: OccasionKind
  /** A customer, or an account: then its owner is told. */
  readonly to: CustomerId | AccountId
  readonly accountId?: AccountId
  readonly transferId?: TransferId
  readonly other?: CustomerId
  readonly money?: Money
  readonly details?: NotificationDetails
}

type Occasions = {
  readonly [Type in BankEventType]?: (
    data: Extract<StoredBankEvent, { type: Type }>['data'],
  ) => Told | undefined
}

export const occasions = {
  // Paid in at the counter, or interest. What another account gives is told by the transfer, which knows both owners.
  MoneyDeposited: ({ accountId, money, transfer }) =>
    transfer === null
      ? { kind: 'moneyIn', to: accountId, accountId, money }
      : internalAccountOf(transfer.counterpartyAccountId)?.purpose === 'interest'
        ? { kind: 'interestPaid', to: accountId, accountId, money }
        : undefined,

  // From somebody else: nobody is told what they do themselves.
  TransferCompleted: ({ transferId, fromCustomerId: other, toCustomerId: to, toAccountId, money }) =>
    to === other || to === THE_BANK
      ? undefined
      : { kind: 'moneyIn', to, accountId: toAccountId, transferId, other, money },

  // What stood in suspense for a payment of theirs has been settled by the bank's people.
  SuspenseCleared: ({ transferId, accountId, money }) => {
    const about = { to: accountId, accountId, transferId }
    return money.amountMinor > 0n
      ? { kind: 'moneyIn', ...about, money }
      : { kind: 'paymentTakenAfterAll', ...about, money: subtract(zero(money.currency), money) }
  },

  // One whose transfer had to be reviewed has failed with it: how the transfer has ended is told, or was its sender's doing.
  OccurrenceFailed: ({ orderId, customerId, date, money, reason, transferId }) =>
    transferId === null
      ? { kind: 'standingOrderFailed', to: customerId, money, details: { orderId, date, reason } }
      : undefined,

  // A yes is told by the money that it brings.
  PaymentRequested: ({ requestId, customerId: other, payerCustomerId: to, money }) => ({
    kind: 'moneyAsked',
    to,
    other,
    money,
    details: { requestId },
  }),
  PaymentRequestDeclined: ({ requestId, customerId: to, payerCustomerId: other, money }) => ({
    kind: 'requestDeclined',
    to,
    other,
    money,
    details: { requestId },
  }),

  LowBalanceReached: ({ accountId, balance, threshold }) => ({
    kind: 'lowBalance',
    to: accountId,
    accountId,
    money: balance,
    details: { threshold: toWire(threshold) },
  }),

  // Without the reason, which is written for the bank's own people.
  AccountFrozen: ({ accountId }) => ({ kind: 'accountFrozen', to: accountId, accountId }),
  AccountUnfrozen: ({ accountId }) => ({ kind: 'accountUnfrozen', to: accountId, accountId }),
} satisfies Occasions
