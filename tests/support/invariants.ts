/** What holds after every command, whatever was asked for: of the bank's states, and of the log that they follow from. */
import { expect } from 'vitest'
import { available, type BankAccount, isInternal } from '../../server/domain/bank-account/decider.ts'
import type { LoggedEvent, PureBank } from './pure-bank.ts'

type Opened = Exclude<BankAccount, { status: 'none' }>

const accountsOf = (bank: PureBank): Opened[] =>
  [...bank.states]
    .filter(([streamId]) => streamId.startsWith('BankAccount-'))
    .map(([, state]) => state as BankAccount)
    .filter((state): state is Opened => state.status !== 'none')

/** In each currency all balances, the bank's own included, are what was paid in at the counter less what was paid out. */
export const expectMoneyConserved = (bank: PureBank): void => {
  const totals = new Map<string, bigint>()
  const add = (currency: string, amount: bigint) =>
    totals.set(currency, (totals.get(currency) ?? 0n) + amount)
  for (const { balance } of accountsOf(bank)) add(balance.currency, balance.amountMinor)
  for (const { event } of bank.log)
    if (event.type === 'MoneyDeposited' || event.type === 'MoneyWithdrawn') {
      const { money, transfer } = event.data
      if (transfer === null)
        add(money.currency, event.type === 'MoneyDeposited' ? -money.amountMinor : money.amountMinor)
    }
  for (const [currency, difference] of totals) expect(difference, currency).toBe(0n)
}

/** Nobody has spent more than they may, and what is held on an account is the sum of its holds. */
export const expectCovered = (bank: PureBank): void => {
  for (const account of accountsOf(bank)) {
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
