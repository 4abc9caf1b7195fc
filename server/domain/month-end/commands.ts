/**
 * Closes the books of a month. The totals come with the command, taken from the log: an account's state does not know
 * what happened when. What can be checked against the state is: no month is left out or closed twice, it begins with what
 * the last one has left, and its sums add up.
 */
import { z } from 'zod'
import { accountRef, type BankAccount, type Existing } from '../bank-account/decider.ts'
import type { MonthClosed } from '../bank-account/events.ts'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { type AccountId, accountIdSchema } from '../ids.ts'
import { addInterest, settleInterest } from '../interest/settlement.ts'
import { internalAccountRef } from '../internal-accounts.ts'
import { type Currency, currencySchema, money, zero } from '../money.ts'
import type { MonthBook } from './books.ts'

const totalsSchema: z.ZodType<MonthBook> = z.object({
  opening: z.bigint(),
  credits: z.bigint(),
  debits: z.bigint(),
  entries: z.int(),
  closing: z.bigint(),
  days: z.object({ firstDay: z.string(), balances: z.array(z.bigint()) }),
})

const input = z.object({
  accountId: accountIdSchema,
  /** The first instant of the month. */
  from: z.iso.datetime({ error: 'must be an instant' }),
  /** Null in what the process asks for: the rest is looked up in the log. */
  book: z
    .object(
      {
        month: z.string(),
        until: z.iso.datetime(),
        currency: currencySchema,
        totals: totalsSchema,
      },
      { error: 'must be the book of a month' },
    )
    .nullable()
    .default(null),
})

export type BookToClose = NonNullable<z.output<typeof input>['book']>
type MonthToClose = BookToClose & { readonly accountId: AccountId; readonly from: string }

/** Closes the oldest month of an account that is over and open, and posts its interest and fee. */
export const closeMonth = defineCommand({
  roles: ['system'],
  input,
  // Which month it is, the account and its first instant say. Whoever has looked the book up has found what the log says.
  asked: ({ book: _, ...request }) => request,
  missing: ({ book }) => (book === null ? { field: 'book', reason: 'is required' } : undefined),
  prepare: ({ accountId, from, book }, { at }) => {
    if (book === null) throw new Error('A month is closed without its book')
    return { month: { ...book, accountId, from }, at: at.toISOString() }
  },
  streams: ({ month: { accountId } }) => ({ account: accountRef(accountId) }),
  further: ({ month, at }, { account }) =>
    problemOf(month, account, at) === undefined && addInterest(month.totals.days, opened(account))
      ? internalAccounts(month.currency)
      : undefined,
  decide: ({ month, at }, { account, interest, fees }) => {
    const problem = problemOf(month, account, at)
    if (problem) return rejected(problem)
    const closed = monthClosed(month, opened(account))
    const sums = addInterest(month.totals.days, opened(account))
    if (!sums || !interest || !fees) return accepted(closed)
    const { accountId, month: name } = month
    const states = { account: opened(account), interest, fees }
    return accepted(closed, ...settleInterest({ accountId, month: name, sums }, states))
  },
  answer: ({ month: { accountId, month } }) => ({ accountId, month }),
})

const internalAccounts = (currency: Currency) => ({
  interest: internalAccountRef('interest', currency),
  fees: internalAccountRef('fees', currency),
})

type Problem =
  | { readonly reason: 'AccountNotFound'; readonly field: 'accountId' }
  | { readonly reason: 'MonthAlreadyClosed' }
  | { readonly reason: 'MonthNotNext' }
  | { readonly reason: 'MonthNotOver' }

/** The rules in order. */
const problemOf = ({ from, until }: MonthToClose, account: BankAccount, at: string): Problem | undefined => {
  if (account.status === 'none') return { reason: 'AccountNotFound', field: 'accountId' }
  const { books } = account
  if (books && until <= books.until) return { reason: 'MonthAlreadyClosed' }
  if (books && from !== books.until) return { reason: 'MonthNotNext' }
  return at < until ? { reason: 'MonthNotOver' } : undefined
}

const opened = (account: BankAccount): Exclude<BankAccount, { status: 'none' }> => {
  if (account.status === 'none') throw new Error('A month is closed of an account that was never opened')
  return account
}

/** Throws when the book contradicts itself or the one before it: that is no rule, but a fault in the log or its reader. */
const monthClosed = (
  { accountId, month, from, until, currency, totals }: MonthToClose,
  account: Existing,
): MonthClosed => {
  const { opening, credits, debits, entries, closing } = totals
  const before = account.books?.closing ?? zero(account.balance.currency)
  if (currency !== before.currency) throw new Error(`The account ${accountId} is not kept in ${currency}`)
  if (opening !== before.amountMinor)
    throw new Error(`The month ${month} of ${accountId} does not begin with what the one before it has left`)
  if (opening + credits - debits !== closing)
    throw new Error(`The book of ${month} of ${accountId} does not add up`)
  const of = (amountMinor: bigint) => money(amountMinor, currency)
  return {
    type: 'MonthClosed',
    data: {
      accountId,
      month,
      from,
      until,
      opening: of(opening),
      credits: of(credits),
      debits: of(debits),
      entries,
      closing: of(closing),
    },
  }
}
