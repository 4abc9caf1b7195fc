/**
 * Events between code and rows: bigints are strings in JSON, and what is read is parsed by its type's definition, so
 * that a payload nobody can explain is a fault at once and not a wrong balance later.
 */
import type { EventDefinition, EventMetadata } from '../domain/event.ts'
import { eventDefinitions, type StoredBankEvent } from '../domain/events.ts'
import { NoUpcast, upcast } from '../domain/upcast.ts'

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
 * not fit its type.
 */
export const decodeEvent = (row: EventRow): StoredBankEvent => {
  const definition = definitions.get(row.event_type)
  if (!definition) throw unreadable(row, 'its type is unknown')
  const parsed = definition.data.safeParse(currentData(definition, row))
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

const currentData = (definition: EventDefinition, row: EventRow): unknown => {
  if (row.schema_version === definition.schemaVersion) return row.data
  try {
    return upcast(definition, row.schema_version, row.data)
  } catch (error) {
    if (error instanceof NoUpcast) throw unreadable(row, error.message)
    throw error
  }
}

const unreadable = (row: EventRow, why: string) =>
  new UnreadableEvent(
    `Event ${row.global_position} (${row.event_type} in ${row.stream_id}) cannot be read: ${why}`,
  )
