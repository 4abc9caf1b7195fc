/** Saved searches as they are called and filter now. */
import { existing, fold, projector } from '../projection.ts'
import { savedSearchTable } from './table.ts'

const allSearches = fold(
  savedSearchTable,
  {
    SearchSaved: (_, { data, globalPosition }) => ({
      searchId: data.searchId,
      customerId: data.customerId,
      name: data.name,
      filter: {
        ...data.filter,
        ...(data.search !== '' && { search: data.search }),
        ...(data.counterparty !== '' && { counterparty: data.counterparty }),
      },
      savedAt: new Date(data.savedAt),
      lastPosition: globalPosition,
    }),
    SearchRemoved: (row, { globalPosition }) => ({
      ...existing(row),
      name: null,
      filter: null,
      lastPosition: globalPosition,
    }),
  },
  { key: ({ data }) => data.searchId },
)

export const savedSearches = projector('saved-searches', [allSearches])
