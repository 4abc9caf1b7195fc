/** What has come to the log's end since somebody looked: the live end of the list that `audit.search` answers. */
import type { Sql } from '../../db/client.ts'
import { readAt } from '../event-store/find.ts'
import { type AuditedEvent, toAuditedEvent } from '../read-models/audit-trail/audited-event.ts'
import { type AuditFilter, findPositions, positionRange } from '../read-models/audit-trail/filter.ts'
import { auditVersion } from '../read-models/audit-trail/queries.ts'

export type NewEvents = {
  /** Everything up to here has been looked through. */
  version: number
  /** Newest first; none when there is a gap. */
  data: AuditedEvent[]
  /** More has come than was asked for: whoever has looked on begins anew at the log's end. */
  isGap: boolean
}

/** Of the events after `after`. While none has come, one look at the trail's position is all that it costs. */
export const newEvents = async (
  sql: Sql,
  { after, limit, ...filter }: AuditFilter & { readonly after: number; readonly limit: number },
): Promise<NewEvents> => {
  const version = await auditVersion(sql)
  if (version <= after) return { version, data: [], isGap: false }
  const { first, last } = await positionRange(sql, filter)
  const range = { first: Math.max(first, after + 1), last: Math.min(last, version) }
  const found = await findPositions(sql, { filter, range, order: 'newest', limit: limit + 1 })
  // Where much is written there is one with each look, and nobody would see the events.
  if (found.length > limit) return { version, data: [], isGap: true }
  const events = await readAt(sql, found)
  return { version, data: events.toReversed().map(toAuditedEvent), isGap: false }
}
