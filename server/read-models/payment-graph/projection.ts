/** Adds each completed transfer between customers' accounts to its edge. */
import { THE_BANK } from '../../domain/the-bank.ts'
import { customerNames } from '../customer-names.ts'
import { fold, projector } from '../projection.ts'
import { graphAccountTable, graphCustomerTable, paymentEdgeTable } from './table.ts'

const edges = fold(
  paymentEdgeTable,
  {
    TransferCompleted: (row, { data, createdAt, globalPosition }) => {
      const { fromAccountId, fromCustomerId, toAccountId, toCustomerId, money } = data
      // What goes to another bank ends at the bank's own account: everybody would be everybody's neighbour by it.
      if (fromCustomerId === THE_BANK || toCustomerId === THE_BANK) return undefined
      return {
        edge: `${fromAccountId} ${toAccountId}`,
        fromAccountId,
        fromCustomerId,
        toAccountId,
        toCustomerId,
        currency: money.currency,
        payments: (row?.payments ?? 0) + 1,
        amount: (row?.amount ?? 0n) + money.amountMinor,
        firstAt: row?.firstAt ?? createdAt,
        lastAt: createdAt,
        lastPosition: globalPosition,
      }
    },
  },
  { key: ({ data }) => `${data.fromAccountId} ${data.toAccountId}` },
)

const accounts = fold(
  graphAccountTable,
  {
    AccountOpened: (_, { data: { accountId, customerId, number } }) => ({ accountId, customerId, number }),
  },
  { key: ({ data }) => data.accountId },
)

export const paymentGraph = projector('payment-graph', [edges, accounts, customerNames(graphCustomerTable)])
