/**
 * The book of a month of an account, from the log: its entries are counted one by one, and the balances at both ends are
 * those of the account's folded states, so that either way of reckoning proves the other.
 */
import { type BankAccount, bankAccount } from '../domain/bank-account/decider.ts'
import { addMonths, businessDateOf, monthOf, startOfMonth } from '../domain/calendar/business-dates.ts'
import type { Aggregate } from '../domain/decider.ts'
import { type AccountId, accountStream } from '../domain/ids.ts'
import { createMonthBook, type Entry } from '../domain/month-end/books.ts'
import type { BookToClose } from '../domain/month-end/commands.ts'
import type { Queryable } from './append.ts'
import { foldStream, stepsOf } from './fold.ts'
import { lastPositionBefore } from './history.ts'
import { streamEnd } from './read.ts'

export type BookRequest = {
  readonly accountId: AccountId
  /** The first instant of the month, or when the account was opened in it: ISO text. */
  readonly from: string
  readonly now: Date
  readonly timeZone: string
  /** Sees to it that nothing is written before this instant any more. */
  readonly endPast: (instant: Date) => Promise<void>
}

/** Throws when the month is not over, or the log contradicts itself. */
export const readMonthBook = async (
  sql: Queryable,
  { accountId, from, now, timeZone, endPast }: BookRequest,
): Promise<BookToClose> => {
  const month = monthOf(businessDateOf(from, timeZone))
  const until = startOfMonth(addMonths(month, 1), timeZone)
  if (until > now.toISOString()) throw new Error(`The month ${month} is not over`)
  await endPast(new Date(until))

  const streamId = accountStream(accountId)
  const aggregate = bankAccount as unknown as Aggregate
  const stream = { streamId, aggregate, end: await streamEnd(sql, streamId) }
  const [beforeIt, last] = await Promise.all([
    lastPositionBefore(sql, stream, new Date(from)),
    lastPositionBefore(sql, stream, new Date(until)),
  ])
  const before = await foldStream(sql, { streamId, aggregate, upTo: beforeIt })
  const book = createMonthBook({ from, until, timeZone }, balanceOf(before.state))
  let { state } = before
  for await (const { event, after } of stepsOf(sql, { streamId, aggregate, upTo: last }, before)) {
    state = after
    if (event.type === 'MoneyDeposited' || event.type === 'MoneyWithdrawn') book.add(event as Entry)
  }
  const account = state as BankAccount
  if (account.status === 'none') throw new Error(`There was no account ${accountId} in ${month}`)
  const totals = book.finish()
  if (totals.closing !== balanceOf(account))
    throw new Error(`The entries of ${month} of ${accountId} do not add up to its balance`)
  return { month, until, currency: account.balance.currency, totals }
}

const balanceOf = (state: unknown): bigint => {
  const account = state as BankAccount
  return account.status === 'none' ? 0n : account.balance.amountMinor
}
