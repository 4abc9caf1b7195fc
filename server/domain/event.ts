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

/**
 * Which fields are about a person, and about whom. They are encrypted under the person's own key before they are stored;
 * when that key is destroyed, readers find what stands here instead.
 */
export type PersonalData = {
  /** The field with the customer's id, which is not personal by itself. */
  readonly subject: string
  /** Each personal field, all of them text, with what is read there once it is erased. */
  readonly erased: Readonly<Record<string, string>>
}

type PersonalDataIn<Data extends z.ZodType> = {
  readonly subject: keyof z.output<Data> & string
  readonly erased: { readonly [Field in keyof z.output<Data>]?: string }
}

/** Marks a definition's, or an older version's, personal fields. */
export const withPersonalData = <Described extends { readonly data: z.ZodType }>(
  described: Described,
  personal: PersonalDataIn<Described['data']>,
): Described & { readonly personal: PersonalData } => ({
  ...described,
  personal: personal as unknown as PersonalData,
})

/** A shape that a type's data once had, and how it becomes the next version's. */
export type OlderVersion<Data extends z.ZodType = z.ZodType> = {
  /** Parses the stored JSON as it was written then, so that damaged old data is a fault as damaged new data is. */
  readonly data: Data
  /** Answers the JSON of the next version, which that version's own shape then checks. Throws when it cannot say. */
  upcast(data: z.output<Data>): object
  readonly personal?: PersonalData
}

export const olderVersion = <Data extends z.ZodType>(
  data: Data,
  upcast: (data: z.output<Data>) => object,
): OlderVersion<Data> => ({ data, upcast })

export type EventDefinition<Type extends string = string, Data extends z.ZodType = z.ZodType> = {
  readonly type: Type
  readonly schemaVersion: number
  /** Parses the stored JSON; bigints are strings there. */
  readonly data: Data
  /** Every version before the current one, by its number. */
  readonly older: Readonly<Record<number, OlderVersion>>
  readonly personal?: PersonalData
}

/** In any of its versions. */
export const hasPersonalData = ({ personal, older }: Pick<EventDefinition, 'personal' | 'older'>): boolean =>
  personal !== undefined || Object.values(older).some((version) => version.personal !== undefined)

/** The versions before this one: `VersionsBefore<3>` is `1 | 2`. */
type VersionsBefore<Version extends number, Counted extends 0[] = [0]> = Counted['length'] extends Version
  ? never
  : Counted['length'] | VersionsBefore<Version, [...Counted, 0]>

/**
 * `older` has an upcaster for every version before the current one, or it does not compile: what was written once can
 * always be read.
 */
export const defineEvent = <Type extends string, const Version extends number, Shape extends z.ZodRawShape>(
  type: Type,
  schemaVersion: Version,
  shape: Shape,
  ...[older]: Version extends 1 ? [] : [older: Readonly<Record<VersionsBefore<Version>, OlderVersion>>]
) => ({ type, schemaVersion, data: z.object(shape), older: older ?? {} }) satisfies EventDefinition

/** The event that a definition describes, as deciders and projections see it. */
export type EventOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Data>
    ? { readonly type: Type; readonly data: z.output<Data> }
    : never
