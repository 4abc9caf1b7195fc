/**
 * The bank's own sums, taken from the log alone. Of each transfer, in each currency, debits equal credits. And in total:
 * all balances together, the bank's own accounts included, are what was paid in at the counter and not paid out again. A
 * movement that belongs to no transfer is the counter's, whose other side is the cash in its drawer.
 */
import { expect } from 'vitest'
import type { BankEvent } from '../../server/domain/events.ts'

export const createConservation = () => {
  const balances = new Map<string, bigint>()
  const sums = new Map<string, bigint>()
  const paidIn = new Map<string, bigint>()
  /** By transfer and currency: what it has brought less what it has taken. */
  const transfers = new Map<string, bigint>()
  const add = (to: Map<string, bigint>, key: string, amount: bigint) =>
    to.set(key, (to.get(key) ?? 0n) + amount)

  return {
    balances: balances as ReadonlyMap<string, bigint>,
    /** To be called with all events of one command: between its two sides money is nowhere. */
    follow: (events: readonly BankEvent[]): void => {
      const touched = new Set<string>()
      for (const { type, data } of events) {
        if (type !== 'MoneyDeposited' && type !== 'MoneyWithdrawn') continue
        const { accountId, money, balanceAfter, transfer } = data
        const amount = type === 'MoneyDeposited' ? money.amountMinor : -money.amountMinor
        add(balances, accountId, amount)
        expect(balances.get(accountId), 'the balance that the event tells').toBe(balanceAfter.amountMinor)
        add(sums, money.currency, amount)
        if (transfer === null) add(paidIn, money.currency, amount)
        else {
          const key = `${transfer.transferId} ${money.currency}`
          touched.add(key)
          add(transfers, key, amount)
        }
      }
      for (const key of touched) expect(transfers.get(key), `what ${key} takes and brings`).toBe(0n)
      for (const [currency, sum] of sums) expect(sum, currency).toBe(paidIn.get(currency) ?? 0n)
    },
  }
}
