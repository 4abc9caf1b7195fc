/**
 * Two password checks at a time, the others in line. Hashing takes tens of milliseconds of a core and 32 MiB each: a
 * flood of sign-ins would otherwise take every thread that files are read with, and every core that moves money.
 */
export class LaneFull extends Error {
  override name = 'LaneFull'
  readonly retryAfterSeconds = 2
}

export type Lane = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Throws {@link LaneFull} at once when `maxWaiting` are in line already. */
export const createLane = ({ atOnce = 2, maxWaiting = 200 } = {}): Lane => {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running < atOnce) running += 1
    else {
      if (waiting.length >= maxWaiting) throw new LaneFull('Too many sign-ins are waiting')
      // Whoever leaves hands the place over, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
