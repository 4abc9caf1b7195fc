/**
 * Paying with good sense: businesses take in customers' money before they run dry, people go to their savings before a
 * bill bounces, and a treat that is too dear is left. Nobody is ever asked for what they do not have.
 */
import type { Currency } from '../../server/domain/money.ts'
import { minorUnits } from './amounts.ts'
import type { Book } from './book.ts'
import type { BookAccount } from './book-account.ts'
import { type BusinessKey, businesses } from './businesses.ts'
import type { Party } from './life.ts'

/** A round sum that a business takes in, or keeps, at a time. */
const ROUND_SUM: Readonly<Record<Currency, string>> = {
  USD: '5000.00',
  EUR: '5000.00',
  GBP: '5000.00',
  CHF: '5000.00',
  JPY: '500000',
}

export const isBusiness = (party: Party): party is BusinessKey => party in businesses

export const createPayments = (book: Book) => {
  const find = (owner: Party, currency: Currency, product: 'current' | 'savings') =>
    book
      .accountsOf(owner)
      .find(
        (account) =>
          account.currency === currency && account.product === product && account.status !== 'closed',
      )
  const current = (owner: Party, currency: Currency): BookAccount | undefined =>
    find(owner, currency, 'current')
  const savings = (owner: Party, currency: Currency): BookAccount | undefined =>
    find(owner, currency, 'savings')

  type Payment = {
    readonly from: Party
    readonly to: Party
    readonly currency: Currency
    readonly amountMinor: bigint
    readonly text: string
    /** What must be left on the paying account afterwards. */
    readonly floor?: bigint
    readonly savingsHelp?: 'if short' | 'whole' | 'no'
  }

  /** Answers whether it was paid. */
  const pay = (payment: Payment, atMs: number): boolean => {
    const { currency, amountMinor, text, floor = 0n, savingsHelp = 'no' } = payment
    const from = current(payment.from, currency)
    const to = current(payment.to, currency)
    if (from?.status !== 'open' || to?.status !== 'open') return false
    if (isBusiness(payment.from)) takeIn(from, amountMinor, atMs)
    const missing =
      savingsHelp === 'whole' ? amountMinor : savingsHelp === 'if short' ? amountMinor - from.balance : 0n
    if (missing > 0n) {
      const reserve = savings(payment.from, currency)
      if (reserve?.status !== 'open' || reserve.balance < missing) return false
      book.transfer(reserve, from, missing, `From savings: ${text}`, atMs)
    }
    if (from.balance - amountMinor < floor) return false
    book.transfer(from, to, amountMinor, text, atMs)
    return true
  }

  /** The current account with at least so much on it, which the savings bring if need be; `undefined` when nobody can. */
  const withAtLeast = (
    owner: Party,
    currency: Currency,
    amountMinor: bigint,
    text: string,
    atMs: number,
  ): BookAccount | undefined => {
    const account = current(owner, currency)
    if (account?.status !== 'open') return undefined
    if (account.balance >= amountMinor) return account
    const reserve = savings(owner, currency)
    if (reserve?.status !== 'open' || reserve.balance < amountMinor) return undefined
    book.transfer(reserve, account, amountMinor, `From savings: ${text}`, atMs)
    return account
  }

  /** Most of what a business earns comes from customers of other banks. */
  const takeIn = (account: BookAccount, needed: bigint, atMs: number): void => {
    if (account.balance >= needed) return
    const sum = minorUnits(ROUND_SUM[account.currency], account.currency)
    book.deposit(account, ((needed * 3n) / sum + 1n) * sum, 'Payments from customers', atMs)
  }

  /** And most of what it takes in goes to suppliers elsewhere. */
  const payOut = (atMs: number): void => {
    for (const account of book.accounts) {
      if (!isBusiness(account.owner) || account.status !== 'open') continue
      const keep = minorUnits(ROUND_SUM[account.currency], account.currency)
      const tenth = keep / 10n
      const amount = ((account.balance - keep) / tenth) * tenth
      if (amount > 2n * keep) book.withdraw(account, amount, 'Payments to suppliers', atMs)
    }
  }

  return { current, savings, withAtLeast, pay, payOut }
}

export type Payments = ReturnType<typeof createPayments>
