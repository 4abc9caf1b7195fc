/** Each transfer's status and history, and lookups for the names and numbers of both ends. */
import { customerNames } from '../customer-names.ts'
import { payeeNames } from '../payee-names.ts'
import { existing, fold, projector, type StoredEventOf } from '../projection.ts'
import {
  type TransferStatus,
  type TransferStep,
  type TransferStepName,
  transferAccountTable,
  transferCustomerTable,
  transferPayeeTable,
  transferPayerTable,
  transferTable,
} from './table.ts'

type Transfer = typeof transferTable.$inferSelect
type TransferEvent = StoredEventOf<
  | 'TransferHeld'
  | 'TransferCompleted'
  | 'TransferCancelled'
  | 'TransferFailed'
  | 'TransferExpired'
  | 'PaymentOrdered'
  | 'PaymentInReview'
  | 'PaymentApproved'
  | 'PaymentSubmitted'
  | 'PaymentAcknowledged'
  | 'PaymentSettled'
  | 'PaymentReturned'
  | 'SuspenseCleared'
  | 'TransferApproved'
  | 'TransferDeclined'
>

const stepTo = (status: TransferStepName, { createdAt, globalPosition }: TransferEvent): TransferStep => ({
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
  payeeId: null,
  history: [stepTo(status, event)],
  refundOf: null,
  refunds: [],
  createdAt: event.createdAt,
  position: event.globalPosition,
  lastPosition: event.globalPosition,
})

const ended = (
  row: Transfer,
  event: TransferEvent,
  { status, ...why }: { status: TransferStatus } & Pick<TransferStep, 'reason' | 'by'>,
): Transfer => ({
  ...row,
  status,
  history: [...row.history, { ...stepTo(status, event), ...why }],
  lastPosition: event.globalPosition,
})

/** A payment that came in for nobody has no transfer. */
const onItsWay = (
  row: Transfer | undefined,
  event: StoredEventOf<'PaymentSubmitted' | 'PaymentAcknowledged'>,
  step: TransferStepName,
): Transfer | undefined =>
  row && { ...row, history: [...row.history, stepTo(step, event)], lastPosition: event.globalPosition }

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
      row ? ended(row, event, { status: 'completed' }) : begun('completed', event),
    TransferCancelled: (row, event) => ended(existing(row), event, { status: 'cancelled' }),
    TransferFailed: (row, event) =>
      ended(existing(row), event, { status: 'failed', reason: event.data.reason }),
    TransferExpired: (row, event) => ended(existing(row), event, { status: 'expired' }),
    PaymentOrdered: (row, event) => ({
      ...existing(row),
      payeeId: event.data.payeeId,
      settleAt: new Date(event.data.submitAt),
      lastPosition: event.globalPosition,
    }),
    PaymentInReview: (row, event) => ({
      ...existing(row),
      settleAt: null,
      lastPosition: event.globalPosition,
    }),
    // It stays one that has waited for review, and waits for it no more.
    PaymentApproved: (row, event) => ({
      ...existing(row),
      settleAt: new Date(event.data.submitAt),
      expiresAt: null,
      lastPosition: event.globalPosition,
    }),
    PaymentSubmitted: (row, event) => onItsWay(row, event, 'submitted'),
    PaymentAcknowledged: (row, event) => onItsWay(row, event, 'acknowledged'),
    // What the bank bears out of suspense has not changed anything for the customer.
    PaymentSettled: (row, event) =>
      event.data.paidFrom === 'customer' && row && row.status !== 'completed'
        ? ended(row, event, { status: 'completed' })
        : row,
    PaymentReturned: (row, event) =>
      row?.status === 'completed'
        ? ended(row, event, { status: 'returned', reason: event.data.reason })
        : row,
    TransferRefunded: (row, { data: { refundId, money }, createdAt, globalPosition }) => {
      const before = existing(row)
      const refund = {
        transferId: refundId,
        amount: money.amountMinor.toString(),
        at: createdAt.toISOString(),
      }
      return { ...before, refunds: [...before.refunds, refund], lastPosition: globalPosition }
    },
    RefundMade: (row, { data: { refundOf }, globalPosition }) => ({
      ...existing(row),
      refundOf,
      lastPosition: globalPosition,
    }),
    // What the bank had paid in the customer's place is taken from the customer after all.
    SuspenseCleared: (row, event) =>
      event.data.money.amountMinor < 0n && row && row.status !== 'completed'
        ? ended(row, event, { status: 'completed' })
        : row,
    // It is held as before; the step only says who has looked at it.
    TransferApproved: (row, event) => {
      const { approvedBy: userId, role } = event.data
      return ended(existing(row), event, { status: 'held', by: { userId, role } })
    },
    TransferDeclined: (row, event) => {
      const { declinedBy: userId, reason } = event.data
      return ended(existing(row), event, { status: 'declined', reason, by: { userId } })
    },
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
const payees = payeeNames(transferPayeeTable)
const payers = fold(
  transferPayerTable,
  {
    PaymentReceived: (_, { data: { transferId, customerId, payerName: name, payerNumber: number } }) => ({
      transferId,
      customerId,
      name,
      number,
    }),
  },
  { key: ({ data }) => data.transferId },
)

export const transfers = projector('transfers', [allTransfers, accounts, customers, payees, payers])
