/**
 * Ctrl-C, SIGTERM and SIGHUP. The first asks for an orderly end, a second one for a quick one. npm passes on the Ctrl-C
 * that the terminal has already sent to us, so what follows within a moment is the same request.
 */
const SAME_REQUEST_MS = 700

export type StopSignal = {
  readonly wished: AbortSignal
  readonly hurried: AbortSignal
  readonly wish: () => void
}

export const listenForStop = (): StopSignal => {
  const wished = new AbortController()
  const hurried = new AbortController()
  let wishedAt = 0
  const wish = () => {
    if (wished.signal.aborted) {
      if (Date.now() - wishedAt > SAME_REQUEST_MS) hurried.abort()
      return
    }
    wishedAt = Date.now()
    wished.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const before = process.listeners(signal)
    process.on(signal, wish)
    // Until now a signal simply ended the process (see bootstrap.mjs). Taken off after ours is on: with no listener in
    // between, a signal that has come but was not delivered yet would be lost.
    for (const listener of before) process.off(signal, listener)
  }
  // Started by another Node that has gone.
  process.on('disconnect', wish)
  return { wished: wished.signal, hurried: hurried.signal, wish }
}

/** Rejects as soon as the signal is given; whatever the work still does is nobody's concern any more. */
export const unless = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> => {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener('abort', abort))
}
