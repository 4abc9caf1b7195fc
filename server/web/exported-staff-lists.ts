/** Lists that only the bank's own people have, and what stands in their columns. */
import type { FraudAlert } from '../read-models/fraud-alerts/queries.ts'
import type { PaymentRow } from '../read-models/payments/queries.ts'
import type { FoundCustomer } from '../read-models/transactions/customer-search.ts'
import type { ReviewRow } from '../read-models/transfers/reviews.ts'
import { amountOf, fromAndTo } from './exported-columns.ts'
import type { Caller, ExportedList } from './list-export.ts'

const fraudAlerts: ExportedList<FraudAlert> = {
  path: 'fraud.alerts',
  ask: (caller, input) => caller.fraud.alerts(input),
  columns: {
    at: ({ at }) => at,
    rule: ({ rule }) => rule,
    severity: ({ severity }) => severity,
    explanation: ({ explanation }) => explanation,
    ...amountOf<FraudAlert>(),
    ...fromAndTo<FraudAlert>(),
    hands: ({ hands }) => hands.map(({ name }) => name).join('; '),
    transferId: ({ transferId }) => transferId,
    alertId: ({ alertId }) => alertId,
  },
}

const reviews: ExportedList<ReviewRow> = {
  path: 'reviews.list',
  ask: (caller, input) => caller.reviews.list(input),
  columns: {
    createdAt: ({ createdAt }) => createdAt,
    status: ({ status }) => status,
    ...amountOf<ReviewRow>(),
    description: ({ description }) => description,
    ...fromAndTo<ReviewRow>(),
    approvals: ({ review }) => review.approvals.length,
    missing: ({ review }) => review.missing,
    expiresAt: ({ expiresAt }) => expiresAt,
    transferId: ({ transferId }) => transferId,
  },
}

/** Between banks. */
const payments: ExportedList<PaymentRow> = {
  path: 'payments.list',
  ask: (caller, input) => caller.payments.list(input),
  columns: {
    direction: ({ direction }) => direction,
    status: ({ status }) => status,
    ...amountOf<PaymentRow>(),
    inSuspense: ({ inSuspense }) => inSuspense.amount,
    reference: ({ reference }) => reference,
    accountId: ({ accountId }) => accountId,
    clearingAccountId: ({ clearing }) => clearing?.accountId,
    transferId: ({ transferId }) => transferId,
  },
}

const customers: ExportedList<FoundCustomer> = {
  path: 'customers.search',
  // The words are asked for by the procedure itself.
  ask: (caller, input) => caller.customers.search(input as Parameters<Caller['customers']['search']>[0]),
  columns: {
    name: ({ name }) => name,
    accounts: ({ accounts }) => accounts.map(({ currency, number }) => `${currency} ${number}`).join('; '),
    customerId: ({ customerId }) => customerId,
  },
}

export const staffLists = { 'fraud-alerts': fraudAlerts, reviews, payments, customers } as const
