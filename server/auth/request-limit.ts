/**
 * So many requests of one kind a minute and person, counted in the database, so that all processes count together. For
 * questions whose answers add up to more than anybody should know: whose account a number is.
 */
import type { Sql } from '../../db/client.ts'

const WINDOW_SECONDS = 60

/** Asked more often than the limit allows; nothing has been answered. */
export class TooManyRequests extends Error {
  override name = 'TooManyRequests'
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super('This has been asked too often')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export type RequestLimit = {
  /** Counts a request of this user, or so many. Throws {@link TooManyRequests}. */
  readonly count: (userId: string, times?: number) => Promise<void>
}

type Counter = { requests: number; seconds_left: number }

export const createRequestLimit = (
  { sql }: { readonly sql: Sql },
  { kind, perMinute }: { readonly kind: string; readonly perMinute: number },
): RequestLimit => ({
  count: async (userId, times = 1) => {
    const [counter] = await sql<Counter[]>`
      INSERT INTO auth_request_counts AS counter (kind, user_id, requests, window_ends_at)
      VALUES (${kind}, ${userId}, ${times}, now() + make_interval(secs => ${WINDOW_SECONDS}))
      ON CONFLICT (kind, user_id) DO UPDATE SET
        requests = CASE WHEN counter.window_ends_at <= now() THEN excluded.requests
                        ELSE counter.requests + excluded.requests END,
        window_ends_at = CASE WHEN counter.window_ends_at <= now() THEN excluded.window_ends_at
                              ELSE counter.window_ends_at END
      RETURNING requests, ceil(extract(epoch FROM window_ends_at - now()))::int AS seconds_left`
    const { requests, seconds_left } = counter!
    if (requests === times) await forgetOld(sql)
    if (requests > perMinute) throw new TooManyRequests(Math.max(1, seconds_left))
  },
})

const forgetOld = (sql: Sql) =>
  sql`DELETE FROM auth_request_counts WHERE window_ends_at < now() - interval '1 hour'`
