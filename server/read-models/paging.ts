/**
 * Pages by key: a cursor says after which row a page begins, so that rows which arrive meanwhile move nothing. To
 * clients a cursor is opaque.
 */
import type { z } from 'zod'
import type { Answer } from './version.ts'

export type Paging = { limit: number; cursor?: string | null | undefined }
export type Page<Row> = Answer<Row[]> & { nextCursor: string | null }

export const MAX_LIMIT = 200

/** A cursor that no answer of this query has given. */
export class InvalidCursor extends Error {
  override name = 'InvalidCursor'
}

/** One more row than the page shows tells whether there is a next one. Throws RangeError unless 1 to 200. */
export const fetchSize = (limit: number): number => {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new RangeError(`A page has 1 to ${MAX_LIMIT} rows, not ${limit}`)
  return limit + 1
}

/** Takes up to `limit + 1` rows; see {@link fetchSize}. */
export const pageOf = <Row, WireRow>(
  { version, rows, limit }: { version: number; rows: readonly Row[]; limit: number },
  { toWire, keyOf }: { toWire: (row: Row) => WireRow; keyOf: (row: Row) => readonly (string | number)[] },
): Page<WireRow> => {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    version,
    data: shown.map(toWire),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  }
}

export const encodeCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

/** The key in a cursor; `undefined` for the first page. Throws {@link InvalidCursor}. */
export const decodeCursor = <Key>(
  cursor: string | null | undefined,
  schema: z.ZodType<Key>,
): Key | undefined => {
  if (cursor === null || cursor === undefined) return undefined
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()))
  if (!parsed.success) throw new InvalidCursor('The cursor is not one that this list has given')
  return parsed.data
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
