/** Notifications from events, each once: replaying the log, or building the read model anew, tells nobody anything twice. */
import type { StoredBankEvent } from '../../domain/events.ts'
import { customerNames } from '../customer-names.ts'
import { append, existing, fold, projector, type StoredEventOf } from '../projection.ts'
import { occasions, type Told } from './occasions.ts'
import {
  inboxTable,
  notificationAccountTable,
  notificationCustomerTable,
  notificationTable,
  notifiedTransferTable,
  type OutcomeKind,
} from './table.ts'

type Notification = typeof notificationTable.$inferSelect
type HeldTransfer = typeof notifiedTransferTable.$inferSelect

const rowOf = (
  { kind, to, accountId, transferId, other, money, details = {} }: Told,
  { globalPosition, createdAt }: StoredBankEvent,
): Notification => ({
  position: globalPosition,
  addressee: to,
  kind,
  at: createdAt,
  accountId: accountId ?? null,
  transferId: transferId ?? null,
  otherCustomerId: other ?? null,
  amount: money?.amountMinor ?? null,
  currency: money?.currency ?? null,
  details,
})

type Occasion = (data: StoredBankEvent['data']) => Told | undefined
const rowsOf = (occasion: Occasion) => (event: StoredBankEvent) => {
  const told = occasion(event.data)
  return told ? [rowOf(told, event)] : []
}

const fromEvents = append(
  notificationTable,
  // Each occasion is under its own event's type, which entries cannot say.
  Object.fromEntries(
    Object.entries(occasions).map(([type, occasion]) => [type, rowsOf(occasion as Occasion)]),
  ),
  // None depends on another: one that cannot be told holds up no other.
  { key: ({ globalPosition }) => String(globalPosition), keyProperty: 'position' },
)

type Ending = StoredEventOf<
  | 'TransferCompleted'
  | 'TransferDeclined'
  | 'TransferFailed'
  | 'TransferExpired'
  | 'PaymentApproved'
  | 'PaymentSettled'
  | 'PaymentReturned'
>
const ended = (
  row: HeldTransfer,
  outcome: OutcomeKind,
  { data, createdAt, globalPosition }: Ending,
): HeldTransfer => ({
  ...row,
  outcome,
  reason: 'reason' in data ? data.reason : null,
  outcomePosition: globalPosition,
  outcomeAt: createdAt,
  lastPosition: globalPosition,
})

/** One that was only looked at goes on as it was ordered. */
const wasGivenBack = ({ outcome }: HeldTransfer): boolean =>
  outcome !== null && outcome !== 'transferApproved'
/** What is heard of it later is about the account that has stood in for it since. */
const onItsAccount = (row: HeldTransfer): HeldTransfer => ({
  ...row,
  accountId: row.clearedWith ?? row.accountId,
})

const transfers = fold(
  notifiedTransferTable,
  {
    TransferHeld: (_, { data, globalPosition }) => ({
      transferId: data.transferId,
      customerId: data.fromCustomerId,
      accountId: data.fromAccountId,
      otherCustomerId: data.toCustomerId,
      amount: data.money.amountMinor,
      currency: data.money.currency,
      purpose: data.purpose,
      clearedWith: null,
      outcome: null,
      reason: null,
      outcomePosition: null,
      outcomeAt: null,
      lastPosition: globalPosition,
    }),
    // That it has arrived is news only where somebody else has decided it.
    TransferCompleted: (row, event) =>
      row?.purpose === 'review' && row.outcome === null ? ended(row, 'transferApproved', event) : undefined,
    // To another bank it goes only then.
    PaymentApproved: (row, event) => ended(existing(row), 'transferApproved', event),
    // Customers are told that, and not why: the reason is written for the bank's own people.
    TransferDeclined: (row, event) => ({ ...ended(existing(row), 'transferDeclined', event), reason: null }),
    TransferFailed: (row, event) => ended(existing(row), 'transferFailed', event),
    TransferExpired: (row, event) => ended(existing(row), 'transferExpired', event),
    // What the bank bears out of suspense has not changed anything for the customer.
    PaymentSettled: (row, event) =>
      row && wasGivenBack(row) && event.data.paidFrom === 'customer'
        ? ended(onItsAccount(row), 'paymentTakenAfterAll', event)
        : undefined,
    SuspenseCleared: (row, { data, globalPosition }) => ({
      ...existing(row),
      clearedWith: data.accountId,
      lastPosition: globalPosition,
    }),
    PaymentReturned: (row, event) =>
      row && event.data.paidTo === 'customer'
        ? ended(onItsAccount(row), 'paymentReturned', event)
        : undefined,
  },
  { key: ({ data }) => data.transferId },
)

const inboxes = fold(
  inboxTable,
  {
    NotificationsRead: (_, { data: { customerId, upTo }, globalPosition }) => ({
      customerId,
      readUpTo: upTo,
      lastPosition: globalPosition,
    }),
  },
  { key: ({ data }) => data.customerId },
)

const accounts = fold(
  notificationAccountTable,
  {
    AccountOpened: (_, { data: { accountId, customerId, currency } }) => ({
      accountId,
      customerId,
      currency,
      lowBalanceAlert: null,
    }),
    LowBalanceAlertSet: (row, { data: { threshold } }) => ({
      ...existing(row),
      lowBalanceAlert: threshold?.amountMinor ?? null,
    }),
  },
  { key: ({ data }) => data.accountId },
)

export const notifications = projector('notifications', [
  fromEvents,
  transfers,
  inboxes,
  accounts,
  customerNames(notificationCustomerTable),
])
