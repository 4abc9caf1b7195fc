/**
 * One command of the command line, from its arguments to its exit code: 0 when done, 1 with one sentence on standard
 * error when something is wrong, 2 for a wrong use, 130 when it was stopped. The process it runs in is not its concern.
 */
import type { Writable } from 'node:stream'
import { CommanderError } from 'commander'
import { say } from '../sentence.mjs'
import { createProgram } from './commands/program.ts'
import { createOpen } from './open-bank.ts'
import { createOutput, isClosedPipe } from './output.ts'
import { createProgress } from './progress.ts'

const STOPPED = 130

export type CommandSurroundings = {
  readonly env: NodeJS.ProcessEnv
  readonly stdout: Writable
  readonly stderr: Writable & { readonly isTTY?: boolean }
  /** Given at Ctrl-C. */
  readonly stop: AbortSignal
}

export const runCommand = async (
  args: readonly string[],
  { env, stdout, stderr, stop }: CommandSurroundings,
): Promise<number> => {
  // Whoever reads our output has seen enough (`| head`): that ends the work and is no failure.
  const closed = new AbortController()
  const onError = (error: unknown) => {
    if (!isClosedPipe(error)) throw error
    closed.abort()
  }
  stdout.on('error', onError)

  const isJson = () => program.opts().json === true
  const program = createProgram(
    createOpen({
      env,
      output: createOutput(stdout, isJson),
      progress: createProgress(stderr, isJson),
      note: (text) => void stderr.write(`${text}\n`),
      signal: AbortSignal.any([stop, closed.signal]),
    }),
    { writeOut: (text) => void stdout.write(text), writeErr: (text) => void stderr.write(text) },
  )
  const codeOf = (error: unknown): number => {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (closed.signal.aborted) return 0
    if (!stop.aborted) stderr.write(`${say(error)}\n`)
    return 1
  }
  const code = await program.parseAsync(args, { from: 'user' }).then(() => 0, codeOf)
  return stop.aborted && !closed.signal.aborted ? STOPPED : code
}
