/** Each transfer's status and history, and lookups for the names and numbers of both ends. */
import { customerNames } from '../customer-names.ts'
import { fold, projector } from '../projection.ts'
import { transferAccountTable, transferCustomerTable, transferTable } from './table.ts'

const allTransfers = fold(
  transferTable,
  {
    TransferCompleted: (_, { data, createdAt, globalPosition }) => ({
      transferId: data.transferId,
      fromAccountId: data.fromAccountId,
      fromCustomerId: data.fromCustomerId,
      toAccountId: data.toAccountId,
      toCustomerId: data.toCustomerId,
      amount: data.money.amountMinor,
      currency: data.money.currency,
      description: data.description,
      status: 'completed',
      history: [{ status: 'completed', at: createdAt.toISOString(), position: globalPosition }],
      createdAt,
      position: globalPosition,
      lastPosition: globalPosition,
    }),
  },
  { key: ({ data }) => data.transferId },
)

const accounts = fold(
  transferAccountTable,
  {
    AccountOpened: (_, { data: { accountId, customerId, number } }) => ({ accountId, customerId, number }),
  },
  { key: ({ data }) => data.accountId },
)

const customers = customerNames(transferCustomerTable)

export const transfers = projector('transfers', [allTransfers, accounts, customers])
