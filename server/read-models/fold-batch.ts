/**
 * A batch folded in memory: the rows to write, and the events to park. An event is applied to all of a projector's parts
 * or to none. One that fails blocks its keys: later events with one of them wait behind it, and block theirs in turn.
 *
 * What cannot be decoded has no key that anybody could know. It blocks its stream.
 */
import { eventDefinitions, type StoredBankEvent } from '../domain/events.ts'
import type { LogEntry, UnreadableEntry } from '../event-store/read.ts'
import type { Obstacles } from './dead-letters/obstacles.ts'
import {
  appendedRows,
  createFindings,
  type Findings,
  type FoldPart,
  foldRows,
  HandlerFailed,
  keyAt,
  lookedAt,
  type Part,
  type Row,
} from './projection.ts'
import type { RowMemory } from './row-memory.ts'

export type ParkedEntry = {
  readonly position: number
  readonly type: string
  /** Later events with one of these wait. */
  readonly keys: readonly string[]
} & ({ readonly error: unknown; readonly behind: null } | { readonly error: null; readonly behind: number })

export type FoldedBatch = {
  /** What is to be written, without parts that nothing is written to. */
  readonly writes: readonly { readonly part: Part; readonly rows: readonly Row[] }[]
  /** In the order of the log. */
  readonly parked: readonly ParkedEntry[]
  /** What those block that was not blocked before, each key with the position of the first of them that has it. */
  readonly blocked: ReadonlyMap<string, number>
}

export type FoldOptions = {
  readonly obstacles: Obstacles
  readonly memory: RowMemory
  /** Events whose rows the database has refused: they fail without being tried. */
  readonly refused?: ReadonlyMap<number, unknown>
  /** For events that have waited: one whose row has gone on without it fails, instead of being taken for applied. */
  readonly late?: boolean
}

export const foldBatch = async (
  parts: readonly Part[],
  entries: readonly LogEntry[],
  options: FoldOptions,
): Promise<FoldedBatch> => {
  const { obstacles, refused, late, memory } = options
  const isUsual = obstacles.blocked.size === 0 && obstacles.skipped.size === 0 && !refused?.size && !late
  if (isUsual && entries.every(isReadable)) {
    try {
      const findings = createFindings(parts)
      const changed = await Promise.all(
        parts.map(async (part) => ({ part, rows: await changedRows(part, entries, { memory, findings }) })),
      )
      const writes = changed.map(({ part, rows }) => ({ part, rows: rows ?? findingsOf(part, findings) }))
      return { writes: writes.filter(({ rows }) => rows.length > 0), parked: [], blocked: new Map() }
    } catch (error) {
      // Which other events are concerned shows when they are folded one by one.
      if (!(error instanceof HandlerFailed)) throw error
    }
  }
  return foldOneByOne(parts, entries, options)
}

const isReadable = (entry: LogEntry): entry is StoredBankEvent => !('unreadable' in entry)

/** `undefined` for rows that are found while those of another part are folded. */
const changedRows = async (
  part: Part,
  events: readonly StoredBankEvent[],
  { memory, findings }: { memory: RowMemory; findings: Findings },
): Promise<readonly Row[] | undefined> => {
  if (part.kind === 'append') return part.finders ? undefined : appendedRows(part, events)
  const keys = new Set<string>()
  for (const event of events) for (const key of keysIn(part, event)) keys.add(key)
  if (keys.size === 0) return []
  return [...foldRows(part, await memory.rowsFor(part, keys), events, findings).values()]
}

const findingsOf = (part: Part, findings: Findings): readonly Row[] =>
  part.kind === 'append' ? findings.of(part) : []

/** The event's key, and that of the row which is looked at beside its own. */
const keysIn = (part: Part, event: StoredBankEvent): string[] => {
  if (!part.eventTypes.has(event.type)) return []
  const other = part.kind === 'fold' ? lookedAt(part, event) : undefined
  return other === undefined ? [keyAt(part, event)] : [keyAt(part, event), other]
}

const foldOneByOne = async (
  parts: readonly Part[],
  entries: readonly LogEntry[],
  { obstacles: { blocked, skipped }, memory, refused, late = false }: FoldOptions,
): Promise<FoldedBatch> => {
  // Rows of events that are not to be applied are not looked for: their keys may be none that the table can have.
  const candidates = entries.filter(isReadable).filter(({ globalPosition }) => !refused?.has(globalPosition))
  const state = await startingFrom(parts, candidates, { memory, blocked })
  // Beside those known before, which may be a great many.
  const newlyBlocked = new Map<string, number>()
  const blockedBy = (key: string) => blocked.get(key) ?? newlyBlocked.get(key)
  const parked: ParkedEntry[] = []
  const park = (entry: ParkedEntry) => {
    parked.push(entry)
    for (const key of entry.keys) if (blockedBy(key) === undefined) newlyBlocked.set(key, entry.position)
  }

  for (const entry of entries) {
    const { globalPosition: position, streamId, type } = entry
    if (skipped.has(position) || !concerns(parts, entry)) continue
    const keys = keysOf(parts, entry)
    const behind = [streamId, ...keys].map(blockedBy).find((found) => found !== undefined)
    if (behind !== undefined) {
      park({ position, type, keys, behind, error: null })
      continue
    }
    try {
      if (refused?.has(position)) throw refused.get(position)
      if (!isReadable(entry)) throw entry.unreadable
      state.apply(entry, { late })
    } catch (error) {
      park({
        position,
        type,
        keys,
        behind: null,
        error: error instanceof HandlerFailed ? error.cause : error,
      })
    }
  }
  return { writes: state.writes(), parked, blocked: newlyBlocked }
}

/** As {@link import('./commit-batch.ts').commitBatch} takes them. */
export const writesOf = (writes: FoldedBatch['writes']) =>
  writes.map(({ part, rows }) => ({
    table: part.table,
    mode: part.kind === 'fold' ? ('upsert' as const) : ('insert' as const),
    rows,
  }))

/** A type that nobody knows may be one that this projector would want. */
const concerns = (parts: readonly Part[], { type }: LogEntry): boolean =>
  parts.some(({ eventTypes }) => (eventTypes as ReadonlySet<string>).has(type)) || !(type in eventDefinitions)

const keysOf = (parts: readonly Part[], entry: StoredBankEvent | UnreadableEntry): readonly string[] => {
  if (!isReadable(entry)) return [entry.streamId]
  try {
    return [...new Set(parts.flatMap((part) => keysIn(part, entry)))]
  } catch {
    return [entry.streamId]
  }
}

/** Rows as they become, event by event; an event that throws has changed none of them. */
const startingFrom = async (
  parts: readonly Part[],
  events: readonly StoredBankEvent[],
  { memory, blocked }: { memory: RowMemory; blocked: Obstacles['blocked'] },
) => {
  const folds = parts.filter((part) => part.kind === 'fold')
  const before = new Map<FoldPart, ReadonlyMap<string, Row>>()
  for (const part of folds) {
    const keys = events.flatMap((event) => readableKeys(part, event)).filter((key) => !blocked.has(key))
    before.set(part, await memory.rowsFor(part, new Set(keys)))
  }
  const changed = new Map<FoldPart, Map<string, Row>>(folds.map((part) => [part, new Map()]))
  const appended = new Map<Part, Row[]>(parts.map((part) => [part, []]))

  const apply = (event: StoredBankEvent, { late }: { late: boolean }) => {
    const findings = createFindings(parts)
    const steps = parts
      .filter((part) => part.eventTypes.has(event.type))
      .map((part) => {
        if (part.kind === 'append') {
          // Its rows are there when all folds are done.
          if (part.finders) return () => void appended.get(part)!.push(...findings.of(part))
          const rows = appendedRows(part, [event])
          return () => void appended.get(part)!.push(...rows)
        }
        const known = new Map<string, Row>()
        for (const key of keysIn(part, event)) {
          const row = changed.get(part)!.get(key) ?? before.get(part)!.get(key)
          if (row) known.set(key, row)
        }
        if (late) assertNotPassed(known.get(keyAt(part, event)), event)
        const rows = foldRows(part, known, [event], findings)
        return () => {
          for (const [changedKey, changedRow] of rows) changed.get(part)!.set(changedKey, changedRow)
        }
      })
    for (const step of steps) step()
  }

  const writes = () =>
    parts
      .map((part) => ({
        part,
        rows: part.kind === 'fold' ? [...changed.get(part)!.values()] : appended.get(part)!,
      }))
      .filter(({ rows }) => rows.length > 0)

  return { apply, writes }
}

const readableKeys = (part: Part, event: StoredBankEvent): string[] => {
  try {
    return keysIn(part, event)
  } catch {
    return []
  }
}

/** The row of a parked event has gone on without it: folded now, the event would come too late. */
export class PassedBy extends Error {
  override name = 'PassedBy'
}

const assertNotPassed = (row: Row | undefined, { globalPosition }: StoredBankEvent) => {
  if (typeof row?.lastPosition === 'number' && row.lastPosition >= globalPosition)
    throw new PassedBy(
      `The row has gone on to position ${row.lastPosition} without this event; only building it anew can take it in`,
    )
}
