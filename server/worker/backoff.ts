/** When a projector that fails may be tried again: after 1 s, 2 s, 4 s and so on, a minute at most. */
export type Backoff = {
  readonly mayTry: (name: string) => boolean
  /** Answers how long it is to be left alone. */
  readonly failed: (name: string) => number
  readonly succeeded: (name: string) => void
}

const FIRST_MS = 1_000
const LONGEST_MS = 60_000

export const createBackoff = (now: () => number = () => performance.now()): Backoff => {
  const failures = new Map<string, { count: number; until: number }>()
  return {
    mayTry: (name) => now() >= (failures.get(name)?.until ?? 0),
    failed: (name) => {
      const count = (failures.get(name)?.count ?? 0) + 1
      const waitMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (count - 1))
      failures.set(name, { count, until: now() + waitMs })
      return waitMs
    },
    succeeded: (name) => void failures.delete(name),
  }
}
