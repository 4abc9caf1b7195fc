/** What a list of transactions is narrowed down to, and what the bank is asked for with it. */
import type { Category } from '../../../server/domain/categories/category.ts'
import { endOfDay, startOfDay } from '../calendar-days.ts'
import { type DateFilter, daysOf } from './date-ranges.ts'

/** Booked is what stands in the book; pending is what is on its way, or held. */
export type Status = 'pending' | 'booked'

/** Somebody at the other end, with the name that they had when they were chosen. */
export type ChosenCounterparty = { readonly key: string; readonly name: string }

export type ListFilter = {
  readonly search: string
  readonly direction: 'in' | 'out' | null
  /** Decimal strings in major units, both included. */
  readonly minAmount: string | null
  readonly maxAmount: string | null
  readonly dates: DateFilter | null
  readonly categories: readonly Category[]
  readonly counterparty: ChosenCounterparty | null
  readonly status: Status | null
}

export const noFilter: ListFilter = {
  search: '',
  direction: null,
  minAmount: null,
  maxAmount: null,
  dates: null,
  categories: [],
  counterparty: null,
  status: null,
}

export const isFiltering = (filter: ListFilter): boolean => countOf(filter) > 0

/** How many things it asks for: as many as there are chips. */
export const countOf = ({
  search,
  direction,
  minAmount,
  maxAmount,
  dates,
  categories,
  counterparty,
  status,
}: ListFilter): number =>
  [search !== '', direction, minAmount ?? maxAmount, dates, counterparty, status].filter(Boolean).length +
  categories.length

export type ListRequest = {
  readonly search?: string
  readonly direction?: 'in' | 'out'
  readonly minAmount?: string
  readonly maxAmount?: string
  readonly from?: string
  readonly to?: string
  readonly categories?: Category[]
  readonly counterparty?: string
}

/**
 * For the bank: days become instants in the reader's zone, where it is `today`. `asOf` is an instant after which nothing
 * may be shown. Two filters that mean the same make the same request.
 */
export const requestFor = (
  { search, direction, minAmount, maxAmount, dates, categories, counterparty }: ListFilter,
  {
    timeZone,
    today,
    asOf,
  }: { readonly timeZone: string; readonly today: string; readonly asOf?: string | undefined },
): ListRequest => {
  const days = dates ? daysOf(dates, today) : { from: null, to: null }
  const ends = [days.to && endOfDay(days.to, timeZone), asOf].filter(
    (end) => end !== null && end !== undefined,
  )
  return {
    ...(search && { search }),
    ...(direction && { direction }),
    ...(minAmount !== null && { minAmount }),
    ...(maxAmount !== null && { maxAmount }),
    ...(days.from !== null && { from: startOfDay(days.from, timeZone) }),
    ...(ends.length > 0 && { to: ends.toSorted()[0] }),
    ...(categories.length > 0 && { categories: categories.toSorted() }),
    ...(counterparty && { counterparty: counterparty.key }),
  }
}
