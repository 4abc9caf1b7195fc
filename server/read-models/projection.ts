/**
 * What a projection is: pure handlers and the table that their rows stand in. A handler map's keys are its
 * subscription. Handlers are synchronous and know neither the clock nor the database, so that replaying the log from
 * its beginning gives the same rows as living through it.
 *
 * A projector is one name, one checkpoint and one or more parts: a read model that joins names in keeps the lookup
 * table for them itself, in step with its rows.
 */
import type { PgTable } from 'drizzle-orm/pg-core'
import type { BankEventType, StoredBankEvent } from '../domain/events.ts'

export type StoredEventOf<Type extends BankEventType> = Extract<StoredBankEvent, { type: Type }>
type TableOf<TableRow> = PgTable & { readonly $inferSelect: TableRow }

/** `undefined`: the event leaves the row as it is, or no row where there was none. */
type FoldHandlers<TableRow> = {
  readonly [Type in BankEventType]?: (
    row: TableRow | undefined,
    event: StoredEventOf<Type>,
    other: TableRow | undefined,
  ) => TableRow | undefined
}
/** What a fold's row, and the one it looks at beside it, were before the event. */
type Before<TableRow> = { readonly row: TableRow | undefined; readonly other: TableRow | undefined }
type FindHandlers<TableRow, FoundRow> = {
  readonly [Type in BankEventType]?: (
    before: Before<TableRow>,
    event: StoredEventOf<Type>,
  ) => readonly FoundRow[]
}
type AppendHandlers<TableRow> = {
  readonly [Type in BankEventType]?: (event: StoredEventOf<Type>) => readonly TableRow[]
}

export type Row = Readonly<Record<string, unknown>>

/** One row per key, changed by every event with that key. */
export type FoldPart = {
  readonly kind: 'fold'
  readonly table: PgTable
  readonly eventTypes: ReadonlySet<BankEventType>
  readonly keyOf: (event: StoredBankEvent) => string
  /** Another row of the same table that the handlers look at, and leave as it is. */
  readonly lookedAtBy?: (event: StoredBankEvent) => string
  /** `undefined`: the event leaves the row as it is, or no row where there was none. */
  readonly evolve: (row: Row | undefined, event: StoredBankEvent, other?: Row) => Row | undefined
  /** The same for a part that stands in for this one, on a table of another name. */
  readonly identity: symbol
}

/** New rows for every event, never changed afterwards. */
export type AppendPart = {
  readonly kind: 'append'
  readonly table: PgTable
  readonly eventTypes: ReadonlySet<BankEventType>
  /** Whose rows they are: after an event that fails, those with the same key wait. */
  readonly keyOf: (event: StoredBankEvent) => string
  /** What holds the key in a row, so that all rows of one can be found. */
  readonly keyProperty?: string
  /** Many events have the same row: of several with one value here a batch writes the first. */
  readonly onceBy?: string
  readonly rowsOf: (event: StoredBankEvent) => readonly Row[]
  /** Makes its rows in place of `rowsOf` where they depend on what folds have seen before, by the folds' identities. */
  readonly finders?: ReadonlyMap<symbol, Finder>
}

export type Finder = {
  readonly eventTypes: ReadonlySet<BankEventType>
  readonly find: (before: Before<Row>, event: StoredBankEvent) => readonly Row[]
}

export type Part = FoldPart | AppendPart

export type Projector<Name extends string = string> = {
  readonly name: Name
  readonly parts: readonly Part[]
  /** For one that is built beside another to take its place: what was skipped for that one is skipped here too. */
  readonly standsInFor?: string
}

/**
 * `key` is the value of the table's primary key, which must be a single column. A handler gets `undefined` for the
 * first event of a key; see {@link existing}.
 */
export const fold = <TableRow extends object, Handlers extends FoldHandlers<TableRow>>(
  table: TableOf<TableRow>,
  handlers: Handlers & FoldHandlers<TableRow>,
  {
    key,
    lookedAt,
  }: {
    readonly key: (event: StoredEventOf<keyof Handlers & BankEventType>) => string
    /** The key of another row, which handlers are given as it was before the event. */
    readonly lookedAt?: (event: StoredEventOf<keyof Handlers & BankEventType>) => string
  },
): FoldPart => ({
  kind: 'fold',
  identity: Symbol('fold'),
  table,
  eventTypes: new Set(Object.keys(handlers) as BankEventType[]),
  // The runner hands over only events of these types, and rows of this table, which a type without parameters cannot say.
  keyOf: key as FoldPart['keyOf'],
  ...(lookedAt !== undefined && { lookedAtBy: lookedAt as (event: StoredBankEvent) => string }),
  evolve: (row, event, other) =>
    (handlers as unknown as Record<string, FoldPart['evolve']>)[event.type]!(row, event, other),
})

/**
 * The key is the event's stream unless `key` says otherwise; `keyProperty` is where rows keep it, if they do. `onceBy` is
 * the primary key of rows that many events have alike.
 */
export const append = <TableRow extends object, Handlers extends AppendHandlers<TableRow>>(
  table: TableOf<TableRow>,
  handlers: Handlers & AppendHandlers<TableRow>,
  {
    key = ({ streamId }) => streamId,
    keyProperty,
    onceBy,
  }: {
    readonly key?: (event: StoredEventOf<keyof Handlers & BankEventType>) => string
    readonly keyProperty?: keyof TableRow & string
    readonly onceBy?: keyof TableRow & string
  } = {},
): AppendPart => ({
  kind: 'append',
  table,
  eventTypes: new Set(Object.keys(handlers) as BankEventType[]),
  keyOf: key as AppendPart['keyOf'],
  ...(keyProperty !== undefined && { keyProperty }),
  ...(onceBy !== undefined && { onceBy }),
  rowsOf: (event) => (handlers as unknown as Record<string, AppendPart['rowsOf']>)[event.type]!(event),
})

/**
 * New rows for what events mean after all that folds have seen before them, never changed afterwards. The folds have to
 * be parts of the same projector.
 */
export const found = (
  table: PgTable,
  finders: readonly (readonly [by: FoldPart, finder: Finder])[],
  { key }: { readonly key: (event: StoredBankEvent) => string },
): AppendPart => ({
  kind: 'append',
  table,
  eventTypes: new Set(finders.flatMap(([, { eventTypes }]) => [...eventTypes])),
  keyOf: key,
  finders: new Map(finders.map(([{ identity }, finder]) => [identity, finder])),
  rowsOf: () => [],
})

/** What a fold's row and an event come to together; the keys of the map are the events that are looked at. */
export const finder = <FoldRow extends object, FoundRow extends object>(
  _by: TableOf<FoldRow>,
  _in: TableOf<FoundRow>,
  handlers: FindHandlers<FoldRow, FoundRow>,
): Finder => ({
  eventTypes: new Set(Object.keys(handlers) as BankEventType[]),
  find: (before, event) =>
    (handlers as unknown as Record<string, Finder['find']>)[event.type]!(before, event),
})

export const projector = <const Name extends string>(
  name: Name,
  parts: readonly Part[],
): Projector<Name> => ({
  name,
  parts,
})

/** For handlers whose event cannot be the first of its key: the log would be broken. */
export const existing = <Value>(row: Value | undefined): Value => {
  if (row === undefined) throw new Error('The event changes a row that no earlier event has made')
  return row
}

/** Something other than an event keeps a projector from going on: the database above all. */
export class ProjectionFailed extends Error {
  override name = 'ProjectionFailed'
  readonly projector: string
  readonly position: number
  constructor(projectorName: string, position: number, cause: unknown) {
    super(`${projectorName} cannot get past position ${position}: ${describeCause(cause)}`, { cause })
    this.projector = projectorName
    this.position = position
  }
}

const describeCause = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))

/**
 * Folds the events into the rows that they concern and answers the changed ones. An event that a row has already seen
 * (its `lastPosition` says so) is passed over, so that folding a batch again changes nothing.
 */
export const foldRows = (
  part: FoldPart,
  rows: ReadonlyMap<string, Row>,
  events: readonly StoredBankEvent[],
  findings?: Findings,
): Map<string, Row> => {
  const changed = new Map<string, Row>()
  const at = (key: string) => changed.get(key) ?? rows.get(key)
  for (const event of events) {
    if (!part.eventTypes.has(event.type)) continue
    const key = keyAt(part, event)
    const row = at(key)
    if (typeof row?.lastPosition === 'number' && row.lastPosition >= event.globalPosition) continue
    const other = part.lookedAtBy && at(lookedAt(part, event)!)
    const next = atPosition(event, () => part.evolve(row, event, other))
    findings?.look(part, event, { row, other })
    if (next !== undefined) changed.set(key, next)
  }
  return changed
}

/** What is found while the parts' rows are folded. */
export type Findings = {
  readonly look: (part: FoldPart, event: StoredBankEvent, before: Before<Row>) => void
  readonly of: (part: AppendPart) => readonly Row[]
}

export const createFindings = (parts: readonly Part[]): Findings => {
  const rows = new Map<AppendPart, Row[]>()
  for (const part of parts) if (part.kind === 'append' && part.finders) rows.set(part, [])
  return {
    look: ({ identity }, event, before) => {
      for (const [{ finders }, own] of rows) {
        const finder = finders?.get(identity)
        if (finder?.eventTypes.has(event.type))
          own.push(...atPosition(event, () => finder.find(before, event)))
      }
    },
    of: (part) => rows.get(part) ?? [],
  }
}

export const appendedRows = (part: AppendPart, events: readonly StoredBankEvent[]): Row[] => {
  const rows = events.flatMap((event) =>
    part.eventTypes.has(event.type) ? atPosition(event, () => part.rowsOf(event)) : [],
  )
  const { onceBy } = part
  if (onceBy === undefined) return rows
  const first = new Map<unknown, Row>()
  for (const row of rows) if (!first.has(row[onceBy])) first.set(row[onceBy], row)
  return [...first.values()]
}

/** Tells the runner which event a handler has thrown at. */
export class HandlerFailed extends Error {
  override name = 'HandlerFailed'
  readonly position: number
  constructor(position: number, cause: unknown) {
    super(describeCause(cause), { cause })
    this.position = position
  }
}

/** The event's key in this part. */
export const keyAt = (part: Part, event: StoredBankEvent): string =>
  atPosition(event, () => part.keyOf(event))

/** The key of the row that the part looks at beside the event's own, if it does. */
export const lookedAt = (part: FoldPart, event: StoredBankEvent): string | undefined =>
  part.lookedAtBy && atPosition(event, () => part.lookedAtBy!(event))

const atPosition = <Result>(event: StoredBankEvent, handle: () => Result): Result => {
  try {
    return handle()
  } catch (error) {
    throw new HandlerFailed(event.globalPosition, error)
  }
}
