/**
 * What this person has asked for and the read models have not shown yet, laid over the bank's answers.
 *
 * Cached answers are never edited. What a screen shows is computed anew from two things: an answer with the version
 * that it shows, and the transfers which that version has not reached. So a transfer is counted once at every moment,
 * in whatever order answers, acceptances and rejections come in.
 */
import { formatDecimal, parseDecimal, type WireMoney } from '../../server/domain/decimal.ts'

export type Party = { readonly accountId: string; readonly number: string; readonly name: string }

/** A transfer as it was asked for. Both ids are made once, so that sending it again is the same transfer. */
export type TransferOrder = {
  readonly transferId: string
  readonly commandId: string
  readonly from: Party
  readonly to: Party
  readonly money: WireMoney
  readonly description: string
  readonly startedAt: string
  /** For how long the money is only held, so that it can be called back; at once when left out or 0. */
  readonly settleAfterSeconds?: number
}

/** What an accepted transfer waits for: its time to be undone, or the bank's people. */
export type HeldFor = 'undoWindow' | 'review'

/**
 * Whether the money is only held at first, and moves on neither account: as it was asked for, until the bank has said what
 * has come of it. A large transfer may wait for the bank's people, however soon it was to be settled.
 */
export const isHeldFirst = ({ settleAfterSeconds = 0, state }: PendingTransfer): boolean =>
  state.status === 'accepted' && state.heldFor !== undefined ? state.heldFor !== null : settleAfterSeconds > 0

/** Why the bank said no, in words for a person, and which field of the form they concern. */
export type Failure = {
  readonly reason: string
  readonly message: string
  readonly field: 'from' | 'to' | 'amount' | 'description' | null
}

export type PendingState =
  | { readonly status: 'sending' }
  /** No answer came: the bank may or may not have written it. */
  | { readonly status: 'unknown' }
  | {
      readonly status: 'accepted'
      readonly version: number
      readonly acceptedAt: string
      /** Null when it is settled; left out where only the version is known. */
      readonly heldFor?: HeldFor | null
    }
  /** Kept only to be read: it weighs on nothing. */
  | { readonly status: 'failed'; readonly failure: Failure }

export type PendingTransfer = TransferOrder & { readonly state: PendingState }
export type Overlay = readonly PendingTransfer[]

export const emptyOverlay: Overlay = []

export const isInFlight = ({ state }: PendingTransfer): boolean =>
  state.status === 'sending' || state.status === 'unknown'

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
    if (!weighsOn(entry, version) || entry.money.currency !== account.balance.currency) continue
    const amount = minorUnits(entry.money)
    if (isHeldFirst(entry)) {
      if (entry.from.accountId !== account.accountId) continue
      held += amount
      available -= amount
      continue
    }
    if (entry.from.accountId === account.accountId) {
      balance -= amount
      available -= amount
      pendingTransfers += 1
    }
    if (entry.to.accountId === account.accountId) {
      balance += amount
      if (entry.state.status === 'accepted') available += amount
      pendingTransfers += 1
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
  readonly transfer: Pick<TransferOrder, 'transferId' | 'money' | 'description'>
  readonly accountId: string
  readonly direction: 'in' | 'out'
  readonly counterparty: Party
  readonly mark: 'pending' | 'not confirmed' | 'held'
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
    .flatMap((transfer): PendingMovement[] => {
      const mark: PendingMovement['mark'] = transfer.state.status === 'unknown' ? 'not confirmed' : 'pending'
      return [
        ...(transfer.from.accountId === accountId
          ? [{ transfer, accountId, direction: 'out' as const, counterparty: transfer.to, mark }]
          : []),
        ...(transfer.to.accountId === accountId
          ? [{ transfer, accountId, direction: 'in' as const, counterparty: transfer.from, mark }]
          : []),
      ]
    })
    .reverse()

/**
 * The lines for money that is held on an account, newest first: those that the bank tells of, and above them those that
 * its answer cannot know yet. Only on the account that pays: nothing has reached the other one.
 */
export const heldMovements = (
  overlay: Overlay,
  accountId: string,
  answer: { readonly version: number; readonly data: readonly HeldTransfer[] },
): PendingMovement[] => {
  const line = (transfer: HeldTransfer, mark: PendingMovement['mark']): PendingMovement[] =>
    transfer.from.accountId === accountId
      ? [{ transfer, accountId, direction: 'out', counterparty: transfer.to, mark }]
      : []
  const told = new Set(answer.data.map(({ transferId }) => transferId))
  const asked = overlay.filter(
    (entry) => isHeldFirst(entry) && weighsOn(entry, answer.version) && !told.has(entry.transferId),
  )
  return [
    ...asked
      .flatMap((entry) => line(entry, entry.state.status === 'unknown' ? 'not confirmed' : 'held'))
      .reverse(),
    ...answer.data.flatMap((transfer) => line(transfer, 'held')),
  ]
}
