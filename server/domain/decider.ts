/**
 * The decider: `decide` says what happens, `evolve` says what that means for the state. Both are pure; ids, time and
 * the person acting come in with the command. (Jérémie Chassaing, "Functional Event Sourcing Decider".)
 */
import type { z } from 'zod'
import type { AggregateName, CustomerId, NewId, StreamId } from './ids.ts'

export type Decision<Event, Rejection> =
  | { readonly outcome: 'accepted'; readonly events: readonly Event[] }
  | { readonly outcome: 'rejected'; readonly rejection: Rejection }

export const accepted = <const Events extends readonly { type: string }[]>(
  ...events: Events
): Decision<Events[number], never> => ({ outcome: 'accepted', events })
export const rejected = <const Rejection extends { reason: string }>(
  rejection: Rejection,
): Decision<never, Rejection> => ({ outcome: 'rejected', rejection })

/** What a kind of stream is: its empty state, how events change it, and how its state is kept in a snapshot. */
export type Aggregate<State = unknown, Event extends { type: string } = { type: string }> = {
  readonly name: AggregateName
  readonly initialState: State
  // A method, not a function property: only so can aggregates of different events stand in one registry.
  evolve(state: State, event: Event): State
  /** Whether hardly anything can happen to it any more, so that it need not be kept in memory. */
  isFinal?(state: State): boolean
  /** Raise `schemaVersion` whenever the state's shape changes: older snapshots are then ignored. */
  readonly snapshot: {
    readonly schemaVersion: number
    readonly schema: z.ZodType<State>
    /** Then none is ever kept: names and numbers stand in plain nowhere that outlives their customer's key. */
    readonly hasPersonalData?: true
  }
}

export type Role = 'customer' | 'teller' | 'approver' | 'auditor' | 'system'

/** Who gives a command. `system` is the bank itself: its processes, and the demo bank's past. */
export type Actor = { readonly userId: string; readonly role: Role; readonly customerId: CustomerId | null }

export type StreamRef<State = unknown> = {
  readonly streamId: StreamId
  readonly aggregate: Aggregate<State>
}

/** A command's streams by the part they play. Those that it writes nothing to are checked to be unchanged. */
export type StreamRefs = Readonly<Record<string, StreamRef>>
export type StatesOf<Streams extends StreamRefs> = {
  readonly [Part in keyof Streams]: NonNullable<Streams[Part]> extends StreamRef<infer State> ? State : never
}

export type FieldProblem = { readonly field: string; readonly reason: string }

/** What `decide` may answer: events of any aggregate, or a reason. Each command's own union is kept by inference. */
type AnyDecision = Decision<{ type: string; data: object }, { reason: string }>

/** What a command knows of the moment at which it is given. */
export type Preparation = {
  readonly actor: Actor
  readonly newId: NewId
  readonly at: Date
  /** The bank's: which day it is. */
  readonly timeZone: string
  /** The bank's business date then. */
  readonly today: string
  /**
   * How many there are already of what the command makes, as far as the bank's rows say; 0 when nobody has counted. Enough
   * for a bound that keeps anybody's things from growing without end, and too little for a rule about money.
   */
  readonly already: number
}

export type CommandDefinition<
  Input extends z.ZodType = z.ZodType,
  Command extends object = object,
  Streams extends StreamRefs = StreamRefs,
  Result extends AnyDecision = AnyDecision,
  Answer extends object = object,
  Further extends StreamRefs = StreamRefs,
> = {
  /** Who may give the command at all. Whose account it may touch is for `decide` to say, on the write side's state. */
  readonly roles: readonly Role[]
  /** From the wire's JSON to the command's data. */
  readonly input: Input
  /** A field that this actor must fill in and has not. */
  missing?(data: z.output<Input>, actor: Actor): FieldProblem | undefined
  /** What of the data was asked for, where the bank has added something to it that changes by itself. */
  asked?(data: z.output<Input>): object
  /** Fills in the ids that the caller left to the server, and what follows from the time at which it is given. */
  prepare(data: z.output<Input>, context: Preparation): Command
  streams(command: Command): Streams
  /** Streams that only the state of the first ones can name: a transfer knows its accounts. */
  further?(command: Command, states: StatesOf<Streams>): Further | undefined
  /** The rules in order: the first broken one is the answer. */
  decide(command: Command, states: StatesOf<Streams> & Partial<StatesOf<Further>>, actor: Actor): Result
  /**
   * What the caller is told beside the version; the events tell what has come of it, where that can be several things, and
   * the states what `decide` has seen.
   */
  answer(
    command: Command,
    events: readonly { readonly type: string; readonly data: object }[],
    states: StatesOf<Streams> & Partial<StatesOf<Further>>,
  ): Answer
}

/** Lets TypeScript infer a command's parts from one literal. */
export const defineCommand = <
  Input extends z.ZodType,
  Command extends object,
  Streams extends StreamRefs,
  Result extends AnyDecision,
  Answer extends object,
  Further extends StreamRefs = Record<never, StreamRef>,
>(
  definition: CommandDefinition<Input, Command, Streams, Result, Answer, Further>,
) => definition
