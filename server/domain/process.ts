/**
 * Process managers: what the bank does by itself because time has passed or something has happened. Each is a fold over
 * events into one state per instance, and a pure answer to "what is to be done now?".
 *
 * That answer follows from the state alone, not from having just seen an event: whoever asks again, after a crash or
 * beside somebody else, hears the same, and the commands' ids make twice the same as once. A command says "carry on",
 * and its decider picks the outcome; a no means that it was over already, and is passed over.
 */
import type { CommandData, CommandName } from './commands.ts'
import type { StoredBankEvent } from './events.ts'

/** A state as it is kept, so without dates and bigints: instants are ISO text, amounts strings. */
export type ProcessState = { readonly [key: string]: Json }
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A command to be given now. */
export type DueCommand = {
  [Name in CommandName]: {
    /** Which of the things that this instance does: its name goes into the command's id. */
    readonly step: string
    readonly name: Name
    readonly data: CommandData<Name>
  }
}[CommandName]

export type Moment = {
  readonly instanceId: string
  /** ISO text, which compares like the instants that it stands for. */
  readonly now: string
}

type EventsOf<State> = {
  readonly [Type in StoredBankEvent['type']]?: (
    state: State | undefined,
    event: Extract<StoredBankEvent, { type: Type }>,
  ) => State | undefined
}

export type Process<
  State extends ProcessState = ProcessState,
  On extends EventsOf<State> = EventsOf<State>,
> = {
  /** As it stands in logs, and in the ids of its commands: never changed. */
  readonly name: string
  /** What each event makes of the state; its keys are the subscription. `undefined`: none of its business. */
  readonly on: On
  /** Which instance an event belongs to. */
  instanceOf(event: Extract<StoredBankEvent, { type: keyof On }>): string
  /** From when on there is something to do; null while it waits for an event. */
  dueAt(state: State): string | null
  /** Whether nothing is left to be done, ever. */
  isOver(state: State): boolean
  /** What is to be done now. Asked again and again, until the state has changed. */
  commandsDue(state: State, moment: Moment): readonly DueCommand[]
  /**
   * Up to which instant is due what is due, at the latest `now`: for what begins at an instant and is due when its day or
   * its month is over, in the bank's zone. Left out, it is `now` itself.
   */
  dueUpTo?(now: string, timeZone: string): string
}

/** Lets TypeScript infer a process's events from one literal: `defineProcess<State>()({ … })`. */
export const defineProcess =
  <State extends ProcessState>() =>
  <const On extends EventsOf<State>>(definition: Process<State, On>) =>
    definition
