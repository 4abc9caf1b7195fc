/** The waiting line. First come, first served, except that one command id is never in the same batch twice. */
import type { WaitingCommand } from './command.ts'

export const createCommandQueue = () => {
  let waiting: WaitingCommand[] = []
  let watch: { readonly length: number; readonly resolve: () => void } | undefined
  const look = () => {
    if (!watch || waiting.length < watch.length) return
    watch.resolve()
    watch = undefined
  }
  return {
    get length() {
      return waiting.length
    },
    add: (command: WaitingCommand): void => {
      waiting.push(command)
      look()
    },
    /** Resolves as soon as this many are waiting. Whoever asked before is forgotten. */
    reaches: (length: number): Promise<void> =>
      new Promise((resolve) => {
        watch = { length, resolve }
        look()
      }),
    /** To the front: they have waited before. */
    putBack: (commands: readonly WaitingCommand[]): void => {
      if (commands.length > 0) waiting = [...commands, ...waiting]
      look()
    },
    /**
     * Up to `max` commands. A repeated id, also one that is `inWork` already, stays, so that a later batch finds the
     * receipt that the first one writes.
     */
    take: (max: number, inWork: readonly WaitingCommand[] = []): WaitingCommand[] => {
      const keys = new Set(inWork.map(({ receiptKey }) => receiptKey))
      const taken: WaitingCommand[] = []
      const left: WaitingCommand[] = []
      for (const command of waiting) {
        if (taken.length === max || keys.has(command.receiptKey)) left.push(command)
        else {
          keys.add(command.receiptKey)
          taken.push(command)
        }
      }
      waiting = left
      return taken
    },
  }
}
