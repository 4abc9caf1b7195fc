/** Payments between banks as they stand, and whom to name in the orders to the clearing house. */
import type { PaymentEvent } from '../../domain/payment/events.ts'
import { customerNames } from '../customer-names.ts'
import { payeeNames } from '../payee-names.ts'
import { existing, fold, projector, type StoredEventOf } from '../projection.ts'
import {
  type PaymentStatus,
  paymentAccountTable,
  paymentCustomerTable,
  paymentPayeeTable,
  paymentTable,
} from './table.ts'

type Payment = typeof paymentTable.$inferSelect
type Begun = StoredEventOf<'PaymentOrdered' | 'PaymentReceived' | 'PaymentUnplaced'>

const noProposal = { clearingAccountId: null, clearingProposedBy: null }

const begun = ({ data, globalPosition }: Begun) => ({
  transferId: data.transferId,
  accountId: null,
  customerId: null,
  payeeId: null,
  reference: null,
  description: '',
  amount: data.money.amountMinor,
  currency: data.money.currency,
  inSuspense: 0n,
  ...noProposal,
  isToDeliver: false,
  position: globalPosition,
  lastPosition: globalPosition,
})

const on =
  (status: PaymentStatus, more: (row: Payment) => Partial<Payment> = () => ({})) =>
  (row: Payment | undefined, { globalPosition }: StoredEventOf<PaymentEvent['type']>): Payment => ({
    ...existing(row),
    status,
    isToDeliver: false,
    ...noProposal,
    ...more(existing(row)),
    lastPosition: globalPosition,
  })
const toDeliver = () => ({ isToDeliver: true })

const allPayments = fold(
  paymentTable,
  {
    PaymentOrdered: (_, event) => ({
      ...begun(event),
      direction: 'out',
      accountId: event.data.accountId,
      customerId: event.data.customerId,
      payeeId: event.data.payeeId,
      description: event.data.description,
      status: 'ordered',
    }),
    PaymentInReview: on('inReview'),
    PaymentApproved: on('ordered'),
    PaymentSubmitted: on('submitted', toDeliver),
    PaymentDropped: on('dropped'),
    // What is sent back is so, also when the clearing house has it.
    PaymentAcknowledged: (row, event) =>
      on(existing(row).status === 'sentBack' ? 'sentBack' : 'acknowledged')(row, event),
    PaymentSettled: (row, event) =>
      on('settled', ({ amount, inSuspense }) => ({
        inSuspense: event.data.paidFrom === 'suspense' ? inSuspense - amount : inSuspense,
      }))(row, event),
    PaymentRejected: on('rejected'),
    PaymentTimedOut: on('timedOut'),
    PaymentReturned: (row, event) =>
      on('returned', ({ amount, inSuspense }) => ({
        inSuspense: event.data.paidTo === 'suspense' ? inSuspense + amount : inSuspense,
      }))(row, event),
    PaymentReceived: (_, event) => ({
      ...begun(event),
      direction: 'in',
      accountId: event.data.accountId,
      customerId: event.data.customerId,
      reference: event.data.reference,
      description: event.data.description,
      status: 'received',
    }),
    PaymentUnplaced: (_, event) => ({
      ...begun(event),
      direction: 'in',
      reference: event.data.reference,
      inSuspense: event.data.money.amountMinor,
      status: 'unplaced',
    }),
    SuspenseClearingProposed: (row, { data, globalPosition }) => ({
      ...existing(row),
      clearingAccountId: data.accountId,
      clearingProposedBy: data.proposedBy,
      lastPosition: globalPosition,
    }),
    SuspenseCleared: (row, { globalPosition }) => ({
      ...existing(row),
      ...noProposal,
      inSuspense: 0n,
      lastPosition: globalPosition,
    }),
    PaymentSentBack: on('sentBack', () => ({ isToDeliver: true, inSuspense: 0n })),
  },
  { key: ({ data }) => data.transferId },
)

const accounts = fold(
  paymentAccountTable,
  {
    AccountOpened: (_, { data: { accountId, customerId, number } }) => ({ accountId, customerId, number }),
  },
  { key: ({ data }) => data.accountId },
)

export const payments = projector('payments', [
  allPayments,
  accounts,
  customerNames(paymentCustomerTable),
  payeeNames(paymentPayeeTable),
])
