/** Which lists can be had as files, and what stands in their columns. A new one is an entry here. */
import type { WireMoney } from '../domain/money.ts'
import type { Columns } from '../exports/csv/table.ts'
import type { AccountRow } from '../read-models/account-summaries/queries.ts'
import type { FraudAlert } from '../read-models/fraud-alerts/queries.ts'
import type { PayeeRow } from '../read-models/payees/queries.ts'
import type { PaymentRequestRow } from '../read-models/payment-requests/queries.ts'
import type { StandingOrderRow } from '../read-models/standing-orders/stored-order.ts'
import type { TransferRow } from '../read-models/transfers/queries.ts'
import type { ExportedList } from './list-export.ts'

type Party = { readonly number: string; readonly name: string }

const amountOf = <Row extends { readonly money: WireMoney }>(): Columns<Row> => ({
  amount: ({ money }) => money.amount,
  currency: ({ money }) => money.currency,
})

const fromAndTo = <Row extends { readonly from: Party; readonly to: Party }>(): Columns<Row> => ({
  fromName: ({ from }) => from.name,
  fromNumber: ({ from }) => from.number,
  toName: ({ to }) => to.name,
  toNumber: ({ to }) => to.number,
})

const accounts: ExportedList<AccountRow> = {
  path: 'accounts.list',
  ask: (caller, input) => caller.accounts.list(input),
  columns: {
    number: ({ number }) => number,
    name: ({ name }) => name,
    ownerName: ({ owner }) => owner.name,
    product: ({ product }) => product,
    currency: ({ currency }) => currency,
    status: ({ status }) => status,
    balance: ({ balance }) => balance.amount,
    held: ({ held }) => held.amount,
    overdraftLimit: ({ overdraftLimit }) => overdraftLimit.amount,
    available: ({ available }) => available.amount,
    openedAt: ({ openedAt }) => openedAt,
    accountId: ({ accountId }) => accountId,
    customerId: ({ owner }) => owner.customerId,
  },
}

const transfers: ExportedList<TransferRow> = {
  path: 'transfers.list',
  ask: (caller, input) => caller.transfers.list(input),
  columns: {
    createdAt: ({ createdAt }) => createdAt,
    status: ({ status }) => status,
    ...amountOf<TransferRow>(),
    description: ({ description }) => description,
    ...fromAndTo<TransferRow>(),
    refunded: ({ refunded }) => refunded.amount,
    refundOf: ({ refundOf }) => refundOf,
    transferId: ({ transferId }) => transferId,
  },
}

const standingOrders: ExportedList<StandingOrderRow> = {
  path: 'standingOrders.list',
  ask: (caller, input) => caller.standingOrders.list(input),
  columns: {
    createdAt: ({ createdAt }) => createdAt,
    status: ({ status }) => status,
    ...amountOf<StandingOrderRow>(),
    description: ({ description }) => description,
    ...fromAndTo<StandingOrderRow>(),
    frequency: ({ schedule }) => schedule.frequency,
    firstDate: ({ schedule }) => schedule.firstDate,
    lastDate: ({ schedule }) => schedule.lastDate,
    nextDate: ({ next }) => next?.date,
    skippedDates: ({ skipped }) => skipped.join(' '),
    orderId: ({ orderId }) => orderId,
  },
}

const payees: ExportedList<PayeeRow> = {
  path: 'payees.list',
  ask: (caller, input) => caller.payees.list(input),
  columns: {
    name: ({ name }) => name,
    number: ({ number }) => number,
    bank: ({ bank }) => bank,
    isTrusted: ({ isTrusted }) => isTrusted,
    addedAt: ({ addedAt }) => addedAt,
    payeeId: ({ payeeId }) => payeeId,
  },
}

const requests: ExportedList<PaymentRequestRow> = {
  path: 'requests.list',
  ask: (caller, input) => caller.requests.list(input),
  columns: {
    createdAt: ({ createdAt }) => createdAt,
    direction: ({ direction }) => direction,
    status: ({ status }) => status,
    ...amountOf<PaymentRequestRow>(),
    description: ({ description }) => description,
    payerName: ({ payer }) => payer.name,
    payerNumber: ({ payer }) => payer.number,
    toName: ({ to }) => to.name,
    toNumber: ({ to }) => to.number,
    expiresAt: ({ expiresAt }) => expiresAt,
    endedAt: ({ endedAt }) => endedAt,
    splitId: ({ split }) => split?.splitId,
    requestId: ({ requestId }) => requestId,
  },
}

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

/** By the name in their address. */
export const exportedLists = {
  accounts,
  transfers,
  'standing-orders': standingOrders,
  payees,
  requests,
  'fraud-alerts': fraudAlerts,
} as const
