/**
 * What a command's events changed in a read model: each row before and after. Neither is stored; handlers are pure, so the
 * events of the streams concerned are folded anew up to the one moment, and then up to the other.
 *
 * That is exact for rows that belong to one stream. A row that many streams write to (a customer's month, the whole
 * bank's day) would take the whole log: of such a row one sees how it stands now, and that the command changed it.
 */
import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Sql } from '../../db/client.ts'
import type { StoredBankEvent } from '../domain/events.ts'
import { readStream } from '../event-store/read.ts'
import {
  appendedRows,
  createFindings,
  type Findings,
  type FoldPart,
  foldRows,
  keyAt,
  lookedAt,
  type Part,
  type Projector,
  type Row,
} from '../read-models/projection.ts'
import { keyPropertyOf, loadRows } from '../read-models/rows.ts'
import { hiding } from './hidden-fields.ts'

export type ColumnAround = { name: string; before: string | null; after: string | null; isChanged: boolean }

export type RowAround = {
  table: string
  key: string
  /** `new`: it was not there before. `now`: how it stands now, what it was before being another question. */
  kind: 'new' | 'changed' | 'now'
  columns: ColumnAround[]
}

export type RowsAround = {
  projector: string
  rows: RowAround[]
  /** Whether there are more. */
  isTruncated: boolean
}

/** Longer streams are not folded anew for a look. */
const MOST_EVENTS = 4_000
/** Of each read model. */
const MOST_ROWS = 12

/** Of those projectors that the events concern, in the order given. `events` are all that one command has written. */
export const rowsAround = async (
  sql: Sql,
  projectors: readonly Projector[],
  events: readonly StoredBankEvent[],
): Promise<RowsAround[]> => {
  const history = await historyOf(sql, events)
  const concerned = projectors.filter(({ parts }) => isConcerned(parts, events))
  return Promise.all(
    concerned.map(async ({ name, parts }) => {
      const findings = createFindings(parts)
      const rows: RowAround[] = []
      for (const part of parts)
        if (part.kind === 'fold') rows.push(...(await foldedAround(sql, part, { history, events, findings })))
      for (const part of parts)
        if (part.kind === 'append')
          rows.push(...madeRows(part.table, part.finders ? findings.of(part) : appendedRows(part, events)))
      return { projector: name, rows: rows.slice(0, MOST_ROWS), isTruncated: rows.length > MOST_ROWS }
    }),
  )
}

export const isConcerned = (parts: readonly Part[], events: readonly StoredBankEvent[]): boolean =>
  parts.some(({ eventTypes }) => events.some(({ type }) => eventTypes.has(type)))

/** What stood in the events' streams before them; those that are too long are left out. */
const historyOf = async (
  sql: Sql,
  events: readonly StoredBankEvent[],
): Promise<ReadonlyMap<string, readonly StoredBankEvent[]>> => {
  const first = new Map<string, number>()
  for (const { streamId, streamPosition } of events)
    if (!first.has(streamId)) first.set(streamId, streamPosition)
  const read = [...first].filter(([, position]) => position <= MOST_EVENTS)
  return new Map(
    await Promise.all(
      read.map(async ([streamId, limit]) => {
        const earlier = limit === 0 ? [] : await readStream(sql, streamId, { limit })
        return [streamId, earlier] as const
      }),
    ),
  )
}

type Around = {
  readonly history: ReadonlyMap<string, readonly StoredBankEvent[]>
  readonly events: readonly StoredBankEvent[]
  readonly findings: Findings
}

const foldedAround = async (
  sql: Sql,
  part: FoldPart,
  { history, events, findings }: Around,
): Promise<RowAround[]> => {
  const own = events.filter(({ type }) => part.eventTypes.has(type))
  const keys = new Set(own.map((event) => keyAt(part, event)))
  const rows: RowAround[] = []
  const elsewhere: string[] = []
  for (const key of keys) {
    const changing = own.filter((event) => keyAt(part, event) === key)
    const earlier = earlierOf(part, key, { history, changing })
    if (!earlier) {
      elsewhere.push(key)
      continue
    }
    const before = foldRows(part, new Map(), earlier)
    const after = foldRows(part, before, changing, findings).get(key)
    if (after) rows.push(around(part.table, key, before.get(key), after))
  }
  const now = await loadRows(sql, part.table, elsewhere)
  return [...rows, ...[...now].map(([key, row]) => standing(part.table, key, row))]
}

/** The events that a row came from before, when the streams at hand are all that it can come from. */
const earlierOf = (
  part: FoldPart,
  key: string,
  { history, changing }: { history: Around['history']; changing: readonly StoredBankEvent[] },
): StoredBankEvent[] | undefined => {
  const streamIds = new Set(changing.map(({ streamId }) => streamId))
  const [streamId = ''] = streamIds
  const isItsOwn = streamIds.size === 1 && streamId.endsWith(`-${key}`)
  const looksElsewhere = changing.some((event) => (lookedAt(part, event) ?? key) !== key)
  if (!isItsOwn || looksElsewhere) return undefined
  return history
    .get(streamId)
    ?.filter((event) => part.eventTypes.has(event.type) && keyAt(part, event) === key)
}

const madeRows = (table: PgTable, rows: readonly Row[]): RowAround[] =>
  rows.map((row) => around(table, String(row[keyPropertyOf(table)]), undefined, row))

const around = (table: PgTable, key: string, before: Row | undefined, after: Row): RowAround => ({
  table: getTableName(table),
  key,
  kind: before === undefined ? 'new' : 'changed',
  columns: Object.keys(after).map((name) => {
    const [was, is] = [textOf(before?.[name]), textOf(after[name])]
    return { name, before: was, after: is, isChanged: was !== is }
  }),
})

const standing = (table: PgTable, key: string, row: Row): RowAround => ({
  table: getTableName(table),
  key,
  kind: 'now',
  columns: Object.entries(row).map(([name, value]) => {
    const text = textOf(value)
    return { name, before: null, after: text, isChanged: false }
  }),
})

const textOf = (value: unknown): string | null => {
  const shown = hiding(value)
  if (shown === null) return null
  return typeof shown === 'object' ? JSON.stringify(shown) : String(shown)
}
