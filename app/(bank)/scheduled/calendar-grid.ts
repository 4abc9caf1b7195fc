/** A month as a calendar draws it, what stands on its days, and where keys lead in it. */
import type { Outcome, Upcoming } from '../../api-client/plans-queries.ts'
import { addMonths, lastDayOf, monthOf, weekdayOf } from '../../components/business-days.ts'
import { addDays } from '../../components/calendar-days.ts'

/** Whole weeks, with null for days of the months before and after. `firstWeekday` is 1 for Monday to 7 for Sunday. */
export const weeksOf = (month: string, firstWeekday: number): (string | null)[][] => {
  const first = `${month}-01`
  const before = (weekdayOf(first) - firstWeekday + 7) % 7
  const days = Number(lastDayOf(month).slice(8))
  const cells: (string | null)[] = [
    ...Array.from({ length: before }, () => null),
    ...Array.from({ length: days }, (_, index) => addDays(first, index)),
  ]
  while (cells.length % 7 !== 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** Weekdays in the order of the columns. */
export const weekdays = (firstWeekday: number): number[] =>
  Array.from({ length: 7 }, (_, index) => ((firstWeekday - 1 + index) % 7) + 1)

/** The day that a key leads to, or undefined when it leads nowhere. A day that a month lacks is its last one. */
export const dayAfterKey = (date: string, key: string, firstWeekday: number): string | undefined => {
  const intoWeek = (weekdayOf(date) - firstWeekday + 7) % 7
  switch (key) {
    case 'ArrowLeft':
      return addDays(date, -1)
    case 'ArrowRight':
      return addDays(date, 1)
    case 'ArrowUp':
      return addDays(date, -7)
    case 'ArrowDown':
      return addDays(date, 7)
    case 'Home':
      return addDays(date, -intoWeek)
    case 'End':
      return addDays(date, 6 - intoWeek)
    case 'PageUp':
      return sameDayIn(addMonths(monthOf(date), -1), date)
    case 'PageDown':
      return sameDayIn(addMonths(monthOf(date), 1), date)
    default:
      return undefined
  }
}

export const sameDayIn = (month: string, date: string): string => {
  const last = lastDayOf(month)
  const day = `${month}${date.slice(7)}`
  return day > last ? last : day
}

export type PlanState = 'coming' | Outcome['outcome']

export type DayPlan = Pick<Upcoming, 'orderId' | 'date' | 'description' | 'from' | 'to'> & {
  readonly state: PlanState
  /** Null for one that was left out. */
  readonly money: Upcoming['money'] | null
  readonly transferId: string | null
}

/** What has become of each date, and what is to come; one that is tried again is both, and stands there once. */
export const plansByDay = (
  outcomes: readonly Outcome[],
  upcoming: readonly Upcoming[],
): ReadonlyMap<string, readonly DayPlan[]> => {
  const plans = new Map<string, Map<string, DayPlan>>()
  const put = (plan: DayPlan) => {
    const day = plans.get(plan.date) ?? new Map<string, DayPlan>()
    plans.set(plan.date, day.set(plan.orderId, plan))
  }
  for (const { outcome, money, transferId, ...rest } of outcomes)
    put({ ...rest, state: outcome, money, transferId })
  for (const payment of upcoming) {
    const known = plans.get(payment.date)?.get(payment.orderId)
    // Dates that were changed may come where one has been already, and that one is not to be lost.
    const state = known?.state === 'postponed' ? 'postponed' : 'coming'
    put({ ...payment, state, transferId: null })
  }
  return new Map([...plans].map(([date, day]) => [date, [...day.values()]]))
}
