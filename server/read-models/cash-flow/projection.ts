/** What comes in and goes out, by account and period; what only goes between accounts of one owner is told apart. */
import type { MoneyDeposited, MoneyWithdrawn } from '../../domain/bank-account/events.ts'
import type { StoredEvent } from '../../domain/event.ts'
import { periodOf } from '../periods.ts'
import { append, fold, projector } from '../projection.ts'
import {
  cashFlowAccountTable,
  cashFlowExchangeTable,
  cashFlowOwnTransferTable,
  cashFlowTable,
} from './table.ts'

type Row = typeof cashFlowTable.$inferSelect
type Movement = StoredEvent<MoneyDeposited | MoneyWithdrawn>

const idOf = ({ data, createdAt }: Movement) => `${data.accountId} ${periodOf(createdAt).toISOString()}`

const before = (row: Row | undefined, event: Movement): Row => ({
  ...(row ?? {
    id: idOf(event),
    accountId: event.data.accountId,
    period: periodOf(event.createdAt),
    currency: event.data.money.currency,
    in: 0n,
    inCount: 0,
    out: 0n,
    outCount: 0,
  }),
  lastPosition: event.globalPosition,
})

const flows = fold(
  cashFlowTable,
  {
    MoneyDeposited: (row, event) => {
      const now = before(row, event)
      return { ...now, in: now.in + event.data.money.amountMinor, inCount: now.inCount + 1 }
    },
    MoneyWithdrawn: (row, event) => {
      const now = before(row, event)
      return { ...now, out: now.out + event.data.money.amountMinor, outCount: now.outCount + 1 }
    },
  },
  { key: (event) => idOf(event) },
)

const ownTransfers = append(
  cashFlowOwnTransferTable,
  {
    TransferCompleted: ({ data, globalPosition, createdAt }) =>
      data.fromCustomerId === data.toCustomerId
        ? [
            {
              position: globalPosition,
              customerId: data.fromCustomerId,
              fromAccountId: data.fromAccountId,
              toAccountId: data.toAccountId,
              currency: data.money.currency,
              amount: data.money.amountMinor,
              at: createdAt,
            },
          ]
        : [],
  },
  { key: ({ data }) => data.transferId },
)

const exchanges = append(
  cashFlowExchangeTable,
  {
    ExchangeCompleted: ({ data, globalPosition, createdAt }) => [
      {
        position: globalPosition,
        customerId: data.customerId,
        fromAccountId: data.fromAccountId,
        toAccountId: data.toAccountId,
        soldCurrency: data.sell.currency,
        sold: data.sell.amountMinor,
        boughtCurrency: data.buy.currency,
        bought: data.buy.amountMinor,
        at: createdAt,
      },
    ],
  },
  { key: ({ data }) => data.quoteId },
)

const accounts = fold(
  cashFlowAccountTable,
  { AccountOpened: (_, { data: { accountId, customerId } }) => ({ accountId, customerId }) },
  { key: ({ data }) => data.accountId },
)

export const cashFlow = projector('cash-flow', [flows, ownTransfers, exchanges, accounts])
