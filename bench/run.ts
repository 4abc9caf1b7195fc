/**
 * `npm run bench`: everything against one throw-away Postgres that does wait for the disk. `-- --json` prints nothing
 * but JSON on standard output; `-- append transfer` runs only those blocks. Exits with 1 when a contestant's own data
 * turns out wrong; a goal that is missed is said in the table.
 */
import { type BlockName, blockNames, FULL, runBlocks } from './blocks.ts'
import { describeMachine } from './machine.ts'
import { jsonOf, tableOf } from './report.ts'
import { startServer } from './server.ts'

const args = process.argv.slice(2)
const isJson = args.includes('--json')
const named = args.filter((arg) => arg !== '--json')
const unknown = named.filter((name) => !blockNames.includes(name as BlockName))
if (unknown.length > 0) {
  console.error(
    `There is no block named ${unknown.join(' or ')}: choose from ${blockNames.join(', ')}, --json.`,
  )
  process.exit(2)
}
const names = named.length > 0 ? (named as BlockName[]) : blockNames

const isTerminal = process.stderr.isTTY
const onProgress = (doing: string) => {
  if (isTerminal) process.stderr.write(`\r\x1b[K${doing}`)
}
const endProgress = () => {
  if (isTerminal) process.stderr.write('\r\x1b[K')
}

onProgress('starting Postgres')
const server = await startServer()
try {
  const results = await runBlocks(server, names, FULL, onProgress)
  const machine = describeMachine(await server.version())
  endProgress()
  console.log(isJson ? JSON.stringify(jsonOf(machine, results), null, 2) : tableOf(machine, results))
} catch (error) {
  endProgress()
  console.error(error)
  process.exitCode = 1
} finally {
  await server.stop()
}
