/** The times that one narrows a list down to: quick ranges, which move along with today, and days chosen by hand. */
import { addDays } from '../calendar-days.ts'

export const quickRanges = [
  'this-month',
  'last-month',
  'last-30-days',
  'last-90-days',
  'this-year',
  'last-year',
] as const
export type QuickRange = (typeof quickRanges)[number]

/** Both days included; an open end is null. */
export type Days = { readonly from: string | null; readonly to: string | null }

export type DateFilter =
  | { readonly kind: 'quick'; readonly range: QuickRange }
  | ({ readonly kind: 'days' } & Days)

/** What lies ahead has no transactions, so that only what is over has an end. */
export const daysOf = (filter: DateFilter, today: string): Days => {
  if (filter.kind === 'days') return { from: filter.from, to: filter.to }
  const thisMonth = firstOfMonth(today)
  switch (filter.range) {
    case 'this-month':
      return { from: thisMonth, to: null }
    case 'last-month': {
      const to = addDays(thisMonth, -1)
      return { from: firstOfMonth(to), to }
    }
    case 'last-30-days':
      return { from: addDays(today, -29), to: null }
    case 'last-90-days':
      return { from: addDays(today, -89), to: null }
    case 'this-year':
      return { from: `${today.slice(0, 4)}-01-01`, to: null }
    case 'last-year': {
      const year = Number(today.slice(0, 4)) - 1
      return { from: `${year}-01-01`, to: `${year}-12-31` }
    }
  }
}

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`
