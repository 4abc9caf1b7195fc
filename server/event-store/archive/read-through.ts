/**
 * Completes what was read from the table with what has moved to files. Positions have no gaps, neither in the log nor in
 * a stream, so rows that follow each other are complete, and only others, or none at all, cost a second look.
 */
import type { EventRow } from '../codec.ts'
import type { Queryable } from '../new-events.ts'
import { archivedAt, archivedLines, archivedStreamRows, archivedTo } from './archived.ts'

export type Range = { readonly after: number; readonly upTo: number; readonly limit: number }

/** Months may move, or come back, between two looks: then what one has missed the next one finds. */
const LOOKS = 8

/** A range of the log. `readTable` answers rows by position; `fromLine` makes one of an archived line. */
export const completeRange = async <Row>(
  sql: Queryable,
  range: Range,
  {
    readTable,
    positionOf,
    fromLine,
  }: {
    readTable: (range: Range) => Promise<Row[]>
    positionOf: (row: Row) => number
    fromLine: (line: string) => Row
  },
): Promise<Row[]> => {
  const follows = (rows: readonly Row[]) =>
    rows.every((row, index) => positionOf(row) === range.after + 1 + index)
  let rows = await readTable(range)
  if (rows.length > 0 && follows(rows)) return rows
  // The log's newest event stays in the table: where that has nothing, and nothing is left out, the log has ended.
  if (rows.length === 0 && range.upTo === Number.MAX_SAFE_INTEGER) return rows
  for (let look = 0; look < LOOKS; look += 1) {
    const moved = await archivedTo(sql)
    const lines =
      moved > Math.max(range.after, 0)
        ? await archivedLines(sql, { ...range, upTo: Math.min(range.upTo, moved) })
        : []
    rows = lines.map(fromLine)
    if (rows.length < range.limit)
      rows.push(
        ...(await readTable({
          ...range,
          after: Math.max(moved, range.after),
          limit: range.limit - rows.length,
        })),
      )
    if (rows.length > 0 && follows(rows)) return rows
    // Nothing there, and nothing has moved meanwhile: there is nothing.
    if (rows.length === 0 && (await archivedTo(sql)) === moved) return rows
  }
  return rows
}

/** Events by their positions, in the order of the log; those that do not exist are missing. */
export const completePositions = async <Row>(
  sql: Queryable,
  positions: readonly number[],
  {
    readTable,
    positionOf,
    fromLine,
  }: {
    readTable: (positions: readonly number[]) => Promise<Row[]>
    positionOf: (row: Row) => number
    fromLine: (line: string) => Row
  },
): Promise<Row[]> => {
  const found = new Map<number, Row>()
  const add = (rows: readonly Row[]) => {
    for (const row of rows) found.set(positionOf(row), row)
  }
  const missing = () => [...new Set(positions)].filter((position) => !found.has(position))
  add(await readTable(positions))
  for (let look = 0; look < LOOKS && missing().length > 0; look += 1) {
    const before = found.size
    add((await archivedAt(sql, missing())).map(fromLine))
    if (missing().length > 0) add(await readTable(missing()))
    // Looked for in both, twice: what is still missing does not exist.
    if (found.size === before && look > 0) break
  }
  return [...found.values()].sort((a, b) => positionOf(a) - positionOf(b))
}

/** One stream, after its position `after`. */
export const completeStream = async <Row extends EventRow>(
  sql: Queryable,
  streamId: string,
  { after, limit }: { after: number; limit: number },
  readTable: () => Promise<readonly Row[]>,
): Promise<(Row | EventRow)[]> => {
  const follows = (all: readonly EventRow[]) =>
    all.every(({ stream_position }, index) => stream_position === after + 1 + index)
  let complete: (Row | EventRow)[] = [...(await readTable())]
  for (let look = 0; look < LOOKS && !follows(complete); look += 1) {
    // The newest event of each stream stays in the table: where that has nothing, neither have the files.
    const archived = await archivedStreamRows(sql, streamId, { after, limit })
    const last = archived.at(-1)?.stream_position ?? after
    const rows = await readTable()
    complete = [...archived, ...rows.filter((row) => row.stream_position > last)].slice(0, limit)
  }
  return complete
}
