/**
 * The book of a month of an account, from the log: its entries are counted one by one, and the balances at both ends are
 * those of the account's folded states, so that either way of reckoning proves the other.
 */

import type { Accrual } from '../domain/bank-account/closing.ts'
import { type BankAccount, bankAccount } from '../domain/bank-account/decider.ts'
import {
  addMonths,
  businessDateOf,
  monthOf,
  startOfDate,
  startOfMonth,
} from '../domain/calendar/business-dates.ts'
import type { Aggregate } from '../domain/decider.ts'
import { type AccountId, accountStream, type CustomerId } from '../domain/ids.ts'
import { createMonthBook, type Entry, type MonthBook, type Period } from '../domain/month-end/books.ts'
import type { BookToClose } from '../domain/month-end/commands.ts'
import type { Queryable } from './append.ts'
import { foldStream, stepsOf } from './fold.ts'
import { lastPositionBefore } from './history.ts'
import { readStream, streamEnd } from './read.ts'

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

  const { totals, account } = await readPeriod(sql, { accountId, from, until, timeZone })
  if (account.status === 'none') throw new Error(`There was no account ${accountId} in ${month}`)
  return { month, until, currency: account.balance.currency, totals }
}

/**
 * The days of an account's open month that are over, for settling what they have earned and cost before it ends. Null
 * when there is no such account, or `mayAsk` says no to whose it is. Where an earlier month is still to be closed
 * it is that one's, and has no days.
 */
export const readAccrual = async (
  sql: Queryable,
  {
    accountId,
    now,
    timeZone,
    endPast,
    mayAsk,
  }: Omit<BookRequest, 'from'> & { readonly mayAsk: (owner: CustomerId) => boolean },
): Promise<Accrual | null> => {
  const streamId = accountStream(accountId)
  const [opening] = await readStream(sql, streamId, { limit: 1 })
  // Before anything else of it is read: who it belongs to never changes.
  if (opening?.type !== 'AccountOpened' || !mayAsk(opening.data.customerId)) return null
  const { state } = await foldStream(sql, { streamId, aggregate })
  const { books } = state as Exclude<BankAccount, { status: 'none' }>
  const from = books?.until ?? opening.createdAt.toISOString()
  const today = businessDateOf(now, timeZone)
  const firstDay = businessDateOf(from, timeZone)
  const month = monthOf(firstDay)
  if (month !== monthOf(today) || firstDay >= today) return { month, from, days: { firstDay, balances: [] } }
  const until = startOfDate(today, timeZone)
  await endPast(new Date(until))
  const { totals } = await readPeriod(sql, { accountId, from, until, timeZone })
  return { month, from, days: totals.days }
}

const aggregate = bankAccount as unknown as Aggregate

const readPeriod = async (
  sql: Queryable,
  { accountId, from, until, timeZone }: Period & { readonly accountId: AccountId },
): Promise<{ totals: MonthBook; account: BankAccount }> => {
  const streamId = accountStream(accountId)
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
  const totals = book.finish()
  if (totals.closing !== balanceOf(account))
    throw new Error(`The entries of ${accountId} before ${until} do not add up to its balance`)
  return { totals, account }
}

const balanceOf = (state: unknown): bigint => {
  const account = state as BankAccount
  return account.status === 'none' ? 0n : account.balance.amountMinor
}
