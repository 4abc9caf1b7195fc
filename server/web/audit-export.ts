/**
 * `GET /api/audit/export?format=csv|jsonl&…filters`: all that the filters leave, oldest first, as a file. It is written
 * as fast as it is taken: one page is in memory, the next is read when the client has taken that, and none any more when
 * the client has gone.
 */
import { z } from 'zod'
import type { Sql } from '../../db/client.ts'
import { exportAudit } from '../read-models/audit-trail/export.ts'
import { mistakeInRange } from '../read-models/audit-trail/filter.ts'
import { streamExists } from '../read-models/audit-trail/queries.ts'
import { exportFormats, mediaTypes, written } from '../read-models/audit-trail/written.ts'
import { auditFilter } from '../trpc/audit-filter.ts'
import { BadQuery, type Endpoint, parseQuery } from './endpoint.ts'
import { sendTexts } from './send-texts.ts'

// Strict: a filter that is misspelt must not export everything.
const querySchema = z.strictObject({
  ...auditFilter,
  format: z.enum(exportFormats, { error: `must be one of ${exportFormats.join(', ')}` }),
})

/** `open` reads the log; handed in so that a test can see how much is read. */
export const auditExport =
  (sql: Sql, open = exportAudit): Endpoint =>
  async ({ response, query, correlationId }) => {
    const { format, ...filter } = parseQuery(querySchema, query)
    const mistake = mistakeInRange(filter, new Date())
    if (mistake) throw new BadQuery([mistake])
    if (!(await streamExists(sql, filter.streamId)))
      throw new BadQuery([{ path: 'streamId', reason: 'there is no such stream' }])

    const { version, pages } = await open(sql, filter)
    response.setHeader('Content-Type', mediaTypes[format])
    response.setHeader('Content-Disposition', `attachment; filename="audit-${version}.${format}"`)
    response.setHeader('X-Version', String(version))
    await sendTexts(response, written(pages(), format), correlationId)
  }
