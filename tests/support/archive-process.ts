/**
 * A process of its own that moves months, or brings them back, to be killed in the middle of it.
 *
 * `node archive-process.ts <database url> run|restore <folder> [<events>]`: after so many events it says so and does
 * nothing any more.
 */
import { writeSync } from 'node:fs'
import { connect } from '../../db/client.ts'
import { archiveMonths, restoreMonths } from '../../server/event-store/archive/archive.ts'
import { OLD_MONTHS } from './old-months.ts'

const [url, verb, directory, standStillAfter = 'Infinity'] = process.argv.slice(2) as [
  string,
  'run' | 'restore',
  string,
  string?,
]
const { sql, close } = connect(url, { applicationName: 'archiving', max: 3 })
const onProgress = (events: number) => {
  if (events < Number(standStillAfter)) return
  writeSync(1, 'stands still\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
await (verb === 'run'
  ? archiveMonths(sql, { ...OLD_MONTHS, directory, onProgress })
  : restoreMonths(sql, { onProgress }))
await close()
