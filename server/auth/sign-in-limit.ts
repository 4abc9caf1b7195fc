/**
 * Counts failed sign-ins in the database, so that all processes count together: per account and client address, per
 * account from anywhere, and per client address. Past the limit nobody is let try until the window ends, whether the
 * account exists or not.
 *
 * An attempt is counted before the password is checked and taken back when it was right: a thousand guesses sent at once
 * find the counter as closed as a thousand sent one after another.
 */
import { createHmac } from 'node:crypto'
import type { Sql } from '../../db/client.ts'

const WINDOW_SECONDS = 5 * 60

/** A person forgets a password a few times; a shared address has many people; an account has one. */
const limits = { accountAndAddress: 10, account: 100, address: 100 }

export type SignInAttempt = {
  /** Seconds to wait, when the attempt may not be made. */
  readonly retryAfterSeconds: number | undefined
  /** The password was right: what this address has failed on this account before is forgotten. */
  readonly succeeded: () => Promise<void>
  /** It was no wrong guess, but right, or bad input, or a fault: what was counted for it is taken back. */
  readonly takeBack: () => Promise<void>
}

export type SignInLimit = {
  readonly begin: (attempt: { email: string; address: string }) => Promise<SignInAttempt>
}

type Counter = { key: string; failures: number; seconds_left: number }

export const createSignInLimit = ({ sql, secret }: { sql: Sql; secret: string }): SignInLimit => {
  // The table is to say how often, not who.
  const keyOf = (kind: string, ...parts: string[]) =>
    `${kind} ${createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url')}`

  const takeBack = async (keys: string[]) => {
    await sql`
      UPDATE auth_sign_in_failures SET failures = failures - 1
      WHERE key IN (SELECT key FROM auth_sign_in_failures WHERE key IN ${sql(keys)} ORDER BY key FOR UPDATE)
        AND failures > 0`
  }

  return {
    begin: async ({ email, address }) => {
      const person = email.trim().toLowerCase()
      const limitOf = new Map([
        [keyOf('account-address', person, address), limits.accountAndAddress],
        [keyOf('account', person), limits.account],
        [keyOf('address', address), limits.address],
      ])
      // In order, so that two attempts that share keys never wait for each other crosswise.
      const keys = [...limitOf.keys()].sort()
      const counters = await sql<Counter[]>`
        INSERT INTO auth_sign_in_failures AS counter (key, failures, window_ends_at)
        SELECT key, 1, now() + make_interval(secs => ${WINDOW_SECONDS})
        FROM unnest(${keys}::text[]) AS given (key)
        ORDER BY key
        ON CONFLICT (key) DO UPDATE SET
          failures = CASE WHEN counter.window_ends_at <= now() THEN 1 ELSE counter.failures + 1 END,
          window_ends_at = CASE WHEN counter.window_ends_at <= now() OR counter.failures <= 0
            THEN excluded.window_ends_at ELSE counter.window_ends_at END
        RETURNING key, failures, ceil(extract(epoch FROM window_ends_at - now()))::int AS seconds_left`
      const exceeded = counters.filter(({ key, failures }) => failures > (limitOf.get(key) ?? 0))

      if (exceeded.length > 0) {
        // A refused attempt is no guess: were it counted, a locked account would lock its whole address in the end.
        await takeBack(keys)
        await forgetOld()
        const wait = Math.max(...exceeded.map(({ seconds_left }) => seconds_left))
        return { retryAfterSeconds: Math.max(1, wait), succeeded: nothing, takeBack: nothing }
      }
      const [ofAccountAndAddress] = limitOf.keys()
      return {
        retryAfterSeconds: undefined,
        succeeded: async () => {
          await sql`DELETE FROM auth_sign_in_failures WHERE key = ${ofAccountAndAddress!}`
        },
        takeBack: () => takeBack(keys),
      }
    },
  }

  async function forgetOld() {
    await sql`DELETE FROM auth_sign_in_failures WHERE window_ends_at < now() - interval '1 hour'`
  }
}

const nothing = async () => undefined
