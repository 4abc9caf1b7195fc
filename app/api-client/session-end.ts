/**
 * When the session of this browser ends, as far as can be known without asking: to ask would prolong it. A visit
 * prolongs it when the last time that one did is long enough ago, and nothing does beyond its longest life.
 */

/** As the bank's server sets them; `tests/app/session-end.test.ts` compares. */
export const PROLONGED_AFTER_MS = 10 * 60_000
export const LONGEST_MS = 7 * 24 * 60 * 60_000

export type SessionTimes = {
  readonly createdAt: number
  readonly prolongedAt: number
  /** From the last time it was prolonged until it ends. */
  readonly lengthMs: number
}

export const endOf = ({ createdAt, prolongedAt, lengthMs }: SessionTimes): number =>
  Math.min(prolongedAt + lengthMs, createdAt + LONGEST_MS)

/** After a visit that the bank has answered. */
export const visited = (times: SessionTimes, at: number): SessionTimes =>
  at - times.prolongedAt >= PROLONGED_AFTER_MS && at < endOf(times) ? { ...times, prolongedAt: at } : times

/**
 * What better-auth tells of a session, by this browser's clock; undefined when that is nothing.
 * `aheadMs`: how far this browser's clock is ahead of the bank's. One that is wrong by hours must sign out nobody.
 */
export const readTimes = (answer: unknown, aheadMs: number): SessionTimes | undefined => {
  const session = (answer as { session?: Record<string, unknown> } | null)?.session
  const [createdAt, prolongedAt, expiresAt] = ['createdAt', 'updatedAt', 'expiresAt'].map((name) =>
    Date.parse(String(session?.[name])),
  ) as [number, number, number]
  return [createdAt, prolongedAt, expiresAt].every(Number.isFinite)
    ? {
        createdAt: createdAt + aheadMs,
        prolongedAt: prolongedAt + aheadMs,
        lengthMs: expiresAt - prolongedAt,
      }
    : undefined
}

let lastVisit = 0
/** Told by whoever speaks with the bank. */
export const noteVisit = (): void => {
  lastVisit = Date.now()
}
export const lastVisitAt = (): number => lastVisit

/** Asks, and thereby prolongs. */
export const askForSession = async (): Promise<SessionTimes | 'signed-out' | undefined> => {
  try {
    const response = await fetch('/api/auth/get-session', { signal: AbortSignal.timeout(15_000) })
    if (response.status === 401) return 'signed-out'
    if (!response.ok) return undefined
    const answer: unknown = await response.json()
    const bankTime = Date.parse(response.headers.get('date') ?? '')
    const aheadMs = Number.isFinite(bankTime) ? Date.now() - bankTime : 0
    return answer === null ? 'signed-out' : readTimes(answer, aheadMs)
  } catch {
    return undefined
  }
}
