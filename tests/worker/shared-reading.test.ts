/** Who asks for the same events at the same time shares one query. */
import { expect, test } from 'vitest'
import type { Sql } from '../../db/client.ts'
import type { ReadLog } from '../../server/read-models/batch.ts'
import { sharedReading } from '../../server/worker/shared-reading.ts'

const sql = {} as Sql

test('the same range is read once while it is being read, and again afterwards', async () => {
  const ranges: number[] = []
  const read = sharedReading(async (_, { after }) => {
    ranges.push(after)
    return []
  })
  await Promise.all([read(sql, { after: 7, limit: 10 }), read(sql, { after: 7, limit: 10 })])
  expect(ranges).toEqual([7])
  await read(sql, { after: 7, limit: 10 })
  await Promise.all([read(sql, { after: 8, limit: 10 }), read(sql, { after: 8, limit: 20 })])
  expect(ranges).toEqual([7, 7, 8, 8])
})

test('a read that fails fails for all who asked, and is tried again for the next', async () => {
  let calls = 0
  const failing: ReadLog = async () => {
    calls += 1
    if (calls === 1) throw new Error('The database is away')
    return []
  }
  const read = sharedReading(failing)
  const both = await Promise.allSettled([
    read(sql, { after: 0, limit: 1 }),
    read(sql, { after: 0, limit: 1 }),
  ])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await read(sql, { after: 0, limit: 1 })).toEqual([])
})
