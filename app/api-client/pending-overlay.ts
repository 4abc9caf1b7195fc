/**
 * What this person has asked for and the read models have not shown yet, laid over the bank's answers.
 *
 * Cached answers are never edited. What a screen shows is computed anew from two things: an answer with the version
 * that it shows, and the orders which that version has not reached. So each is counted once at every moment, in whatever
 * order answers, acceptances and rejections come in. An order of whatever kind is laid over by what it moves, and by
 * nothing else (./orders.ts).
 */
import { formatDecimal, parseDecimal, type WireMoney } from '../../server/domain/decimal.ts'
import {
  isHeldFirst,
  movesOn,
  type Party,
  type PendingState,
  type PendingTransfer,
  type TransferOrder,
} from './orders.ts'

export {
  type Failure,
  type HeldFor,
  isHeldFirst,
  isInFlight,
  type Party,
  type PendingState,
  type PendingTransfer,
  type TransferOrder,
} from './orders.ts'

export type Overlay = readonly PendingTransfer[]

export const emptyOverlay: Overlay = []

/**
 * Takes in news of one transfer, from this tab or another. News may come twice and out of order: an acceptance is
 * never undone, a failure only by an acceptance, and one transfer's news leaves every other as it is.
 */
export const merge = (overlay: Overlay, news: PendingTransfer): Overlay => {
  const known = overlay.find(({ transferId }) => transferId === news.transferId)
  if (!known) return [...overlay, news]
  if (finality(news.state) < finality(known.state) || known.state.status === 'accepted') return overlay
  return overlay.map((entry) =>
    entry.transferId === news.transferId ? { ...entry, state: news.state } : entry,
  )
}

const finality = ({ status }: PendingState): number =>
  status === 'accepted' ? 2 : status === 'failed' ? 1 : 0

export const without = (overlay: Overlay, transferIds: ReadonlySet<string>): Overlay =>
  overlay.filter(({ transferId }) => !transferIds.has(transferId))

/** Whether an answer of this version does not hold the transfer yet, so that it must be laid over it. */
export const weighsOn = ({ state }: PendingTransfer, version: number): boolean => {
  switch (state.status) {
    case 'sending':
    case 'unknown':
      return true
    case 'accepted':
      return state.version > version
    case 'failed':
      return false
  }
}

/** The accepted transfers that a read model at this position has passed. */
export const passedAt = (overlay: Overlay, position: number): PendingTransfer[] =>
  overlay.filter(({ state }) => state.status === 'accepted' && state.version <= position)

export type Balances = {
  readonly accountId: string
  readonly balance: WireMoney
  readonly held: WireMoney
  readonly available: WireMoney
}

/**
 * An account as a person should see it. Money going out leaves balance and available at once. Money coming from another
 * account of one's own joins the balance at once, so that totals stand still, but is available only once accepted:
 * nobody should be invited to spend what may never arrive. What can still be called back is held: it stays in the
 * balance, cannot be spent, and has reached nobody.
 */
export const layOver = <Account extends Balances>(
  account: Account,
  version: number,
  overlay: Overlay,
): Account & { readonly pendingTransfers: number } => {
  let balance = 0n
  let available = 0n
  let held = 0n
  let pendingTransfers = 0
  for (const entry of overlay) {
    if (!weighsOn(entry, version)) continue
    for (const { direction, money } of movesOn(entry, account.accountId)) {
      if (money.currency !== account.balance.currency) continue
      const amount = minorUnits(money)
      if (isHeldFirst(entry)) {
        held += amount
        available -= amount
        continue
      }
      pendingTransfers += 1
      if (direction === 'out') {
        balance -= amount
        available -= amount
        continue
      }
      balance += amount
      if (entry.state.status === 'accepted') available += amount
    }
  }
  if (pendingTransfers === 0 && held === 0n) return { ...account, pendingTransfers }
  return {
    ...account,
    balance: plus(account.balance, balance),
    held: plus(account.held, held),
    available: plus(account.available, available),
    pendingTransfers,
  }
}

/** What is on an account by an answer that tells no more of it than that, such as a book or a chart; and what weighs on it. */
export const balanceWith = (
  { accountId, balance }: Pick<Balances, 'accountId' | 'balance'>,
  version: number,
  overlay: Overlay,
): { readonly balance: WireMoney; readonly pendingTransfers: number } => {
  const laid = layOver({ accountId, balance, held: balance, available: balance }, version, overlay)
  return { balance: laid.balance, pendingTransfers: laid.pendingTransfers }
}

/** Exact: minor units, never floating point. */
export const minorUnits = ({ amount, currency }: WireMoney): bigint => {
  const units = parseDecimal(amount, currency)
  if (units === undefined) throw new TypeError(`Not an amount of ${currency}: ${amount}`)
  return units
}

const plus = (money: WireMoney, minor: bigint): WireMoney => ({
  amount: formatDecimal(minorUnits(money) + minor, money.currency),
  currency: money.currency,
})

export const sumByCurrency = (amounts: readonly WireMoney[]): WireMoney[] => {
  const totals = new Map<WireMoney['currency'], bigint>()
  for (const money of amounts)
    totals.set(money.currency, (totals.get(money.currency) ?? 0n) + minorUnits(money))
  return [...totals].map(([currency, minor]) => ({ amount: formatDecimal(minor, currency), currency }))
}

/** A line for money that is on its way, or held: not in the account's book yet. */
export type PendingMovement = {
  /** Its money is what moves on this account, in this account's currency. */
  readonly transfer: Pick<TransferOrder, 'transferId' | 'money' | 'description'>
  readonly accountId: string
  readonly direction: 'in' | 'out'
  readonly counterparty: Party
  readonly mark: 'pending' | 'unknown' | 'held'
}

/** A held transfer as the bank tells of it. */
export type HeldTransfer = Pick<TransferOrder, 'transferId' | 'money' | 'description' | 'from' | 'to'>

/** The lines to show above an account's transactions, newest first. A line that the answer holds is never shown twice. */
export const pendingMovements = (
  overlay: Overlay,
  accountId: string,
  answer: { readonly version: number; readonly transferIds: ReadonlySet<string | null> },
): PendingMovement[] =>
  overlay
    .filter(
      (entry) =>
        !isHeldFirst(entry) && weighsOn(entry, answer.version) && !answer.transferIds.has(entry.transferId),
    )
    .flatMap((entry) =>
      movesOn(entry, accountId).map(({ direction, counterparty, money }): PendingMovement => {
        const { transferId, description, state } = entry
        const mark = state.status === 'unknown' ? 'unknown' : 'pending'
        return { transfer: { transferId, money, description }, accountId, direction, counterparty, mark }
      }),
    )
    .reverse()

/**
 * The lines for money that is held on an account, newest first: those that the bank tells of, and above them those that
 * its answer cannot know yet. Only on the account that pays: nothing has reached the other one. What stands in the
 * account's book already (`booked`) is not held any more, whatever an older answer says.
 */
export const heldMovements = (
  overlay: Overlay,
  accountId: string,
  answer: { readonly version: number; readonly data: readonly HeldTransfer[] },
  booked: ReadonlySet<string | null> = new Set(),
): PendingMovement[] => {
  const line = (transfer: HeldTransfer, mark: PendingMovement['mark']): PendingMovement[] =>
    transfer.from.accountId === accountId && !booked.has(transfer.transferId)
      ? [{ transfer, accountId, direction: 'out', counterparty: transfer.to, mark }]
      : []
  const told = new Set(answer.data.map(({ transferId }) => transferId))
  const asked = overlay.filter(
    (entry) => isHeldFirst(entry) && weighsOn(entry, answer.version) && !told.has(entry.transferId),
  )
  return [
    ...asked.flatMap((entry) => line(entry, entry.state.status === 'unknown' ? 'unknown' : 'held')).reverse(),
    ...answer.data.flatMap((transfer) => line(transfer, 'held')),
  ]
}
