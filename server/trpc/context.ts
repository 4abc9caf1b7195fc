/** What a procedure is handed: who asks, what the request hangs together by, and the parts of the bank it may use. */
import type { CommandAnswer, CommandData, CommandName, CommandRejection } from '../domain/commands.ts'
import type { Actor } from '../domain/decider.ts'
import type { ReadSide } from './read-side.ts'

export type Role = Exclude<Actor['role'], 'system'>

/** Somebody who has signed in. */
export type SignedIn = { readonly actor: Actor & { readonly role: Role }; readonly name: string }

/** The command bus, as far as procedures need it. */
export type Commands = {
  execute<Name extends CommandName>(
    name: Name,
    data: CommandData<Name>,
    context: { actor: Actor; commandId?: string; correlationId?: string },
  ): Promise<
    | { outcome: 'accepted'; version: number; answer: CommandAnswer<Name> }
    | { outcome: 'rejected'; rejection: CommandRejection<Name> }
  >
}

export type DemoUser = { email: string; name: string; role: Role }

/** What is the same for every request. */
export type Services = {
  readonly bus: Commands
  readonly reads: ReadSide
  readonly bank: { readonly demo: boolean; readonly timeZone: string }
  readonly demoUsers: () => Promise<DemoUser[]>
}

export type Context = Services & { readonly signedIn: SignedIn | null; readonly correlationId: string }
