/**
 * A filter as a part of the page's address, and back. What says nothing of a person stands in the query:
 *
 *     ?direction=out&min=10.00&max=50.00&dates=last-month&category=groceries,rent&status=booked
 *     ?from=2026-01-01&to=2026-01-31
 *
 * Search words and who is at the other end stand in the fragment, which no server and no log of one ever sees:
 *
 *     #search=lena&with=<account number>%20<name>
 *
 * What cannot be understood is as if it were not there; what belongs to others is left as it is.
 */
import type { Category } from '../../../server/domain/categories/category.ts'
import { categoryNames } from '../../text/categories.ts'
import { isDate } from '../calendar-days.ts'
import { type DateFilter, quickRanges } from './date-ranges.ts'
import type { ChosenCounterparty, ListFilter } from './filter.ts'

export type Address = { readonly query: string; readonly fragment: string }

const MAX_SEARCH = 200

export const readFilter = ({ query, fragment }: Address): ListFilter => {
  const asked = new URLSearchParams(query)
  const hidden = new URLSearchParams(fragment.replace(/^#/, ''))
  return {
    search: (hidden.get('search') ?? '').slice(0, MAX_SEARCH),
    direction: oneOf(['in', 'out'], asked.get('direction')),
    minAmount: decimalIn(asked.get('min')),
    maxAmount: decimalIn(asked.get('max')),
    dates: datesIn(asked),
    categories: [...new Set((asked.get('category') ?? '').split(',').filter(isCategory))],
    counterparty: counterpartyIn(hidden.get('with') ?? ''),
    status: oneOf(['pending', 'booked'], asked.get('status')),
  }
}

export const writeFilter = ({ query, fragment }: Address, filter: ListFilter): Address => {
  const asked = new URLSearchParams(query)
  const hidden = new URLSearchParams(fragment.replace(/^#/, ''))
  const put = (params: URLSearchParams, name: string, value: string | null) =>
    value ? params.set(name, value) : params.delete(name)
  const { dates } = filter
  put(asked, 'direction', filter.direction)
  put(asked, 'min', filter.minAmount)
  put(asked, 'max', filter.maxAmount)
  put(asked, 'dates', dates?.kind === 'quick' ? dates.range : null)
  put(asked, 'from', dates?.kind === 'days' ? dates.from : null)
  put(asked, 'to', dates?.kind === 'days' ? dates.to : null)
  put(asked, 'category', filter.categories.join(','))
  put(asked, 'status', filter.status)
  put(hidden, 'search', filter.search)
  const { counterparty } = filter
  put(hidden, 'with', counterparty && `${counterparty.key} ${counterparty.name}`)
  return { query: readable(asked), fragment: hidden.toString() }
}

/** Commas need no escaping in a query, and are easier to read without. */
const readable = (params: URLSearchParams): string => params.toString().replaceAll('%2C', ',')

const oneOf = <Value extends string>(values: readonly Value[], text: string | null): Value | null =>
  values.find((value) => value === text) ?? null

const decimalIn = (text: string | null): string | null =>
  text !== null && /^(0|[1-9]\d{0,15})(\.\d{1,4})?$/.test(text) ? text : null

const datesIn = (asked: URLSearchParams): DateFilter | null => {
  const range = oneOf(quickRanges, asked.get('dates'))
  if (range) return { kind: 'quick', range }
  const [from, to] = ['from', 'to'].map((name) => {
    const text = asked.get(name)
    return text !== null && isDate(text) ? text : null
  }) as [string | null, string | null]
  return from === null && to === null ? null : { kind: 'days', from, to }
}

const isCategory = (text: string): text is Category => Object.hasOwn(categoryNames, text)

const counterpartyIn = (text: string): ChosenCounterparty | null => {
  const [, key, name] = /^(\S{1,50}) (.{1,200})$/.exec(text) ?? []
  return key && name ? { key, name } : null
}
