/** A filter as the bank keeps it under a name, and back. Of who is at the other end the bank keeps the number alone. */
import type { Input, SavedSearch } from '../../../../api-client/saved-search-queries.ts'
import { inGroups } from '../../../../components/account-number.tsx'
import type { QuickRange } from '../../../../components/transaction-filter/date-ranges.ts'
import { type ListFilter, noFilter } from '../../../../components/transaction-filter/filter.ts'

type KeptFilter = Input['filter']

const kept = {
  'this-month': 'thisMonth',
  'last-month': 'lastMonth',
  'last-30-days': 'last30Days',
  'last-90-days': 'last90Days',
  'this-year': 'thisYear',
  'last-year': 'lastYear',
} as const satisfies Record<QuickRange, NonNullable<KeptFilter['range']>>

export const toKept = ({
  search,
  direction,
  minAmount,
  maxAmount,
  dates,
  categories,
  counterparty,
  status,
}: ListFilter): KeptFilter => ({
  ...(search && { search }),
  ...(direction && { direction }),
  ...(minAmount !== null && { minAmount }),
  ...(maxAmount !== null && { maxAmount }),
  ...(dates?.kind === 'quick' && { range: kept[dates.range] }),
  ...(dates?.kind === 'days' && dates.from !== null && { from: dates.from }),
  ...(dates?.kind === 'days' && dates.to !== null && { to: dates.to }),
  ...(categories.length > 0 && { categories: [...categories] }),
  ...(counterparty && { counterparty: counterparty.key }),
  ...(status && { status: status === 'pending' ? 'held' : 'booked' }),
})

/** `nameOf` says what somebody with this number is called, as far as it is known. */
export const fromKept = (
  {
    search,
    direction,
    minAmount,
    maxAmount,
    range,
    from,
    to,
    categories,
    counterparty,
    status,
  }: SavedSearch['filter'],
  nameOf: (number: string) => string | undefined = () => undefined,
): ListFilter => {
  const quick = (Object.keys(kept) as QuickRange[]).find((one) => kept[one] === range)
  return {
    ...noFilter,
    search: search ?? '',
    direction: direction ?? null,
    minAmount: minAmount ?? null,
    maxAmount: maxAmount ?? null,
    dates: quick
      ? { kind: 'quick', range: quick }
      : from || to
        ? { kind: 'days', from: from ?? null, to: to ?? null }
        : null,
    categories: categories ?? [],
    counterparty: counterparty
      ? { key: counterparty, name: nameOf(counterparty) ?? inGroups(counterparty) }
      : null,
    status: status === undefined ? null : status === 'held' ? 'pending' : 'booked',
  }
}
