/** Which lists can be had as files, and what stands in their columns. A new one is an entry here. */
import type { Columns } from '../exports/csv/table.ts'
import type { AccountRow } from '../read-models/account-summaries/queries.ts'
import type { NotificationRow } from '../read-models/notifications/queries.ts'
import type { PayeeRow } from '../read-models/payees/queries.ts'
import type { PaymentRequestRow } from '../read-models/payment-requests/queries.ts'
import type { UpcomingRow } from '../read-models/standing-orders/queries.ts'
import type { OccurrenceRow, StandingOrderRow } from '../read-models/standing-orders/stored-order.ts'
import type { TransactionRow } from '../read-models/transactions/stored-transaction.ts'
import type { TransferRow } from '../read-models/transfers/queries.ts'
import { askForStatements, type StatementOfAccount } from './asked-statements.ts'
import { amountOf, fromAndTo } from './exported-columns.ts'
import { staffLists } from './exported-staff-lists.ts'
import type { Caller, ExportedList } from './list-export.ts'

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
  idOf: ({ orderId }) => orderId,
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
  idOf: ({ payeeId }) => payeeId,
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

/** What is to come, of all of one's orders. */
const upcoming: ExportedList<UpcomingRow> = {
  path: 'standingOrders.upcoming',
  ask: (caller, input) => caller.standingOrders.upcoming(input),
  columns: {
    date: ({ date }) => date,
    at: ({ at }) => at,
    ...amountOf<UpcomingRow>(),
    description: ({ description }) => description,
    ...fromAndTo<UpcomingRow>(),
    orderId: ({ orderId }) => orderId,
  },
}

/** What has become of one order's dates. */
const occurrences: ExportedList<OccurrenceRow> = {
  path: 'standingOrders.occurrences',
  // The order is asked for by the procedure itself, which refuses to go without.
  ask: (caller, input) =>
    caller.standingOrders.occurrences(input as Parameters<Caller['standingOrders']['occurrences']>[0]),
  columns: {
    date: ({ date }) => date,
    outcome: ({ outcome }) => outcome,
    amount: ({ money }) => money?.amount,
    currency: ({ money }) => money?.currency,
    reason: ({ reason }) => reason,
    retryAt: ({ retryAt }) => retryAt,
    at: ({ at }) => at,
    transferId: ({ transferId }) => transferId,
  },
}

const notifications: ExportedList<NotificationRow> = {
  path: 'notifications.list',
  ask: (caller, input) => caller.notifications.list(input),
  columns: {
    at: ({ at }) => at,
    kind: ({ kind }) => kind,
    isRead: ({ isRead }) => isRead,
    amount: ({ money }) => money?.amount,
    currency: ({ money }) => money?.currency,
    counterparty: ({ counterparty }) => counterparty,
    reason: ({ reason }) => reason,
    date: ({ date }) => date,
    accountId: ({ accountId }) => accountId,
    transferId: ({ transferId }) => transferId,
    orderId: ({ orderId }) => orderId,
    requestId: ({ requestId }) => requestId,
    position: ({ position }) => position,
  },
}

const statements: ExportedList<StatementOfAccount> = {
  path: 'statements.list',
  ask: askForStatements,
  columns: {
    month: ({ month }) => month,
    accountNumber: ({ account }) => account.number,
    accountName: ({ account }) => account.name,
    status: ({ status }) => status,
    currency: ({ closing }) => closing.currency,
    opening: ({ opening }) => opening.amount,
    credits: ({ credits }) => credits.amount,
    debits: ({ debits }) => debits.amount,
    closing: ({ closing }) => closing.amount,
    entries: ({ entries }) => entries,
    accountId: ({ accountId }) => accountId,
  },
}

const lineColumns: Columns<TransactionRow> = {
  at: ({ at }) => at,
  amount: ({ direction, money: { amount } }) => (direction === 'out' ? `-${amount}` : amount),
  currency: ({ money }) => money.currency,
  description: ({ description }) => description,
  note: ({ note }) => note,
  counterpartyName: ({ counterparty }) => counterparty?.name,
  counterpartyNumber: ({ counterparty }) => counterparty?.number,
  category: ({ category }) => category,
  accountId: ({ accountId }) => accountId,
  transferId: ({ transferId }) => transferId,
  position: ({ position }) => position,
}

/** What stands behind a figure of the insights, of all accounts that it is of. */
const insightLines: ExportedList<TransactionRow> = {
  path: 'insights.transactions',
  ask: async (caller, input) => {
    const { version, data, nextCursor } = await caller.insights.transactions(input)
    return { version, data: data.lines, nextCursor }
  },
  columns: lineColumns,
}

/** The lines of all of one's accounts, or those that were picked out. */
const activity: ExportedList<TransactionRow> = {
  path: 'accounts.activity',
  ask: (caller, input) => caller.accounts.activity(input),
  columns: lineColumns,
}

/** By the name in their address. */
export const exportedLists = {
  accounts,
  transfers,
  'standing-orders': standingOrders,
  payees,
  requests,
  upcoming,
  occurrences,
  notifications,
  statements,
  'insight-lines': insightLines,
  activity,
  ...staffLists,
} as const
