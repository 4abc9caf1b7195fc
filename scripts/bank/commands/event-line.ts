/** An event as the command line shows it: one object in JSON, one line for people. */
import type { StoredBankEvent } from '../../../server/domain/events.ts'
import { wireValues } from '../../../server/domain/wire.ts'

export const eventJson = (event: StoredBankEvent) => ({
  position: event.globalPosition,
  streamId: event.streamId,
  streamPosition: event.streamPosition,
  type: event.type,
  schemaVersion: event.schemaVersion,
  data: wireValues(event.data),
  at: event.createdAt.toISOString(),
  ...event.metadata,
})

export const eventLine = (event: StoredBankEvent): string =>
  [
    String(event.globalPosition).padStart(9),
    event.createdAt.toISOString(),
    `${event.streamId}#${event.streamPosition}`,
    event.type,
    JSON.stringify(wireValues(event.data)),
  ].join('  ')
