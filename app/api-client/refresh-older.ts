/** Reads again what is on display and older than the news. */
import type { Query, QueryClient } from '@tanstack/react-query'
import { versionOf } from './consistent-read.ts'
import { type LiveNews, lastChangeFor } from './live.ts'

/**
 * Twice, if need be: a question that has had no answer yet when the news came is not asked anew but waited for, and its
 * first answer may be older than they are.
 */
export const refreshOlder = async (queryClient: QueryClient, news: LiveNews): Promise<void> => {
  const isOlder = ({ queryKey, state }: Query) =>
    versionOf(state.data) < lastChangeFor(queryKey, news) && !isReadOnIn(queryKey, state.data)
  await queryClient.invalidateQueries({ predicate: isOlder })
  await queryClient.invalidateQueries({
    predicate: (query) => query.isActive() && query.state.data !== undefined && isOlder(query),
  })
}

/** A list of the bank's own people of which further pages are on display is not read again under their eyes. */
const isReadOnIn = ([, what]: readonly unknown[], data: unknown): boolean =>
  what === 'staff' && (data as { pages?: readonly unknown[] } | undefined)?.pages?.[1] !== undefined
