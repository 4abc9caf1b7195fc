/** What a filter asks for, one chip for each thing, and what is left of it when the chip is taken away. */

import { categoryNames } from '../../text/categories.ts'
import { transactionsText } from '../../text/transactions.ts'
import { shortDateAndYear } from '../dates.ts'
import { formatMoney } from '../money-format.ts'
import type { DateFilter } from './date-ranges.ts'
import type { ListFilter } from './filter.ts'

const { chips: text } = transactionsText

export type Chip = { readonly key: string; readonly label: string; readonly without: Partial<ListFilter> }

/** Where there are several currencies, an amount is meant in whichever it is. */
export const chipsOf = (filter: ListFilter, currency: string | null): Chip[] => {
  const { search, direction, minAmount, maxAmount, dates, categories, counterparty, status } = filter
  const money = (amount: string | null) =>
    amount === null || currency === null ? amount : formatMoney({ amount, currency })
  return [
    ...(search ? [{ key: 'search', label: text.search(search), without: { search: '' } }] : []),
    ...(direction
      ? [{ key: 'direction', label: text.directions[direction], without: { direction: null } }]
      : []),
    ...(minAmount !== null || maxAmount !== null
      ? [
          {
            key: 'amount',
            label: text.amounts(money(minAmount), money(maxAmount)),
            without: { minAmount: null, maxAmount: null },
          },
        ]
      : []),
    ...(dates ? [{ key: 'dates', label: nameOfDates(dates), without: { dates: null } }] : []),
    ...categories.map((category) => ({
      key: `category-${category}`,
      label: categoryNames[category],
      without: { categories: categories.filter((other) => other !== category) },
    })),
    ...(counterparty
      ? [{ key: 'with', label: text.counterparty(counterparty.name), without: { counterparty: null } }]
      : []),
    ...(status ? [{ key: 'status', label: text.statuses[status], without: { status: null } }] : []),
  ]
}

const nameOfDates = (dates: DateFilter): string => {
  if (dates.kind === 'quick') return transactionsText.quickRanges[dates.range]
  const { from, to } = dates
  if (from !== null && from === to) return shortDateAndYear(from)
  return text.days(from && shortDateAndYear(from), to && shortDateAndYear(to))
}
