/**
 * A month's book of one account, from its entries: what came in, what went out, and the balance at the end of each day.
 * Entries after the month belong to the next one, whatever they correct.
 */
import type { MoneyDeposited, MoneyWithdrawn } from '../bank-account/events.ts'
import { businessDateOf, daysBetween } from '../calendar/business-dates.ts'
import type { DayBalances } from '../interest/reckoning.ts'

/** A movement with the time at which it was written. */
export type Entry = {
  readonly type: (MoneyDeposited | MoneyWithdrawn)['type']
  readonly data: Pick<MoneyDeposited['data'], 'accountId' | 'money' | 'balanceAfter'>
  readonly createdAt: Date
}

export type Period = {
  /** The first instant that belongs to it, and the first that does not any more: ISO text. */
  readonly from: string
  readonly until: string
  readonly timeZone: string
}

/** In minor units. */
export type Totals = {
  readonly opening: bigint
  readonly credits: bigint
  readonly debits: bigint
  readonly entries: number
  readonly closing: bigint
}

export type MonthBook = Totals & { readonly days: DayBalances }

/** Takes the period's entries one by one, in order. `opening` is the balance before the first of them. */
export const createMonthBook = ({ from, until, timeZone }: Period, opening: bigint) => {
  const firstDay = businessDateOf(from, timeZone)
  const lastDay = businessDateOf(new Date(Date.parse(until) - 1), timeZone)
  const lastIndex = daysBetween(firstDay, lastDay)
  const balances: bigint[] = []
  let [credits, debits, closing, entries] = [0n, 0n, opening, 0]
  let day = { index: 0, until: Number.NEGATIVE_INFINITY }

  /** Looks a day up once, not for each of its entries: a zone's rules are slow to ask. */
  const dayOf = (at: number) => {
    if (at < day.until) return day.index
    const date = businessDateOf(new Date(at), timeZone)
    const index = daysBetween(firstDay, date)
    day = { index, until: at - (at % QUARTER) + QUARTER }
    return index
  }
  const fillUpTo = (index: number) => {
    while (balances.length < index) balances.push(closing)
  }

  return {
    add: ({ type, data, createdAt }: Entry): void => {
      fillUpTo(dayOf(createdAt.getTime()))
      const { amountMinor } = data.money
      if (type === 'MoneyDeposited') credits += amountMinor
      else debits += amountMinor
      closing += type === 'MoneyDeposited' ? amountMinor : -amountMinor
      entries += 1
      if (closing !== data.balanceAfter.amountMinor)
        throw new Error(`The entries of ${data.accountId} do not add up to the balance after one of them`)
    },
    finish: (): MonthBook => {
      fillUpTo(lastIndex + 1)
      return { opening, credits, debits, entries, closing, days: { firstDay, balances } }
    },
  }
}

/** In every zone, days begin at a quarter of an hour of the clock: what lies within one lies within one day. */
const QUARTER = 900_000
