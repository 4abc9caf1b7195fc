/**
 * All that a filter finds, oldest first, a page at a time: whoever writes it out holds one page, and nothing is read
 * before it is asked for.
 */
import type { Sql } from '../../../db/client.ts'
import type { StoredBankEvent } from '../../domain/events.ts'
import { readAt } from '../../event-store/find.ts'
import { type AuditFilter, findPositions, positionRange } from './filter.ts'
import { auditVersion } from './queries.ts'

export type AuditExport = {
  /** What is written later is not in it, so that an export of a bank at work ends. */
  readonly version: number
  /** The last position that can be in it; how far it is can be told by it. */
  readonly range: { readonly first: number; readonly last: number }
  readonly pages: () => AsyncGenerator<readonly StoredBankEvent[], void, undefined>
}

const PAGE_SIZE = 1_000

export const exportAudit = async (
  sql: Sql,
  filter: AuditFilter,
  { pageSize = PAGE_SIZE }: { readonly pageSize?: number } = {},
): Promise<AuditExport> => {
  const version = await auditVersion(sql)
  const { first, last } = await positionRange(sql, filter)
  const range = { first, last: Math.min(last, version) }
  return {
    version,
    range,
    pages: async function* () {
      for (let next = first; next <= range.last; ) {
        const found = await findPositions(sql, {
          filter,
          range: { first: next, last: range.last },
          order: 'oldest',
          limit: pageSize,
        })
        const last = found.at(-1)
        if (last === undefined) return
        yield await readAt(sql, found)
        if (found.length < pageSize) return
        next = last + 1
      }
    },
  }
}
