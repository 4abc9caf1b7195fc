/** A customer's own saved searches, as the list of transactions offers them. */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import type { SearchFilter } from '../../domain/saved-search/filter.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { versionOf } from '../version.ts'

export type SavedSearchRow = { searchId: string; name: string; filter: SearchFilter; savedAt: string }

type StoredSearch = {
  search_id: string
  name: string
  filter: SearchFilter
  saved_at: string
  sort_key: string
}
/** A left join's other outcome. */
type Missing = { search_id: null }

/** By name, whatever its case. Throws InvalidCursor. */
export const listSavedSearches = async (
  sql: Sql,
  { customerId, limit, cursor }: Paging & { readonly customerId: string },
): Promise<Page<SavedSearchRow>> => {
  const after = decodeCursor(cursor, z.tuple([z.string(), z.uuid()]))
  const rows = await sql<({ version: number } & (StoredSearch | Missing))[]>`
    WITH page AS (
      SELECT search_id, name, filter, saved_at, lower(name) AS sort_key
      FROM saved_searches
      WHERE customer_id = ${customerId} AND name IS NOT NULL
      ${after ? sql`AND (lower(name), search_id) > (${after[0]}, ${after[1]}::uuid)` : sql``}
      ORDER BY lower(name), search_id
      LIMIT ${fetchSize(limit)}
    )
    SELECT * FROM ${versionOf(sql, 'saved-searches')} AS checkpoint LEFT JOIN page ON true
    ORDER BY sort_key, search_id`
  const found = rows.filter((row): row is { version: number } & StoredSearch => row.search_id !== null)
  return pageOf(
    { version: rows[0]!.version, rows: found, limit },
    {
      toWire: ({ search_id: searchId, name, filter, saved_at: savedAt }) => ({
        searchId,
        name,
        filter,
        savedAt: toIso(savedAt),
      }),
      keyOf: (row) => [row.sort_key, row.search_id],
    },
  )
}
