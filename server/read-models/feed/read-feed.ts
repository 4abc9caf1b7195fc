/**
 * A stretch of the log for other systems: every event after a position, in order, none left out and none twice. It may
 * be limited to some types; where it has come to is told either way, so that events nobody wants are not looked through
 * again.
 *
 * An event that cannot be decoded stops the feed in front of it: what follows it may build on it, and whoever is sure
 * that it does not can ask for what comes after.
 */
import type { Sql } from '../../../db/client.ts'
import { readEntries, readHead } from '../../event-store/read.ts'
import { type AuditedEvent, toAuditedEvent } from '../audit-trail/audited-event.ts'

export type FeedRequest = {
  readonly after: number
  readonly limit: number
  /** All, when left out. */
  readonly types?: ReadonlySet<string> | undefined
}

export type FeedPage = {
  readonly events: readonly AuditedEvent[]
  /** Everything up to here has been looked at; where to go on. */
  readonly nextAfter: number
  readonly head: number
  /** The event right behind `nextAfter`, when it cannot be decoded. */
  readonly unreadable:
    | { readonly position: number; readonly type: string; readonly streamId: string }
    | undefined
}

/** So much is looked through for a page at most, however few of it are wanted. */
const MOST_LOOKED_AT = 5_000

export const readFeed = async (sql: Sql, { after, limit, types }: FeedRequest): Promise<FeedPage> => {
  // Before the events, so that it is never said that there is less than what is shown.
  const head = await readHead(sql)
  const events: AuditedEvent[] = []
  let nextAfter = after
  while (events.length < limit && nextAfter - after < MOST_LOOKED_AT) {
    const entries = await readEntries(sql, { after: nextAfter, limit: types ? 1_000 : limit - events.length })
    for (const entry of entries) {
      if (events.length === limit) break
      const isWanted = types === undefined || types.has(entry.type)
      if (isWanted && 'unreadable' in entry) {
        const { globalPosition: position, type, streamId } = entry
        return { events, nextAfter, head: Math.max(head, position), unreadable: { position, type, streamId } }
      }
      if (isWanted && !('unreadable' in entry)) events.push(toAuditedEvent(entry))
      nextAfter = entry.globalPosition
    }
    if (entries.length === 0) break
  }
  return { events, nextAfter, head: Math.max(head, nextAfter), unreadable: undefined }
}
