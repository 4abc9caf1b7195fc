/** An event as auditors see it, with who, when and why: one object of the wire. */
import type { StoredBankEvent } from '../../domain/events.ts'
import { type WireValue, wireValues } from '../../domain/wire.ts'

export type AuditedEvent = {
  position: number
  streamId: string
  streamPosition: number
  type: string
  schemaVersion: number
  /** As in the event, money in the form of the wire. */
  data: Record<string, WireValue>
  at: string
  commandId: string
  correlationId: string
  causationId: string
  userId: string
}

export const toAuditedEvent = (event: StoredBankEvent): AuditedEvent => {
  const { commandId, correlationId, causationId, userId } = event.metadata
  return {
    position: event.globalPosition,
    streamId: event.streamId,
    streamPosition: event.streamPosition,
    type: event.type,
    schemaVersion: event.schemaVersion,
    data: wireValues(event.data),
    at: event.createdAt.toISOString(),
    commandId,
    correlationId,
    causationId,
    userId,
  }
}
