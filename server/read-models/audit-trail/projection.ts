/** An entry for every event, whatever its type. */
import { createHash } from 'node:crypto'
import { type BankEventType, eventDefinitions, type StoredBankEvent } from '../../domain/events.ts'
import { append, projector } from '../projection.ts'
import { auditEntryTable } from './table.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * The id itself where it is a UUID, as nearly all are; a UUID made from it where it is not, such as the bank's own
 * `system`. Entries are only looked up by it: what is shown comes from the event.
 */
export const uuidOf = (id: string): string => {
  if (UUID.test(id)) return id
  const known = madeFor.get(id)
  if (known !== undefined) return known
  const bytes = createHash('sha256').update(`passbook audit ${id}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const made = bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  if (madeFor.size < 1_000) madeFor.set(id, made)
  return made
}
/** Half of all events may be the system's own. */
const madeFor = new Map<string, string>()

/** What follows the kind in a stream's name: `BankAccount-<id>`. */
export const subjectOf = (streamId: string): string => uuidOf(streamId.slice(streamId.indexOf('-') + 1))

const entry = ({ globalPosition, streamId, type, metadata }: StoredBankEvent) => [
  {
    position: globalPosition,
    subjectId: subjectOf(streamId),
    eventType: type,
    userId: uuidOf(metadata.userId),
    commandId: uuidOf(metadata.commandId),
    correlationId: uuidOf(metadata.correlationId),
    causationId: metadata.causationId === metadata.commandId ? null : uuidOf(metadata.causationId),
  },
]

export const allEventTypes = Object.keys(eventDefinitions) as BankEventType[]

export const auditTrail = projector('audit-trail', [
  append(auditEntryTable, Object.fromEntries(allEventTypes.map((type) => [type, entry])), {
    // No entry depends on another: one event that cannot be taken in holds up none.
    key: ({ globalPosition }) => String(globalPosition),
  }),
])
