/**
 * Steps as the person at the terminal sees them: one line each, with its name, its outcome and its time; while a long
 * one runs, its line ticks (on a terminal) or is followed by a sign of life every few seconds (in a log).
 */
const NAME_WIDTH = 14
const SIGN_OF_LIFE_MS = 5_000

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`

/** @param {{write: (text: string) => unknown, isTTY?: boolean, columns?: number}} stream */
export const createSteps = (stream = process.stdout) => {
  const live = Boolean(stream.isTTY)
  let hushed = false
  const line = (mark, name, text) => `${mark} ${name.padEnd(NAME_WIDTH)} ${text}`
  const fits = (text) => text.slice(0, Math.max(20, (stream.columns ?? 80) - 1))

  /** Starts now; shown when its turn comes. `work` may tell what it is doing, and returns its outcome in a few words. */
  const begin = (name, work) => {
    const startedAt = Date.now()
    let doing = ''
    let endedAt
    const done = (async () => work((text) => (doing = text)))().finally(() => (endedAt = Date.now()))
    // Somebody looks at it later; until then a failure is not an unhandled one.
    done.catch(() => undefined)

    const shown = async () => {
      const soFar = (mark) =>
        fits(line(mark, name, [doing, seconds(Date.now() - startedAt)].filter(Boolean).join('  ')))
      const tick = setInterval(
        () => !hushed && stream.write(live ? `\r\x1b[2K${soFar('·')}` : `${soFar('·')}\n`),
        live ? 200 : SIGN_OF_LIFE_MS,
      )
      try {
        const outcome = await done
        const text = [outcome, seconds(endedAt - startedAt)].filter(Boolean).join('  ')
        if (!hushed) stream.write(`${live ? '\r\x1b[2K' : ''}${line('✓', name, text)}\n`)
        return outcome
      } catch (error) {
        if (!hushed)
          stream.write(`${live ? '\r\x1b[2K' : ''}${line('✗', name, seconds(endedAt - startedAt))}\n`)
        throw error
      } finally {
        clearInterval(tick)
      }
    }
    return { done, shown }
  }

  return {
    begin,
    step: (name, work) => begin(name, work).shown(),
    note: (text) => stream.write(`${text}\n`),
    hush: () => {
      hushed = true
    },
  }
}
