/** A row for every movement, and lookups for the names and numbers that are joined to it. */
import type { MoneyDeposited, MoneyWithdrawn } from '../../domain/bank-account/events.ts'
import type { StoredEvent } from '../../domain/event.ts'
import { customerNames } from '../customer-names.ts'
import { append, existing, fold, projector, type StoredEventOf } from '../projection.ts'
import {
  type Direction,
  transactionAccountTable,
  transactionCustomerTable,
  transactionTable,
} from './table.ts'

const movement = (event: StoredEvent<MoneyDeposited | MoneyWithdrawn>, direction: Direction) => ({
  position: event.globalPosition,
  accountId: event.data.accountId,
  transferId: event.data.transfer?.transferId ?? null,
  direction,
  amount: event.data.money.amountMinor,
  currency: event.data.money.currency,
  balanceAfter: event.data.balanceAfter.amountMinor,
  description: event.data.description,
  counterpartyAccountId: event.data.transfer?.counterpartyAccountId ?? null,
  at: event.createdAt,
})

const movements = append(
  transactionTable,
  {
    MoneyDeposited: (event) => [movement(event, 'in')],
    MoneyWithdrawn: (event) => [movement(event, 'out')],
  },
  { key: ({ data }) => data.accountId, keyProperty: 'accountId' },
)

type Account = typeof transactionAccountTable.$inferSelect
type HoldChange = 'MoneyHeld' | 'HoldSettled' | 'HoldReleased'
const heldAfter = (row: Account | undefined, event: StoredEventOf<HoldChange>): Account => ({
  ...existing(row),
  held: event.data.heldAfter.amountMinor,
})

const accounts = fold(
  transactionAccountTable,
  {
    AccountOpened: (_, { data: { accountId, customerId, number, currency } }) => ({
      accountId,
      customerId,
      number,
      currency,
      held: 0n,
    }),
    MoneyHeld: heldAfter,
    HoldSettled: heldAfter,
    HoldReleased: heldAfter,
  },
  { key: ({ data }) => data.accountId },
)

const customers = customerNames(transactionCustomerTable)

export const transactions = projector('transactions', [movements, accounts, customers])
