/**
 * `npm run bank -- <topic> <verb>`: the bank's log and read models at the terminal. Exit code 0 when done, 1 with one
 * sentence on standard error when something is wrong, 2 for a wrong use, 130 after Ctrl-C, which ends the work cleanly.
 */
import { CommanderError } from 'commander'
import { say } from '../sentence.mjs'
import { createProgram } from './commands/program.ts'
import { createOpen } from './open-bank.ts'
import { createOutput, isClosedPipe } from './output.ts'
import { createProgress } from './progress.ts'
import { listenForStop } from './stop-signal.ts'

const STOPPED = 130

const stop = listenForStop()
stop.hurried.addEventListener('abort', () => process.exit(STOPPED))
// Whoever reads our output has seen enough (`| head`): that ends the work and is no failure.
let isClosed = false
process.stdout.on('error', (error) => {
  if (!isClosedPipe(error)) throw error
  isClosed = true
  stop.wish()
})

const isJson = () => program.opts().json === true
const program = createProgram(
  createOpen({
    output: createOutput(process.stdout, isJson),
    progress: createProgress(process.stderr, isJson),
    signal: stop.wished,
  }),
)

const main = async (): Promise<number> => {
  try {
    await program.parseAsync()
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (stop.wished.aborted) return 0
    process.stderr.write(`${say(error)}\n`)
    return 1
  }
}

const code = await main()
process.exit(stop.wished.aborted && !isClosed ? STOPPED : code)
