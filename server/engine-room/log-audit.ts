/**
 * What must hold of the log, carried along it event by event: positions follow each other without a gap, each transfer
 * takes what it brings, and all balances together are what was paid in at the counter and not paid out again. Pure, and
 * never more in memory than a sum for each account.
 */
import type { Currency } from '../domain/money.ts'
import type { LogEntry } from '../event-store/read.ts'

export type LogFinding =
  /** Another position was to come next. */
  | { readonly kind: 'gap'; readonly position: number; readonly expected: number }
  /** An account's balance, as the event tells it, is not what its movements come to. */
  | {
      readonly kind: 'balance'
      readonly position: number
      readonly accountId: string
      readonly currency: Currency
      readonly told: bigint
      readonly summed: bigint
    }
  /** What a transfer has brought less what it has taken. */
  | {
      readonly kind: 'transfer'
      readonly position: number
      readonly transferId: string
      readonly currency: Currency
      readonly difference: bigint
    }
  | { readonly kind: 'unreadable'; readonly position: number }

export type CurrencySums = {
  readonly currency: Currency
  /** Of all accounts, the bank's own included, as their last events tell them. */
  readonly balances: bigint
  /** At the counter, less what was paid out there. */
  readonly paidIn: bigint
}

/** Enough for anybody's eyes, whatever has become of the log. */
const MOST_FINDINGS = 20

export type LogAudit = ReturnType<typeof createLogAudit>

export const createLogAudit = () => {
  let position = 0
  let movements = 0
  let transfers = 0
  const findings = { gapless: [] as LogFinding[], debits: [] as LogFinding[], money: [] as LogFinding[] }
  const find = (of: keyof typeof findings, finding: LogFinding) => {
    if (findings[of].length < MOST_FINDINGS) findings[of].push(finding)
  }
  const accounts = new Map<string, { readonly told: bigint; readonly summed: bigint }>()
  const sums = new Map<Currency, { balances: bigint; paidIn: bigint }>()

  return {
    /** All events of the last command included: between its two sides money is nowhere. */
    follow: (entries: readonly LogEntry[]): void => {
      const open = new Map<string, { transferId: string; currency: Currency; difference: bigint }>()
      for (const entry of entries) {
        if (entry.globalPosition !== position + 1)
          find('gapless', { kind: 'gap', position: entry.globalPosition, expected: position + 1 })
        position = entry.globalPosition
        if ('unreadable' in entry) {
          find('money', { kind: 'unreadable', position })
          continue
        }
        if (entry.type !== 'MoneyDeposited' && entry.type !== 'MoneyWithdrawn') continue
        movements += 1
        const { accountId, money, balanceAfter, transfer } = entry.data
        const { currency } = money
        const amount = entry.type === 'MoneyDeposited' ? money.amountMinor : -money.amountMinor
        const before = accounts.get(accountId) ?? { told: 0n, summed: 0n }
        const told = balanceAfter.amountMinor
        const summed = before.summed + amount
        if (told - before.told !== amount)
          find('money', { kind: 'balance', position, accountId, currency, told, summed })
        accounts.set(accountId, { told, summed })
        const sum = sums.get(currency) ?? { balances: 0n, paidIn: 0n }
        sum.balances += told - before.told
        sums.set(currency, sum)
        if (transfer === null) {
          sum.paidIn += amount
          continue
        }
        const { transferId } = transfer
        const key = `${transferId} ${currency}`
        const difference = (open.get(key)?.difference ?? 0n) + amount
        open.set(key, { transferId, currency, difference })
      }
      // An exchange is one transfer in two currencies.
      transfers += new Set([...open.values()].map(({ transferId }) => transferId)).size
      for (const one of open.values())
        if (one.difference !== 0n) find('debits', { kind: 'transfer', position, ...one })
    },
    /** Up to where it has followed the log. */
    position: () => position,
    told: (accountId: string): bigint => accounts.get(accountId)?.told ?? 0n,
    report: () => ({
      position,
      movements,
      transfers,
      accounts: accounts.size,
      gapless: [...findings.gapless],
      debits: [...findings.debits],
      money: [...findings.money],
      sums: [...sums]
        .map(([currency, sum]): CurrencySums => ({ currency, ...sum }))
        .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
    }),
  }
}
