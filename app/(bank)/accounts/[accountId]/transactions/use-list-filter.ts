'use client'

/** The filter of the list on this page, kept in its address. */
import { useMemo } from 'react'
import { usePageAddress } from '../../../../components/page-address.ts'
import type { ListFilter } from './filter.ts'
import { readFilter, writeFilter } from './filter-address.ts'

export type ListFilterState = {
  readonly filter: ListFilter
  /** Changes what is named; `replace` where the back button should not stop at every letter. */
  readonly narrow: (change: Partial<ListFilter>, how?: 'push' | 'replace') => void
}

export const useListFilter = (): ListFilterState => {
  const { query, fragment, change } = usePageAddress()
  return useMemo(
    () => ({
      filter: readFilter({ query, fragment }),
      narrow: (changes, how = 'push') =>
        change((address) => writeFilter(address, { ...readFilter(address), ...changes }), how),
    }),
    [query, fragment, change],
  )
}
