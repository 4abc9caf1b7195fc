/** A command on its way through the bus: what was asked, by whom, and how the caller is to be answered. */
import { hash } from 'node:crypto'
import type { CommandName } from '../domain/commands.ts'
import type { Actor, CommandDefinition, StreamRef } from '../domain/decider.ts'
import type { EventMetadata } from '../domain/event.ts'
import { encodeJson } from '../event-store/codec.ts'

export type Rejection = { readonly reason: string }

export type Result =
  | { readonly outcome: 'accepted'; readonly version: number; readonly answer: object }
  | { readonly outcome: 'rejected'; readonly rejection: Rejection }

export type WaitingCommand = {
  readonly name: CommandName
  readonly definition: CommandDefinition
  /** The command's data with all its ids. */
  readonly data: object
  /** Those that the first ones' states name are added as soon as they are known. */
  streams: Readonly<Record<string, StreamRef>>
  /** Ids that were made for this command, so that nobody else can have used them. */
  readonly newIds: ReadonlySet<string>
  readonly actor: Actor
  readonly commandId: string
  /** Ids are scoped to the actor: nobody can find out, or block, what another one has sent. */
  readonly receiptKey: string
  /** Only an id that the caller made can have been used before; one made here need not be looked up. */
  readonly idFromCaller: boolean
  /** Of the data as it came in, before any id was filled in, so that the same request has the same hash. */
  readonly requestHash: string
  readonly metadata: EventMetadata
  readonly at: Date
  /** When its request came in, where there was one, and when the bus was called (`performance.now()`). */
  readonly arrivedAt: number | undefined
  readonly calledAt: number
  /** Set when it was rejected on a cached state: it is decided once more on a fresh one before the caller hears no. */
  doubtful: boolean
  /**
   * Set when it had to wait for a long stream: until when its caller may be kept (`performance.now()`). From then on its
   * id is looked up, because a try before may have been written without an answer.
   */
  waitsUntil?: number
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

export const requestHashOf = (name: string, data: object): string =>
  hash('sha256', `${name} ${encodeJson(data)}`, 'base64url')

export const receiptKeyOf = ({ actor, commandId }: { actor: string; commandId: string }): string =>
  `${commandId} ${actor}`
