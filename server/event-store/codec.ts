/**
 * Events between code and rows: bigints are strings in JSON, and what is read is parsed by its type's definition, so
 * that a payload nobody can explain is a fault at once and not a wrong balance later.
 */
import type { EventDefinition, EventMetadata } from '../domain/event.ts'
import { eventDefinitions, type StoredBankEvent } from '../domain/events.ts'
import { NoUpcast, upcast } from '../domain/upcast.ts'
import type { CustomerKeys } from './customer-keys.ts'
import type { Queryable } from './new-events.ts'
import { keysFor, NO_KEYS, openData } from './personal-data.ts'

/** A row of `events` as the driver hands it over: JSON parsed, the timestamp still text. */
export type EventRow = {
  global_position: number
  stream_id: string
  stream_position: number
  event_type: string
  schema_version: number
  data: unknown
  metadata: EventMetadata
  created_at: string
}

/** With a `cause` when `why` is an upcaster's, which may quote the data. */
export class UnreadableEvent extends Error {
  override name = 'UnreadableEvent'
}

export const encodeJson = (value: object): string => JSON.stringify(withoutBigints(value))

/** A replacer would be asked about every property, which makes `JSON.stringify` twice as slow as this copy does. */
const withoutBigints = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutBigints)
  if ('toJSON' in value) return value
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) copy[key] = withoutBigints((value as Record<string, unknown>)[key])
  return copy
}

const definitions = new Map<string, EventDefinition>(Object.entries(eventDefinitions))

/**
 * The event as its type is today; `schemaVersion` stays what is stored, so that a reader can tell what was upcast.
 * Throws {@link UnreadableEvent} for an unknown type, a schema version that no upcaster leads from, or data that does
 * not fit its type. Of an event with encrypted data too: that takes {@link decoderFor}.
 */
export const decodeEvent = (row: EventRow): StoredBankEvent => decodeWith(NO_KEYS, row)

/** For rows with people in them too: asks for the keys that these need, then decodes any of them. */
export const decoderFor = async (
  sql: Queryable,
  rows: readonly EventRow[],
): Promise<(row: EventRow) => StoredBankEvent> => {
  const keys = await keysFor(sql, rows)
  return (row) => decodeWith(keys, row)
}

/** All of them, as {@link decodeEvent} does. */
export const decodeEvents = async (sql: Queryable, rows: readonly EventRow[]): Promise<StoredBankEvent[]> =>
  rows.map(await decoderFor(sql, rows))

const decodeWith = (keys: CustomerKeys, row: EventRow): StoredBankEvent => {
  const definition = definitions.get(row.event_type)
  if (!definition) throw unreadable(row, 'its type is unknown')
  const parsed = definition.data.safeParse(currentData(definition, row, keys))
  if (!parsed.success) throw unreadable(row, parsed.error.message)
  // The definition was looked up by the row's own type, which the compiler cannot follow.
  return {
    type: definition.type,
    data: parsed.data,
    globalPosition: row.global_position,
    streamId: row.stream_id,
    streamPosition: row.stream_position,
    schemaVersion: row.schema_version,
    createdAt: new Date(row.created_at),
    metadata: row.metadata,
  } as StoredBankEvent
}

const currentData = (definition: EventDefinition, row: EventRow, keys: CustomerKeys): unknown => {
  const data = opened(row, keys)
  if (row.schema_version === definition.schemaVersion) return data
  try {
    return upcast(definition, row.schema_version, data)
  } catch (error) {
    if (error instanceof NoUpcast) throw unreadable(row, error.message, error.cause)
    throw error
  }
}

const opened = (row: EventRow, keys: CustomerKeys): unknown => {
  try {
    return openData(row, keys)
  } catch (error) {
    throw unreadable(row, error instanceof Error ? error.message : String(error))
  }
}

const unreadable = (row: EventRow, why: string, cause?: unknown) =>
  new UnreadableEvent(
    `Event ${row.global_position} (${row.event_type} in ${row.stream_id}) cannot be read: ${why}`,
    cause === undefined ? {} : { cause },
  )
