/**
 * The sessions of those who stay connected, such as for live updates: a request is let in once and then goes on for
 * hours, so it has to be told when its session ends.
 */
import type { Sql } from '../../db/client.ts'
import { log } from '../log.ts'

/** However often it is prolonged, a session ends a week after the sign-in. */
export const LONGEST_SESSION_MS = 7 * 24 * 60 * 60 * 1000

export const createLastingSessions = (sql: Sql, checkMs: number) => {
  const endings = new Map<string, Set<AbortController>>()
  let timer: NodeJS.Timeout | undefined

  const ended = (sessionId: string): void => {
    for (const ending of endings.get(sessionId) ?? []) ending.abort()
  }

  /** Ends those whose session has run out or is gone. One query for all. */
  const check = async (): Promise<void> => {
    const asked = [...endings.keys()]
    if (asked.length === 0) return
    try {
      const standing = await sql<{ id: string }[]>`
        SELECT id FROM auth_sessions
        WHERE id = ANY (${asked}::uuid[]) AND expires_at > now()
          AND created_at > now() - make_interval(secs => ${LONGEST_SESSION_MS / 1000})
        ORDER BY id`
      const ids = new Set(standing.map(({ id }) => id))
      for (const sessionId of asked) if (!ids.has(sessionId)) ended(sessionId)
    } catch (err) {
      log.warn({ err }, 'It could not be checked whether sessions still stand')
    }
  }

  return {
    ended,
    check,
    endOf: (sessionId: string, until: AbortSignal): AbortSignal => {
      const ending = new AbortController()
      const own = endings.get(sessionId) ?? new Set()
      own.add(ending)
      endings.set(sessionId, own)
      timer ??= setInterval(() => void check(), checkMs)
      const giveUp = () => {
        own.delete(ending)
        if (own.size === 0 && endings.get(sessionId) === own) endings.delete(sessionId)
        if (endings.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
      if (until.aborted) giveUp()
      else until.addEventListener('abort', giveUp, { once: true })
      return ending.signal
    },
    stop: (): void => clearInterval(timer),
  }
}
