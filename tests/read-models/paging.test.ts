/** Cursors are opaque to clients and checked when they come back. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  decodeCursor,
  encodeCursor,
  fetchSize,
  InvalidCursor,
  pageOf,
} from '../../server/read-models/paging.ts'

const key = z.tuple([z.int().positive()])

test('a cursor comes back as the key that it was made of', () => {
  expect(decodeCursor(encodeCursor([42]), key)).toEqual([42])
})

test('no cursor is the first page', () => {
  expect(decodeCursor(undefined, key)).toBeUndefined()
  expect(decodeCursor(null, key)).toBeUndefined()
})

test.each([
  ['empty', ''],
  ['not base64url', '%%%'],
  ['not JSON', Buffer.from('{').toString('base64url')],
  ['another list’s', encodeCursor(['2026-01-01T00:00:00.000Z', 'x'])],
  ['too short', encodeCursor([])],
  ['not a whole number', encodeCursor([1.5])],
  ['SQL', encodeCursor(['1; DROP TABLE transactions'])],
])('a cursor that is %s is refused', (_, cursor) => {
  expect(() => decodeCursor(cursor, key)).toThrow(InvalidCursor)
})

test.each([0, -1, 201, 1.5, Number.NaN])('a page cannot have %s rows', (limit) => {
  expect(() => fetchSize(limit)).toThrow(RangeError)
})

test('a page has a next one when one row more was found', () => {
  const shape = { toWire: (row: number) => `row ${row}`, keyOf: (row: number) => [row] }
  const full = pageOf({ version: 7, rows: [3, 2, 1], limit: 2 }, shape)
  expect(full).toEqual({ version: 7, data: ['row 3', 'row 2'], nextCursor: encodeCursor([2]) })
  expect(pageOf({ version: 7, rows: [3, 2], limit: 2 }, shape).nextCursor).toBeNull()
  expect(pageOf({ version: 7, rows: [], limit: 2 }, shape)).toEqual({
    version: 7,
    data: [],
    nextCursor: null,
  })
})
