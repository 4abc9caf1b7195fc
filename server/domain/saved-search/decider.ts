/** All saved searches of one customer are one stream: only so can a rule see that a name is taken. */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import { type CustomerId, type SearchId, savedSearchesStream, searchIdSchema } from '../ids.ts'
import type { SavedSearchEvent, SearchRemoved } from './events.ts'

/** How each is called. */
export type SavedSearches = { readonly names: Readonly<Record<SearchId, string>> }

/** A customer's saved searches: filters of the list of transactions, by name. */
export const savedSearches: Aggregate<SavedSearches, SavedSearchEvent> = {
  name: 'SavedSearches',
  initialState: { names: {} },
  evolve: ({ names }, event) => {
    const { searchId } = event.data
    switch (event.type) {
      case 'SearchSaved':
        return { names: { ...names, [searchId]: event.data.name } }
      case 'SearchRemoved': {
        const { [searchId]: _removed, ...others } = names
        return { names: others }
      }
    }
  },
  snapshot: {
    schemaVersion: 1,
    hasPersonalData: true,
    schema: z.object({ names: z.record(searchIdSchema, z.string()) }),
  },
}

const savedIds = ({ names }: SavedSearches) => Object.keys(names) as SearchId[]

export const isSaved = ({ names }: SavedSearches, id: SearchId): boolean => Object.hasOwn(names, id)
export const countSearches = (state: SavedSearches): number => savedIds(state).length

/** Which one is called so already, whatever its case. */
export const searchNamed = (state: SavedSearches, name: string): SearchId | undefined =>
  savedIds(state).find((id) => state.names[id]?.toLowerCase() === name.toLowerCase())

/** What it takes to forget all of them: of one that was removed before nothing is kept. */
export const forgetSearches = (state: SavedSearches, customerId: CustomerId): SearchRemoved[] =>
  savedIds(state).map((searchId) => ({ type: 'SearchRemoved', data: { searchId, customerId } }))

export const savedSearchesRef = (id: CustomerId) => ({
  streamId: savedSearchesStream(id),
  aggregate: savedSearches,
})
