/**
 * Rows as CSV: RFC 4180, the names of the columns first, UTF-8 with the mark by which spreadsheets know it; without one
 * they take every accent for something else. A cell that a spreadsheet would take for a formula begins with an
 * apostrophe: it is somebody's text, and may be made to do harm. Numbers are left alone.
 */
import { stringify } from 'csv-stringify/sync'

export type Cell = string | number | boolean | null | undefined
/** By the name of the column, in their order. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>

export const CSV_TYPE = 'text/csv; charset=utf-8; header=present'

const BYTE_ORDER_MARK = '\uFEFF'
const NUMBER = /^-?\d+(\.\d+)?$/
/** What a formula begins with, also in the width of Japanese letters, and what spreadsheets pass over before one. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

const harmless = (cell: Cell): Cell =>
  typeof cell === 'string' && FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell

/** A text for the names of the columns, and one for each page. */
export async function* toCsv<Row>(
  columns: Columns<Row>,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string, void, undefined> {
  const cells = Object.values(columns)
  yield BYTE_ORDER_MARK + written([Object.keys(columns)])
  for await (const rows of pages) yield written(rows.map((row) => cells.map((cell) => harmless(cell(row)))))
}

const written = (records: readonly (readonly Cell[])[]): string =>
  stringify([...records] as Cell[][], {
    record_delimiter: '\r\n',
    cast: { boolean: (value) => String(value) },
  })
