'use client'

/** The filter of the list on this page, kept in its address. */
import { useMemo } from 'react'
import { usePageAddress } from '../page-address.ts'
import type { ListFilter } from './filter.ts'
import { readFilter, writeFilter } from './filter-address.ts'

export type ListFilterState = {
  readonly filter: ListFilter
  /** Changes what is named; `replace` where the back button should not stop at every letter. */
  readonly narrow: (change: Partial<ListFilter>, how?: 'push' | 'replace') => void
}

export const useListFilter = (): ListFilterState => {
  const { query, fragment, change } = usePageAddress()
  // What else stands in the address, such as a line that is open, makes no other filter.
  const own = writeFilter(nowhere, readFilter({ query, fragment }))
  return useMemo(
    () => ({
      filter: readFilter({ query: own.query, fragment: own.fragment }),
      narrow: (changes, how = 'push') =>
        change((address) => writeFilter(address, { ...readFilter(address), ...changes }), how),
    }),
    [own.query, own.fragment, change],
  )
}

const nowhere = { query: '', fragment: '' }
