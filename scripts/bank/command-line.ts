/** `npm run bank -- <topic> <verb>`: the bank's log and read models at the terminal, as a process of its own. */
import { runCommand } from './run-command.ts'
import { listenForStop } from './stop-signal.ts'

const STOPPED = 130

// A first Ctrl-C ends the work cleanly; who cannot wait for that presses it again.
const stop = listenForStop()
stop.hurried.addEventListener('abort', () => process.exit(STOPPED))

const { env, stdout, stderr } = process
process.exit(await runCommand(process.argv.slice(2), { env, stdout, stderr, stop: stop.wished }))
