/** An event as the command line shows it: one object in JSON, as auditors get it, and one line for people. */
import type { StoredBankEvent } from '../../../server/domain/events.ts'
import { wireValues } from '../../../server/domain/wire.ts'
import { toAuditedEvent } from '../../../server/read-models/audit-trail/audited-event.ts'

export const eventJson = toAuditedEvent

export const eventLine = (event: StoredBankEvent): string =>
  [
    String(event.globalPosition).padStart(9),
    event.createdAt.toISOString(),
    `${event.streamId}#${event.streamPosition}`,
    event.type,
    JSON.stringify(wireValues(event.data)),
  ].join('  ')
