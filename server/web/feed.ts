/**
 * `GET /api/feed`: the log for other systems, from any position on. As pages, or, when the client asks for
 * `text/event-stream`, as server-sent events: what has been written, then what is being written, each event once and in
 * order. There is no switch between the two at which one could be lost: it is one loop that always goes on from the last
 * position, and waits when there is nothing behind it.
 *
 * A stream is sent as fast as it is taken: for a client that does not read, one page waits and no more is read.
 */
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { Sql } from '../../db/client.ts'
import type { Sessions } from '../auth/sessions.ts'
import { readHead } from '../event-store/read.ts'
import { allEventTypes } from '../read-models/audit-trail/projection.ts'
import { BeyondHead, findConsumer } from '../read-models/feed/consumers.ts'
import { type FeedPage, readFeed } from '../read-models/feed/read-feed.ts'
import type { LogWatch } from '../read-models/log-watch.ts'
import { consumerName } from '../trpc/routers/feed.ts'
import { sendError, sendJson } from './answer.ts'
import { BadQuery, type PersonalEndpoint, parseQuery } from './endpoint.ts'
import { sendTexts } from './send-texts.ts'

export type FeedOptions = {
  readonly sql: Sql
  readonly logWatch: Pick<LogWatch, 'movesBeyond' | 'stopping'>
  readonly sessions: Pick<Sessions, 'endOf'>
  readonly heartbeatMs?: number
  /** Reads a stretch of the log; handed in so that a test can see how much is read. */
  readonly read?: typeof readFeed
}

/** Of this process. Each holds a page of events at most. */
const MAX_STREAMS = 50
const STREAM_PAGE = 200
const RETRY_AFTER_SECONDS = 10

const wholeNumber = (least: number, most: number, reason: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, reason)
    .transform(Number)
    .refine((value) => value >= least && value <= most, reason)

const position = wholeNumber(0, Number.MAX_SAFE_INTEGER, 'must be a whole number, at least 0')

const querySchema = z.strictObject({
  after: position.optional(),
  consumer: consumerName.optional(),
  limit: wholeNumber(1, 1_000, 'must be a whole number from 1 to 1000').default(100),
  types: z
    .string()
    .transform((text) => text.split(','))
    .pipe(
      z.array(z.enum(allEventTypes, { error: `must be some of ${allEventTypes.join(', ')}, with commas` })),
    )
    .transform((types): ReadonlySet<string> => new Set(types))
    .optional(),
})

export const feed = ({
  sql,
  logWatch,
  sessions,
  heartbeatMs = 15_000,
  read = readFeed,
}: FeedOptions): PersonalEndpoint => {
  let streams = 0

  return async ({ request, response, query, correlationId, signedIn }) => {
    const { limit, types, ...from } = parseQuery(querySchema, query)
    const isStream = wantsStream(request)
    const after = await startOf(sql, { ...from, lastEventId: isStream ? lastEventIdOf(request) : undefined })
    if (!isStream) {
      const { unreadable, ...page } = await read(sql, { after, limit, types })
      if (unreadable && page.events.length === 0)
        return sendError(response, unreadableAnswer(unreadable), correlationId)
      return sendJson(response, 200, page)
    }

    if (streams >= MAX_STREAMS) return sendError(response, tooManyStreams, correlationId)
    streams += 1
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const over = AbortSignal.any([
      gone.signal,
      logWatch.stopping,
      sessions.endOf(signedIn.sessionId, gone.signal),
    ])
    const texts = async function* () {
      yield 'retry: 2000\n\n'
      let reached = after
      while (!over.aborted) {
        const page = await read(sql, { after: reached, limit: STREAM_PAGE, types })
        const isCaughtUp = page.nextAfter === reached
        reached = page.nextAfter
        if (page.events.length > 0) yield page.events.map(toMessage).join('')
        if (page.unreadable) {
          yield `event: unreadable\ndata: ${JSON.stringify(page.unreadable)}\n\n`
          return
        }
        if (!isCaughtUp) continue
        const hasMoved = await logWatch.movesBeyond(reached, { withinMs: heartbeatMs, signal: over })
        // With its place in the log, so that whoever wants few types need not have all looked through again.
        if (!hasMoved && !over.aborted) yield `: heartbeat\nid: ${reached}\n\n`
      }
    }
    response.setHeader('Content-Type', 'text/event-stream; charset=utf-8')
    // A proxy that gathered events would make them late.
    response.setHeader('X-Accel-Buffering', 'no')
    response.flushHeaders()
    await sendTexts(response, texts(), correlationId)
    streams -= 1
    gone.abort()
  }
}

const toMessage = (event: FeedPage['events'][number]): string =>
  `id: ${event.position}\ndata: ${JSON.stringify(event)}\n\n`

const wantsStream = ({ headers }: IncomingMessage): boolean =>
  headers.accept?.split(',').some((type) => type.split(';')[0]?.trim() === 'text/event-stream') === true

const lastEventIdOf = ({ headers }: IncomingMessage): number | undefined => {
  const given = headers['last-event-id']
  if (given === undefined || given === '') return undefined
  const parsed = position.safeParse(given)
  if (!parsed.success)
    throw new BadQuery([{ path: 'Last-Event-ID', reason: 'must be a position from this feed' }])
  return parsed.data
}

type Start = {
  readonly after?: number | undefined
  readonly consumer?: string | undefined
  readonly lastEventId: number | undefined
}

/** What a client was sent last counts more than where it began. Throws {@link BadQuery}. */
const startOf = async (sql: Sql, { after, consumer, lastEventId }: Start): Promise<number> => {
  if (after !== undefined && consumer !== undefined)
    throw new BadQuery([
      { path: 'after', reason: 'must not be given with a consumer, which has its own position' },
    ])
  const found = consumer === undefined ? undefined : await findConsumer(sql, consumer)
  if (consumer !== undefined && !found)
    throw new BadQuery([{ path: 'consumer', reason: 'there is no such consumer' }])
  const start = lastEventId ?? found?.position ?? after ?? 0
  const head = await readHead(sql)
  if (start > head)
    throw new BadQuery([
      { path: lastEventId === undefined ? 'after' : 'Last-Event-ID', reason: new BeyondHead(head).message },
    ])
  return start
}

const tooManyStreams = {
  status: 503,
  code: 'SERVICE_UNAVAILABLE',
  message: 'Too many systems are following the bank; please read pages.',
  retryAfterSeconds: RETRY_AFTER_SECONDS,
}

const unreadableAnswer = ({ position: at, type, streamId }: NonNullable<FeedPage['unreadable']>) => ({
  status: 503,
  code: 'UNREADABLE_EVENT',
  message: `Event ${at} (${type} in ${streamId}) cannot be read. The feed goes on when it can be, or behind it with after=${at}.`,
  retryAfterSeconds: RETRY_AFTER_SECONDS,
})
