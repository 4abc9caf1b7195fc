/**
 * Sums of what each account spends and receives, by category. One row for an account and an other side, because what is
 * remembered is remembered of exactly that: the row knows what holds for a movement when it comes. What comes from another
 * bank has a row for each payment, because each says for itself who has paid, and looks at its other side's row for what
 * is remembered.
 */
import type { MoneyDeposited, MoneyWithdrawn } from '../../domain/bank-account/events.ts'
import { categoryOfName } from '../../domain/categories/general-rules.ts'
import type { StoredEvent } from '../../domain/event.ts'
import { displayName } from '../display-name.ts'
import { otherSideOf, receivedBy, writtenCategory } from '../other-side.ts'
import { periodOf } from '../periods.ts'
import { existing, fold, projector, type StoredEventOf } from '../projection.ts'
import {
  type Cell,
  type Sums,
  type SumsByCell,
  spendingAccountTable,
  spendingCustomerTable,
  spendingPayeeTable,
  spendingTable,
} from './table.ts'

type Row = typeof spendingTable.$inferSelect
type Direction = 'in' | 'out'

const keyOf = (accountId: string, otherSide: string) => `${accountId} ${otherSide}`

const emptyRow = (accountId: string, otherSide: string): Row => ({
  id: keyOf(accountId, otherSide),
  accountId,
  counterpartyAccountId: null,
  payeeId: null,
  payerCategory: null,
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
  other: Row | undefined,
): Row => {
  const { accountId, money, transfer } = event.data
  const [otherSide, payment] = [otherSideOf(event.data), receivedBy(event.data)]
  const now = row ?? emptyRow(accountId, payment ?? otherSide)
  const rule = (payment === null ? now : other)?.rule ?? null
  const cell: Cell = rule === null ? (writtenCategory(event.data) ?? '') : `=${rule}`
  const period = periodOf(event.createdAt).toISOString()
  return {
    ...now,
    // The row may have come into being by what is remembered from another of the customer's accounts.
    counterpartyAccountId: transfer?.counterpartyAccountId === otherSide ? otherSide : null,
    payeeId: transfer?.outside?.payeeId ?? null,
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

/** Of a payment whose movement was not told apart from others there is no row. */
const named = (
  row: Row | undefined,
  { data: { payerName }, globalPosition }: StoredEventOf<'PaymentReceived'>,
): Row | undefined =>
  row && { ...row, payerCategory: categoryOfName(payerName), lastPosition: globalPosition }

const remembered = (
  row: Row | undefined,
  { type, data, globalPosition }: StoredEventOf<'CategoryRuleRemembered' | 'CategoryRuleForgotten'>,
): Row => ({
  ...(row ?? emptyRow(data.accountId, data.otherSide)),
  rule: type === 'CategoryRuleRemembered' ? data.category : null,
  lastPosition: globalPosition,
})

type Summed = StoredEventOf<
  | 'MoneyDeposited'
  | 'MoneyWithdrawn'
  | 'PaymentReceived'
  | 'TransactionCategorised'
  | 'CategoryRuleRemembered'
  | 'CategoryRuleForgotten'
>['data']

const summedUnder = (data: Summed): string => {
  if ('payerName' in data) return data.transferId
  if ('transfer' in data) return receivedBy(data) ?? otherSideOf(data)
  return 'payment' in data && data.payment !== undefined ? data.payment : data.otherSide
}

const sums = fold(
  spendingTable,
  {
    MoneyDeposited: (row, event, other) => moved(row, event, 'in', other),
    MoneyWithdrawn: (row, event, other) => moved(row, event, 'out', other),
    PaymentReceived: named,
    TransactionCategorised: categorised,
    CategoryRuleRemembered: remembered,
    CategoryRuleForgotten: remembered,
  },
  {
    key: ({ data }) => keyOf(data.accountId, summedUnder(data)),
    lookedAt: ({ data }) => keyOf(data.accountId, 'transfer' in data ? otherSideOf(data) : summedUnder(data)),
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

const payees = fold(
  spendingPayeeTable,
  {
    PayeeAdded: (_, { data: { payeeId, name } }) => ({ payeeId, category: categoryOfName(name) }),
    PayeeRenamed: (_, { data: { payeeId, name } }) => ({ payeeId, category: categoryOfName(name) }),
    PayeeForgotten: (_, { data: { payeeId } }) => ({ payeeId, category: null }),
  },
  { key: ({ data }) => data.payeeId },
)

export const spending = projector('spending', [sums, accounts, customers, payees])
