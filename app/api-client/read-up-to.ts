/** After a change that the bank has taken: whatever is shown from then on shows it. */
import type { QueryClient } from '@tanstack/react-query'
import { versionOf } from './consistent-read.ts'

/**
 * Reads again what is on display and shows less than this version. False when something on display still does. Whoever
 * calls it has raised the floor before, so that nothing older comes after it either.
 */
export const readUpTo = async (queryClient: QueryClient, version: number): Promise<boolean> => {
  const isOlder = (query: { queryKey: readonly unknown[]; state: { data: unknown } }) =>
    query.queryKey[0] === 'bank' && versionOf(query.state.data) < version
  // What is not on a screen would come back with its old figures: better to ask for it anew. Before anything is waited for,
  // because it may come onto one meanwhile; and again, because what is read now may have left it.
  const forgetHidden = () => queryClient.removeQueries({ type: 'inactive', predicate: isOlder })
  forgetHidden()
  await queryClient.refetchQueries({ type: 'active', predicate: isOlder })
  forgetHidden()
  return !queryClient
    .getQueryCache()
    .findAll({ type: 'active', predicate: isOlder })
    .some((query) => query.state.data !== undefined)
}
