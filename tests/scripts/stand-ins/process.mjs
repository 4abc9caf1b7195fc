/**
 * Stands in for the web or the worker where only their supervision is tested: notes its life in a file, ends by the
 * same rules as they do, and dies when told to.
 */
import { appendFileSync } from 'node:fs'

const note = (text) => appendFileSync(process.env.STAND_IN_JOURNAL, `${text} ${process.pid}\n`)
const keepAlive = setInterval(() => undefined, 1_000)

const end = (why) => {
  note(why)
  clearInterval(keepAlive)
  process.exit(0)
}

note('started')
if (process.env.STAND_IN_DIES === 'at once') {
  console.error('Error: this one never works')
  process.exit(3)
}
process.once('SIGTERM', () => setTimeout(() => end('drained'), Number(process.env.STAND_IN_DRAIN_MS ?? 0)))
process.once('disconnect', () => end('orphaned'))
process.send?.({ type: 'ready' })
