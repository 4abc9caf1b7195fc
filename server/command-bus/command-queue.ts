/** The waiting line. First come, first served, except that one command id is never in the same batch twice. */
import { receiptKeyOf, type WaitingCommand } from './command.ts'

export const createCommandQueue = () => {
  let waiting: WaitingCommand[] = []
  return {
    get length() {
      return waiting.length
    },
    add: (command: WaitingCommand): void => {
      waiting.push(command)
    },
    /** To the front: they have waited before. */
    putBack: (commands: readonly WaitingCommand[]): void => {
      if (commands.length > 0) waiting = [...commands, ...waiting]
    },
    /** Up to `max` commands; a repeated id stays, so that the next batch finds the receipt that this one writes. */
    take: (max: number): WaitingCommand[] => {
      const keys = new Set<string>()
      const taken: WaitingCommand[] = []
      const left: WaitingCommand[] = []
      for (const command of waiting) {
        const key = receiptKeyOf(command)
        if (taken.length === max || keys.has(key)) left.push(command)
        else {
          keys.add(key)
          taken.push(command)
        }
      }
      waiting = left
      return taken
    },
  }
}
