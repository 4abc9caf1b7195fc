/**
 * The bank at a glance. Its own accounts are not counted: what is shown is what customers have. In and out at the counter
 * is what is no transfer.
 */
import type { MoneyDeposited, MoneyWithdrawn } from '../../domain/bank-account/events.ts'
import type { StoredEvent } from '../../domain/event.ts'
import type { StoredBankEvent } from '../../domain/events.ts'
import type { Currency, Money } from '../../domain/money.ts'
import { isReserved } from '../../domain/the-bank.ts'
import { quarterOf } from '../periods.ts'
import { fold, projector } from '../projection.ts'
import { dashboardActivityTable, dashboardCountTable, dashboardTotalTable } from './table.ts'

type Counts = typeof dashboardCountTable.$inferSelect
type Totals = typeof dashboardTotalTable.$inferSelect
type Activity = typeof dashboardActivityTable.$inferSelect
type Movement = StoredEvent<MoneyDeposited | MoneyWithdrawn>

const THE_ONE = 'bank'
const none: Counts = {
  id: THE_ONE,
  registered: 0,
  forgotten: 0,
  open: 0,
  frozen: 0,
  closed: 0,
  lastPosition: 0,
}

const counted = (
  row: Counts | undefined,
  { globalPosition }: StoredBankEvent,
  change: Partial<Record<'registered' | 'forgotten' | 'open' | 'frozen' | 'closed', 1 | -1>>,
): Counts => {
  const counts: Counts = { ...none, ...row, lastPosition: globalPosition }
  for (const name of ['registered', 'forgotten', 'open', 'frozen', 'closed'] as const)
    counts[name] += change[name] ?? 0
  return counts
}

const counts = fold(
  dashboardCountTable,
  {
    CustomerRegistered: (row, event) => counted(row, event, { registered: 1 }),
    CustomerForgotten: (row, event) => counted(row, event, { registered: -1, forgotten: 1 }),
    AccountOpened: (row, event) => counted(row, event, event.data.product === 'internal' ? {} : { open: 1 }),
    AccountFrozen: (row, event) => counted(row, event, { open: -1, frozen: 1 }),
    AccountUnfrozen: (row, event) => counted(row, event, { frozen: -1, open: 1 }),
    AccountClosed: (row, event) => counted(row, event, { open: -1, closed: 1 }),
  },
  { key: () => THE_ONE },
)

const totalled = (
  row: Totals | undefined,
  {
    globalPosition,
    data: { accountId },
  }: { globalPosition: number; data: { accountId: Movement['data']['accountId'] } },
  currency: Currency,
  { accounts = 0, balance = 0n, held = 0n }: { accounts?: number; balance?: bigint; held?: bigint },
): Totals => {
  const now = row ?? { currency, accounts: 0, balance: 0n, held: 0n }
  if (isReserved(accountId)) return { ...now, lastPosition: globalPosition }
  return {
    currency,
    accounts: now.accounts + accounts,
    balance: now.balance + balance,
    held: now.held + held,
    lastPosition: globalPosition,
  }
}
const minor = ({ data }: { readonly data: { readonly money: Money } }) => data.money.amountMinor

const totals = fold(
  dashboardTotalTable,
  {
    AccountOpened: (row, event) => totalled(row, event, event.data.currency, { accounts: 1 }),
    MoneyDeposited: (row, event) =>
      totalled(row, event, event.data.money.currency, { balance: minor(event) }),
    MoneyWithdrawn: (row, event) =>
      totalled(row, event, event.data.money.currency, { balance: -minor(event) }),
    MoneyHeld: (row, event) => totalled(row, event, event.data.money.currency, { held: minor(event) }),
    HoldSettled: (row, event) => totalled(row, event, event.data.money.currency, { held: -minor(event) }),
    HoldReleased: (row, event) => totalled(row, event, event.data.money.currency, { held: -minor(event) }),
  },
  { key: ({ data }) => ('money' in data ? data.money.currency : data.currency) },
)

type Dated = {
  readonly globalPosition: number
  readonly createdAt: Date
  readonly data: { readonly money: Money }
}
const idOf = ({ data, createdAt }: Dated) => `${data.money.currency} ${quarterOf(createdAt).toISOString()}`

/** Of customers: the bank's own accounts are nobody's at the counter. */
const changed = (
  row: Activity | undefined,
  event: Dated & { readonly data: { readonly accountId: Movement['data']['accountId'] } },
  { balance = 0n, held = 0n }: { balance?: bigint; held?: bigint },
): Activity => {
  const now = active(row, event)
  return isReserved(event.data.accountId)
    ? now
    : { ...now, balanceChange: now.balanceChange + balance, heldChange: now.heldChange + held }
}

const active = (row: Activity | undefined, event: Dated): Activity => ({
  ...(row ?? {
    id: idOf(event),
    currency: event.data.money.currency,
    quarter: quarterOf(event.createdAt),
    transfers: 0,
    transferred: 0n,
    deposits: 0,
    deposited: 0n,
    withdrawals: 0,
    withdrawn: 0n,
    balanceChange: 0n,
    heldChange: 0n,
  }),
  lastPosition: event.globalPosition,
})

const isAtCounter = ({ data: { transfer, accountId } }: Movement) =>
  transfer === null && !isReserved(accountId)

const activity = fold(
  dashboardActivityTable,
  {
    MoneyDeposited: (row, event) => {
      const now = changed(row, event, { balance: minor(event) })
      return isAtCounter(event)
        ? { ...now, deposits: now.deposits + 1, deposited: now.deposited + minor(event) }
        : now
    },
    MoneyWithdrawn: (row, event) => {
      const now = changed(row, event, { balance: -minor(event) })
      return isAtCounter(event)
        ? { ...now, withdrawals: now.withdrawals + 1, withdrawn: now.withdrawn + minor(event) }
        : now
    },
    TransferCompleted: (row, event) => {
      const now = active(row, event)
      return { ...now, transfers: now.transfers + 1, transferred: now.transferred + minor(event) }
    },
    MoneyHeld: (row, event) => changed(row, event, { held: minor(event) }),
    HoldSettled: (row, event) => changed(row, event, { held: -minor(event) }),
    HoldReleased: (row, event) => changed(row, event, { held: -minor(event) }),
  },
  { key: (event) => idOf(event) },
)

export const bankDashboard = projector('bank-dashboard', [counts, totals, activity])
