/** Each request as it is now, what has become of its payment, and lookups for both sides. */
import type { EndedRequest } from '../../domain/payment-request/decider.ts'
import { customerNames } from '../customer-names.ts'
import { existing, fold, projector, type StoredEventOf } from '../projection.ts'
import {
  type PaymentStatus,
  paymentRequestTable,
  requestAccountTable,
  requestCustomerTable,
  requestPaymentTable,
} from './table.ts'

type Request = typeof paymentRequestTable.$inferSelect
type Ending = StoredEventOf<
  'PaymentRequestAccepted' | 'PaymentRequestDeclined' | 'PaymentRequestCancelled' | 'PaymentRequestExpired'
>

const ended =
  (status: EndedRequest['status']) =>
  (row: Request | undefined, { createdAt, globalPosition }: Ending): Request => ({
    ...existing(row),
    status,
    endedAt: createdAt,
    lastPosition: globalPosition,
  })

const requests = fold(
  paymentRequestTable,
  {
    PaymentRequested: (_, { data, createdAt, globalPosition }) => ({
      requestId: data.requestId,
      customerId: data.customerId,
      toAccountId: data.toAccountId,
      payerCustomerId: data.payerCustomerId,
      payerAccountId: data.payerAccountId,
      amount: data.money.amountMinor,
      currency: data.money.currency,
      description: data.description,
      splitId: data.split?.splitId ?? null,
      splitTotal: data.split?.total.amountMinor ?? null,
      splitPeople: data.split?.people ?? null,
      status: 'open',
      transferId: null,
      fromAccountId: null,
      expiresAt: new Date(data.expiresAt),
      createdAt,
      endedAt: null,
      position: globalPosition,
      lastPosition: globalPosition,
    }),
    PaymentRequestAccepted: (row, event) => ({
      ...ended('accepted')(row, event),
      transferId: event.data.transferId,
      fromAccountId: event.data.fromAccountId,
    }),
    PaymentRequestDeclined: ended('declined'),
    PaymentRequestCancelled: ended('cancelled'),
    PaymentRequestExpired: ended('expired'),
  },
  { key: ({ data }) => data.requestId },
)

type Payment = typeof requestPaymentTable.$inferSelect

/** Of money that was held for something else there is no row. */
const come =
  (status: PaymentStatus) =>
  (row: Payment | undefined, { globalPosition }: StoredEventOf<'HoldSettled' | 'HoldReleased'>) =>
    row && { ...row, status, lastPosition: globalPosition }

const payments = fold(
  requestPaymentTable,
  {
    PaymentRequestAccepted: (_, { data: { transferId, isHeld }, globalPosition }) => ({
      transferId,
      status: isHeld ? 'waiting' : 'paid',
      lastPosition: globalPosition,
    }),
    HoldSettled: come('paid'),
    HoldReleased: come('notPaid'),
  },
  { key: ({ data }) => data.transferId },
)

const accounts = fold(
  requestAccountTable,
  { AccountOpened: (_, { data: { accountId, number } }) => ({ accountId, number }) },
  { key: ({ data }) => data.accountId },
)

export const paymentRequests = projector('payment-requests', [
  requests,
  payments,
  accounts,
  customerNames(requestCustomerTable),
])
