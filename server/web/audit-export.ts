/**
 * `GET /api/audit/export?format=csv|jsonl&…filters`: all that the filters leave, oldest first, as a file. It is written
 * as fast as it is taken: one page is in memory, the next is read when the client has taken that, and none any more when
 * the client has gone.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { Sql } from '../../db/client.ts'
import { log } from '../log.ts'
import { exportAudit } from '../read-models/audit-trail/export.ts'
import { mistakeInRange } from '../read-models/audit-trail/filter.ts'
import { streamExists } from '../read-models/audit-trail/queries.ts'
import { exportFormats, mediaTypes, written } from '../read-models/audit-trail/written.ts'
import { auditFilter } from '../trpc/audit-filter.ts'
import { BadQuery, type Endpoint, parseQuery } from './endpoint.ts'

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
    try {
      // One text at a time: a page is a text, and the next is not to be read before this one has been taken.
      await pipeline(Readable.from(written(pages(), format), { highWaterMark: 1 }), response)
    } catch (err) {
      // Cut off without an end, so that nobody takes what has arrived for all of it.
      response.destroy()
      if (!isClientGone(err)) log.error({ err, correlationId }, 'an export failed')
    }
  }

const isClientGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
