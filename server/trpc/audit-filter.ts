/** What an audit can ask for, as it comes over the wire: for the procedures and for the export alike. */
import { z } from 'zod'
import { aggregates } from '../domain/aggregates.ts'
import { allEventTypes } from '../read-models/audit-trail/projection.ts'

const uuid = z.uuid({ error: 'must be a UUID' }).toLowerCase()

const instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 instant, such as 2026-01-31T12:00:00Z' })
  .transform((text) => new Date(text))

const kinds = Object.keys(aggregates)

export const streamIdSchema = z
  .string('must be a stream id')
  .regex(
    new RegExp(`^(${kinds.join('|')})-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`),
    `must be ${kinds.join('-, ')}- and a UUID`.replace(/, ([^,]*)$/, ' or $1'),
  )

export const auditFilter = {
  streamId: streamIdSchema.optional(),
  userId: z.string('must be a user id').min(1, 'must not be empty').max(100, 'is too long').optional(),
  commandId: uuid.optional(),
  correlationId: uuid.optional(),
  type: z.enum(allEventTypes, { error: `must be one of ${allEventTypes.join(', ')}` }).optional(),
  from: instant.optional(),
  to: instant.optional(),
}
