/** What holds after every command, whatever was asked for: of the bank's states, and of the log that they follow from. */
import { expect } from 'vitest'
import { available, type BankAccount, isInternal } from '../../server/domain/bank-account/decider.ts'
import { type AccountId, accountStream } from '../../server/domain/ids.ts'
import type { TransferCompleted } from '../../server/domain/transfer/events.ts'
import type { LoggedEvent, PureBank } from './pure-bank.ts'

type Opened = Exclude<BankAccount, { status: 'none' }>

const accountsOf = (bank: PureBank): Opened[] =>
  [...bank.states]
    .filter(([streamId]) => streamId.startsWith('BankAccount-'))
    .map(([, state]) => state as BankAccount)
    .filter((state): state is Opened => state.status !== 'none')

/**
 * In each currency debits equal credits in each transfer, and all balances, the bank's own included, are what was paid in
 * at the counter less what was paid out.
 */
export const expectMoneyConserved = (bank: PureBank): void => {
  const sums = new Map<string, bigint>()
  const add = (key: string, amount: bigint) => sums.set(key, (sums.get(key) ?? 0n) + amount)
  for (const { balance } of accountsOf(bank)) add(balance.currency, balance.amountMinor)
  for (const { event } of bank.log)
    if (event.type === 'MoneyDeposited' || event.type === 'MoneyWithdrawn') {
      const { money, transfer } = event.data
      const amount = event.type === 'MoneyDeposited' ? money.amountMinor : -money.amountMinor
      if (transfer === null) add(money.currency, -amount)
      else add(`${transfer.transferId} ${money.currency}`, amount)
    }
  for (const [key, sum] of sums) if (sum !== 0n) expect(sum, key).toBe(0n)
}

/** Nobody has spent more than they may, and what is held on an account is the sum of its holds: of all, or of these. */
export const expectCovered = (bank: PureBank, those?: ReadonlySet<AccountId>): void => {
  const accounts = those
    ? [...those].map((id) => bank.stateOf(accountStream(id)) as Opened)
    : accountsOf(bank)
  for (const account of accounts) {
    if (!isInternal(account)) expect(available(account).amountMinor).toBeGreaterThanOrEqual(0n)
    const sum = Object.values(account.holds).reduce((total, one) => total + one.money.amountMinor, 0n)
    expect(account.held.amountMinor).toBe(sum)
  }
}

/**
 * Every hold and every transfer ends at most once, and only what was begun; in between, the two agree. Answers how many
 * transfers have come to what.
 */
export const expectEndedOnce = (log: readonly LoggedEvent[]): Map<string, number> => {
  const holds = new Map<string, string>()
  const transfers = new Map<string, string>()
  const move = (states: Map<string, string>, id: string, [from, to]: [string | undefined, string]) => {
    expect(states.get(id)).toBe(from)
    states.set(id, to)
  }
  for (const { event } of log)
    switch (event.type) {
      case 'MoneyHeld':
        move(holds, event.data.transferId, [undefined, 'held'])
        break
      case 'HoldSettled':
      case 'HoldReleased':
        move(holds, event.data.transferId, ['held', 'over'])
        break
      case 'TransferHeld':
        move(transfers, event.data.transferId, [undefined, 'held'])
        break
      case 'TransferCompleted': {
        const { transferId } = event.data
        move(transfers, transferId, [holds.has(transferId) ? 'held' : undefined, 'completed'])
        break
      }
      case 'TransferCancelled':
        move(transfers, event.data.transferId, ['held', 'cancelled'])
        break
      case 'TransferFailed':
        move(transfers, event.data.transferId, ['held', 'failed'])
        break
      case 'TransferDeclined':
        move(transfers, event.data.transferId, ['held', 'declined'])
        break
      case 'TransferExpired':
        move(transfers, event.data.transferId, ['held', 'expired'])
    }
  for (const [id, hold] of holds) expect(hold === 'held').toBe(transfers.get(id) === 'held')
  const counts = new Map<string, number>()
  for (const status of transfers.values()) counts.set(status, (counts.get(status) ?? 0) + 1)
  return counts
}

/**
 * No transfer is given back beyond what it has brought, and only by transfers the other way round, each of which gives
 * back one. Answers how many refunds there are.
 */
export const expectRefundsWithin = (log: readonly LoggedEvent[]): number => {
  const completed = new Map<string, TransferCompleted['data']>()
  const refunded = new Map<string, bigint>()
  const announced = new Map<string, string>()
  const made = new Map<string, string>()
  for (const { event } of log)
    if (event.type === 'TransferCompleted') completed.set(event.data.transferId, event.data)
    else if (event.type === 'RefundMade') {
      expect(announced.has(event.data.transferId)).toBe(false)
      announced.set(event.data.transferId, event.data.refundOf)
    } else if (event.type === 'TransferRefunded') {
      const { transferId, refundId, money, refundedAfter } = event.data
      const [original, refund] = [completed.get(transferId)!, completed.get(refundId)!]
      expect([refund.fromAccountId, refund.toAccountId]).toEqual([
        original.toAccountId,
        original.fromAccountId,
      ])
      expect(refund.money).toEqual(money)
      const sum = (refunded.get(transferId) ?? 0n) + money.amountMinor
      expect(refundedAfter).toEqual({ ...money, amountMinor: sum })
      expect(sum <= original.money.amountMinor).toBe(true)
      refunded.set(transferId, sum)
      expect(made.has(refundId) || refunded.has(refundId) || announced.has(transferId)).toBe(false)
      made.set(refundId, transferId)
    }
  expect(announced).toEqual(made)
  return made.size
}

/** Of each standing order, every date comes to an end at most once, and none that was left out; no transfer pays two. */
export const expectOccurrencesOnce = (log: readonly LoggedEvent[]): void => {
  const done = new Set<string>()
  const paid = new Set<string>()
  const once = (seen: Set<string>, key: string) => {
    expect(seen, key).not.toContain(key)
    seen.add(key)
  }
  for (const { event } of log)
    switch (event.type) {
      case 'OccurrenceExecuted':
        once(paid, event.data.transferId)
        once(done, `${event.data.orderId} ${event.data.date}`)
        break
      case 'OccurrenceFailed':
        once(done, `${event.data.orderId} ${event.data.date}`)
    }
}

/**
 * Every month of every account is closed that was over at `now`, once and in order, and each book is what the raw events
 * of its month add up to.
 */
export const expectBooksProved = (bank: PureBank, now: string): void => {
  const closedUntil = new Map<string, string>()
  const openedAt = new Map<string, string>()
  const closedAt = new Map<string, string>()
  const entriesOf = rawEntries(bank)
  for (const [index, { event }] of bank.log.entries()) {
    const at = bank.times[index]!.toISOString()
    if (event.type === 'AccountOpened') openedAt.set(event.data.accountId, at)
    if (event.type === 'AccountClosed') closedAt.set(event.data.accountId, at)
    if (event.type !== 'MonthClosed') continue
    const { accountId, month, from, until, opening, credits, debits, entries, closing } = event.data
    expect(from).toBe(closedUntil.get(accountId) ?? openedAt.get(accountId))
    expect([month, until <= at]).toEqual([from.slice(0, 7), true])
    closedUntil.set(accountId, until)

    const amounts = entriesOf.get(accountId) ?? []
    const within = amounts.filter((one) => from <= one.at && one.at < until).map(({ amount }) => amount)
    const sum = (of: readonly bigint[]) => of.reduce((total, one) => total + one, 0n)
    expect([opening, credits, debits, closing].map(({ amountMinor }) => amountMinor)).toEqual([
      sum(amounts.filter((one) => one.at < from).map(({ amount }) => amount)),
      sum(within.filter((amount) => amount > 0n)),
      -sum(within.filter((amount) => amount < 0n)),
      sum(amounts.filter((one) => one.at < until).map(({ amount }) => amount)),
    ])
    expect(entries).toBe(within.length)
  }
  for (const [accountId, since] of openedAt) {
    const openSince = closedUntil.get(accountId) ?? since
    const ended = closedAt.get(accountId)
    if (ended === undefined || openSince <= ended) expect(openSince.slice(0, 7)).toBe(now.slice(0, 7))
  }
}

/** By account, in the order of the log. */
const rawEntries = (bank: PureBank) => {
  const entries = bank.log.flatMap(({ event }, index) => {
    if (event.type !== 'MoneyDeposited' && event.type !== 'MoneyWithdrawn') return []
    const { accountId, money } = event.data
    const amount = event.type === 'MoneyDeposited' ? money.amountMinor : -money.amountMinor
    return [{ accountId, at: bank.times[index]!.toISOString(), amount }]
  })
  return Map.groupBy(entries, ({ accountId }) => accountId)
}
