/** A command as tests hand it around: what is asked, and by whom. */
import type { CommandData, CommandName } from '../../server/domain/commands.ts'
import type { Actor } from '../../server/domain/decider.ts'

export type TestCommand<Name extends CommandName = CommandName> = {
  [N in Name]: {
    readonly name: N
    readonly data: CommandData<N>
    readonly by: Actor
    /** When it is given, as ISO text; any time will do when it is left out. */
    readonly at?: string
    /** How many there are already of what it makes, as far as the bank's rows say. */
    readonly already?: number
  }
}[Name]
