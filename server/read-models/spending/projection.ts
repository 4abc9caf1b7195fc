/**
 * Sums of what each account spends and receives, by category. One row for an account and an other side, because what is
 * remembered is remembered of exactly that: the row knows what holds for a movement when it comes.
 */
import type { MoneyDeposited, MoneyWithdrawn } from '../../domain/bank-account/events.ts'
import { categoryOfName } from '../../domain/categories/general-rules.ts'
import type { StoredEvent } from '../../domain/event.ts'
import { displayName } from '../display-name.ts'
import { otherSideOf, writtenCategory } from '../other-side.ts'
import { periodOf } from '../periods.ts'
import { existing, fold, projector, type StoredEventOf } from '../projection.ts'
import {
  type Cell,
  type Sums,
  type SumsByCell,
  spendingAccountTable,
  spendingCustomerTable,
  spendingTable,
} from './table.ts'

type Row = typeof spendingTable.$inferSelect
type Direction = 'in' | 'out'

const keyOf = (accountId: string, otherSide: string) => `${accountId} ${otherSide}`

const emptyRow = (accountId: string, otherSide: string, counterpartyAccountId: string | null): Row => ({
  id: keyOf(accountId, otherSide),
  accountId,
  counterpartyAccountId,
  currency: null,
  rule: null,
  chosen: {},
  sums: {},
  lastPosition: 0,
})

const nothing: Sums = { out: '0', outCount: 0, in: '0', inCount: 0 }

/** Adds a movement to a cell, or takes it out again; an empty cell is left out. */
const counted = (
  cells: SumsByCell,
  cell: Cell,
  {
    direction,
    amount,
    times,
  }: { readonly direction: Direction; readonly amount: bigint; readonly times: 1 | -1 },
): SumsByCell => {
  const before = cells[cell] ?? nothing
  const sums =
    direction === 'in'
      ? { ...before, in: String(BigInt(before.in) + amount * BigInt(times)), inCount: before.inCount + times }
      : {
          ...before,
          out: String(BigInt(before.out) + amount * BigInt(times)),
          outCount: before.outCount + times,
        }
  if (sums.inCount + sums.outCount > 0) return { ...cells, [cell]: sums }
  const { [cell]: _, ...rest } = cells
  return rest
}

const moved = (
  row: Row | undefined,
  event: StoredEvent<MoneyDeposited | MoneyWithdrawn>,
  direction: Direction,
): Row => {
  const { accountId, money, transfer } = event.data
  const otherSide = otherSideOf(event.data)
  const counterparty = transfer?.counterpartyAccountId === otherSide ? otherSide : null
  const now = row ?? emptyRow(accountId, otherSide, counterparty)
  const cell: Cell = now.rule === null ? (writtenCategory(event.data) ?? '') : `=${now.rule}`
  const period = periodOf(event.createdAt).toISOString()
  return {
    ...now,
    // The row may have come into being by what is remembered from another of the customer's accounts.
    counterpartyAccountId: counterparty,
    currency: money.currency,
    sums: {
      ...now.sums,
      [period]: counted(now.sums[period] ?? {}, cell, { direction, amount: money.amountMinor, times: 1 }),
    },
    lastPosition: event.globalPosition,
  }
}

const categorised = (
  row: Row | undefined,
  { data, globalPosition }: StoredEventOf<'TransactionCategorised'>,
): Row => {
  const now = existing(row)
  const { position, direction, original, category } = data
  const reckoned: Cell =
    original.source === 'remembered' && original.category !== null
      ? `=${original.category}`
      : (original.category ?? '')
  const chosenBefore = now.chosen[position]
  const from: Cell = chosenBefore === undefined ? reckoned : `=${chosenBefore}`
  const to: Cell = category === null ? reckoned : `=${category}`
  const period = periodOf(new Date(data.at)).toISOString()
  const movement = { direction, amount: data.money.amountMinor }
  const without = counted(now.sums[period] ?? {}, from, { ...movement, times: -1 })
  const { [position]: _, ...others } = now.chosen
  return {
    ...now,
    chosen: category === null ? others : { ...others, [position]: category },
    sums: { ...now.sums, [period]: counted(without, to, { ...movement, times: 1 }) },
    lastPosition: globalPosition,
  }
}

const remembered = (
  row: Row | undefined,
  { type, data, globalPosition }: StoredEventOf<'CategoryRuleRemembered' | 'CategoryRuleForgotten'>,
): Row => ({
  ...(row ?? emptyRow(data.accountId, data.otherSide, null)),
  rule: type === 'CategoryRuleRemembered' ? data.category : null,
  lastPosition: globalPosition,
})

const sums = fold(
  spendingTable,
  {
    MoneyDeposited: (row, event) => moved(row, event, 'in'),
    MoneyWithdrawn: (row, event) => moved(row, event, 'out'),
    TransactionCategorised: categorised,
    CategoryRuleRemembered: remembered,
    CategoryRuleForgotten: remembered,
  },
  {
    key: ({ data }) => keyOf(data.accountId, 'otherSide' in data ? data.otherSide : otherSideOf(data)),
  },
)

const accounts = fold(
  spendingAccountTable,
  {
    AccountOpened: (_, { data: { accountId, customerId, product } }) => ({ accountId, customerId, product }),
  },
  { key: ({ data }) => data.accountId },
)

const customers = fold(
  spendingCustomerTable,
  {
    CustomerRegistered: (_, { data }) => ({
      customerId: data.customerId,
      category: categoryOfName(displayName(data)),
    }),
    CustomerForgotten: (_, { data }) => ({ customerId: data.customerId, category: null }),
  },
  { key: ({ data }) => data.customerId },
)

export const spending = projector('spending', [sums, accounts, customers])
