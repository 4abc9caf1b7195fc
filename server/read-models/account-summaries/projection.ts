/** Accounts with their balance, as of the last event of each. */
import type { StoredBankEvent } from '../../domain/events.ts'
import { customerNames } from '../customer-names.ts'
import { existing, fold, projector, type StoredEventOf } from '../projection.ts'
import { accountOwnerTable, accountSummaryTable } from './table.ts'

type AccountSummary = typeof accountSummaryTable.$inferSelect
type HoldChange = 'MoneyHeld' | 'HoldSettled' | 'HoldReleased'

const changed = ({ createdAt, globalPosition }: StoredBankEvent) => ({
  updatedAt: createdAt,
  lastPosition: globalPosition,
})

const heldAfter = (row: AccountSummary | undefined, event: StoredEventOf<HoldChange>): AccountSummary => ({
  ...existing(row),
  held: event.data.heldAfter.amountMinor,
  ...changed(event),
})

const accounts = fold(
  accountSummaryTable,
  {
    AccountOpened: (_, event) => ({
      accountId: event.data.accountId,
      customerId: event.data.customerId,
      number: event.data.number,
      name: event.data.name,
      product: event.data.product,
      currency: event.data.currency,
      status: 'open',
      balance: 0n,
      held: 0n,
      overdraftLimit: 0n,
      openedAt: event.createdAt,
      ...changed(event),
    }),
    MoneyDeposited: (row, event) => ({
      ...existing(row),
      balance: event.data.balanceAfter.amountMinor,
      ...changed(event),
    }),
    MoneyWithdrawn: (row, event) => ({
      ...existing(row),
      balance: event.data.balanceAfter.amountMinor,
      ...changed(event),
    }),
    MoneyHeld: heldAfter,
    HoldSettled: heldAfter,
    HoldReleased: heldAfter,
    AccountRenamed: (row, event) => ({ ...existing(row), name: event.data.name, ...changed(event) }),
    OverdraftLimitSet: (row, event) => ({
      ...existing(row),
      overdraftLimit: event.data.limit.amountMinor,
      ...changed(event),
    }),
    AccountFrozen: (row, event) => ({ ...existing(row), status: 'frozen', ...changed(event) }),
    AccountUnfrozen: (row, event) => ({ ...existing(row), status: 'open', ...changed(event) }),
    AccountClosed: (row, event) => ({
      ...existing(row),
      status: 'closed',
      overdraftLimit: 0n,
      ...changed(event),
    }),
  },
  { key: ({ data }) => data.accountId },
)

const owners = customerNames(accountOwnerTable)

export const accountSummaries = projector('account-summaries', [accounts, owners])
