/**
 * What the page of insights shows, as it stands in its address: so that it holds over a reload, can be kept, and goes
 * back with the browser's own button. What an address does not say, or says wrongly, is as usual.
 */
import type { Category } from '../../../server/domain/categories/category.ts'
import { type Currency, currencyDecimals } from '../../../server/domain/decimal.ts'
import { addMonths, isMonth, monthsBetween } from '../../components/months.ts'
import { allCategories } from '../../text/categories.ts'

/** The last so many months, this one included. */
export const usualRanges = [3, 6, 12, 24] as const
export type UsualRange = (typeof usualRanges)[number]
const USUAL_RANGE: UsualRange = 12
/** More are not answered at once. */
export const MOST_MONTHS = 36

export type InsightsRange = UsualRange | { readonly from: string; readonly to: string }

/** The lines behind a figure: of one month or of the whole range. */
export type Shown = {
  readonly month: string | null
  readonly direction: 'in' | 'out'
  /** Null: all of them. */
  readonly categories: readonly Category[] | null
  /** Whether what only went between one's own accounts is left out. */
  readonly withoutOwn: boolean
  /** One account's alone, where the figure is. */
  readonly accountId: string | null
}

export type InsightsAddress = {
  readonly range: InsightsRange
  /** Null: all of them. */
  readonly accountId: string | null
  /** Null: the one in which most moves. */
  readonly currency: Currency | null
  readonly view: 'charts' | 'tables'
  readonly shown: Shown | null
}

const isUuid = (text: string | null): text is string =>
  text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

const categoriesIn = (text: string): Category[] | null => {
  const named = text.split('.')
  const known = allCategories.filter((category) => named.includes(category))
  return known.length > 0 && known.length === named.length ? known : null
}

const rangeIn = (params: URLSearchParams): InsightsRange => {
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? '']
  if (isMonth(from) && isMonth(to)) {
    const months = monthsBetween(from, to) + 1
    if (months >= 1 && months <= MOST_MONTHS) return { from, to }
  }
  return usualRanges.find((months) => String(months) === params.get('months')) ?? USUAL_RANGE
}

const shownIn = (params: URLSearchParams): Shown | null => {
  const direction = params.get('direction')
  if (direction !== 'in' && direction !== 'out') return null
  const [month, categories, within] = [params.get('month'), params.get('categories'), params.get('within')]
  return {
    direction,
    month: month !== null && isMonth(month) ? month : null,
    categories: categories === null ? null : categoriesIn(categories),
    withoutOwn: params.get('own') === 'no',
    accountId: isUuid(within) ? within : null,
  }
}

export const readAddress = (params: URLSearchParams): InsightsAddress => {
  const [accountId, currency] = [params.get('account'), params.get('currency')]
  return {
    range: rangeIn(params),
    accountId: isUuid(accountId) ? accountId : null,
    currency: currency !== null && currency in currencyDecimals ? (currency as Currency) : null,
    view: params.get('view') === 'tables' ? 'tables' : 'charts',
    shown: shownIn(params),
  }
}

/** What is as usual is left out, so that the plain address is the usual page. */
export const writeAddress = ({ range, accountId, currency, view, shown }: InsightsAddress): string => {
  const params = new URLSearchParams({
    ...(typeof range === 'number'
      ? range !== USUAL_RANGE && { months: String(range) }
      : { from: range.from, to: range.to }),
    ...(accountId !== null && { account: accountId }),
    ...(currency !== null && { currency }),
    ...(view === 'tables' && { view }),
    ...(shown && {
      direction: shown.direction,
      ...(shown.month !== null && { month: shown.month }),
      ...(shown.categories && { categories: shown.categories.join('.') }),
      ...(shown.withoutOwn && { own: 'no' }),
      ...(shown.accountId !== null && { within: shown.accountId }),
    }),
  })
  const query = params.toString()
  return query ? `?${query}` : ''
}

/** The first and the last month of a range, both included. */
export const monthsOf = (range: InsightsRange, thisMonth: string): { from: string; to: string } =>
  typeof range === 'number' ? { from: addMonths(thisMonth, 1 - range), to: thisMonth } : { ...range }
