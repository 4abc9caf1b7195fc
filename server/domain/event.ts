/**
 * What an event is: past tense, immutable, named by its type. An event definition is the single source of a type's
 * name, its current schema version and the shape of its data, so that what is written and what is read cannot drift.
 */
import { z } from 'zod'

export type EventMetadata = {
  /** The command that wrote the event; events of one command lie side by side in the log. */
  readonly commandId: string
  /** What the whole conversation hangs together by: a request, or the process that it started. */
  readonly correlationId: string
  /** The command or event that directly led to this command. */
  readonly causationId: string
  readonly userId: string
}

/** An event together with its place in the log and in its stream. Positions start at 1 (log) and 0 (stream). */
export type StoredEvent<E extends { type: string; data: unknown }> = E & {
  readonly globalPosition: number
  readonly streamId: string
  readonly streamPosition: number
  readonly schemaVersion: number
  readonly createdAt: Date
  readonly metadata: EventMetadata
}

export type EventDefinition<Type extends string = string, Data extends z.ZodType = z.ZodType> = {
  readonly type: Type
  readonly schemaVersion: number
  /** Parses the stored JSON; bigints are strings there. */
  readonly data: Data
}

export const defineEvent = <Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  schemaVersion: number,
  shape: Shape,
) => ({ type, schemaVersion, data: z.object(shape) }) satisfies EventDefinition

/** The event that a definition describes, as deciders and projections see it. */
export type EventOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Data>
    ? { readonly type: Type; readonly data: z.output<Data> }
    : never
