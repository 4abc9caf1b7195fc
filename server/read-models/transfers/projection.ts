/** Each transfer's status and history, and lookups for the names and numbers of both ends. */
import { customerNames } from '../customer-names.ts'
import { existing, fold, projector, type StoredEventOf } from '../projection.ts'
import {
  type TransferStatus,
  type TransferStep,
  transferAccountTable,
  transferCustomerTable,
  transferTable,
} from './table.ts'

type Transfer = typeof transferTable.$inferSelect
type TransferEvent = StoredEventOf<
  'TransferHeld' | 'TransferCompleted' | 'TransferCancelled' | 'TransferFailed' | 'TransferExpired'
>

const stepTo = (status: TransferStatus, { createdAt, globalPosition }: TransferEvent): TransferStep => ({
  status,
  at: createdAt.toISOString(),
  position: globalPosition,
})

const begun = (
  status: TransferStatus,
  event: StoredEventOf<'TransferHeld' | 'TransferCompleted'>,
): Transfer => ({
  transferId: event.data.transferId,
  fromAccountId: event.data.fromAccountId,
  fromCustomerId: event.data.fromCustomerId,
  toAccountId: event.data.toAccountId,
  toCustomerId: event.data.toCustomerId,
  amount: event.data.money.amountMinor,
  currency: event.data.money.currency,
  description: event.data.description,
  status,
  purpose: null,
  settleAt: null,
  expiresAt: null,
  history: [stepTo(status, event)],
  createdAt: event.createdAt,
  position: event.globalPosition,
  lastPosition: event.globalPosition,
})

const ended = (row: Transfer, event: TransferEvent, step: TransferStep): Transfer => ({
  ...row,
  status: step.status,
  history: [...row.history, step],
  lastPosition: event.globalPosition,
})

const allTransfers = fold(
  transferTable,
  {
    TransferHeld: (_, event) => ({
      ...begun('held', event),
      purpose: event.data.purpose,
      settleAt: instant(event.data.settleAt),
      expiresAt: instant(event.data.expiresAt),
    }),
    // At once, or after it was held.
    TransferCompleted: (row, event) =>
      row ? ended(row, event, stepTo('completed', event)) : begun('completed', event),
    TransferCancelled: (row, event) => ended(existing(row), event, stepTo('cancelled', event)),
    TransferFailed: (row, event) =>
      ended(existing(row), event, { ...stepTo('failed', event), reason: event.data.reason }),
    TransferExpired: (row, event) => ended(existing(row), event, stepTo('expired', event)),
  },
  { key: ({ data }) => data.transferId },
)

const instant = (iso: string | null): Date | null => (iso === null ? null : new Date(iso))

const accounts = fold(
  transferAccountTable,
  {
    AccountOpened: (_, { data: { accountId, customerId, number } }) => ({ accountId, customerId, number }),
  },
  { key: ({ data }) => data.accountId },
)

const customers = customerNames(transferCustomerTable)

export const transfers = projector('transfers', [allTransfers, accounts, customers])
