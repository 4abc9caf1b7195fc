/**
 * One event as it lies in the log, and in each version that it passes through on its way to whoever reads it. What is
 * about a person is opened, or erased, as it is for every reader: which of it is encrypted in the log is told by name.
 */
import type { Sql } from '../../db/client.ts'
import type { EventDefinition, EventMetadata } from '../domain/event.ts'
import { eventDefinitions } from '../domain/events.ts'
import { upcast } from '../domain/upcast.ts'
import { archivedTo } from '../event-store/archive/archived.ts'
import { decodeEvents, type EventRow } from '../event-store/codec.ts'
import { keysFor, openData } from '../event-store/personal-data.ts'
import { readHead, readStored, type StoredRow } from '../event-store/read.ts'
import { isSealedText } from '../event-store/sealed-text.ts'
import { type AuditedEvent, toAuditedEvent } from '../read-models/audit-trail/audited-event.ts'

export type EventVersion = {
  version: number
  /** As JSON: amounts are strings of minor units. */
  data: Record<string, unknown>
}

export type EventInVersions = {
  event: AuditedEvent
  /** The stored one first, and last the one that is read today; only one when nothing had to be upcast. */
  versions: EventVersion[]
  /** The fields that are encrypted in the log. */
  encrypted: string[]
  /** Whether its month has moved to the archive. */
  isArchived: boolean
}

/** With the log's head, beyond which nothing is found. Throws UnreadableEvent. */
export const eventInVersions = async (
  sql: Sql,
  position: number,
): Promise<{ head: number; found: EventInVersions | undefined }> => {
  const head = await readHead(sql)
  const [stored] = await readStored(sql, [position])
  return { head, found: stored && (await inVersions(sql, stored)) }
}

const inVersions = async (sql: Sql, stored: StoredRow): Promise<EventInVersions> => {
  const row: EventRow = {
    ...stored,
    data: JSON.parse(stored.data),
    metadata: JSON.parse(stored.metadata) as EventMetadata,
  }
  // First, because it says what is wrong with an event that no upcaster leads from.
  const [event] = await decodeEvents(sql, [row])
  const opened = openData(row, await keysFor(sql, [row]))
  return {
    event: toAuditedEvent(event!),
    versions: versionsOf(eventDefinitions[event!.type], row.schema_version, opened),
    encrypted: Object.entries(row.data as object).flatMap(([field, value]) =>
      isSealedText(value) ? [field] : [],
    ),
    isArchived: stored.global_position <= (await archivedTo(sql)),
  }
}

/** One upcaster at a time, where a reader would go all the way at once. */
export const versionsOf = (
  { schemaVersion, older }: Pick<EventDefinition, 'schemaVersion' | 'older'>,
  storedVersion: number,
  data: unknown,
): EventVersion[] => {
  const versions = [{ version: storedVersion, data: data as Record<string, unknown> }]
  for (let version = storedVersion; version < schemaVersion; version++) {
    const next = upcast({ schemaVersion: version + 1, older }, version, versions.at(-1)!.data)
    versions.push({ version: version + 1, data: next as Record<string, unknown> })
  }
  return versions
}
