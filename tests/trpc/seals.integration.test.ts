/** Tamper evidence over the API: the hash for the whole log, and its verification a part at a time. */
import { beforeAll, expect, test } from 'vitest'
import { append } from '../../server/event-store/append.ts'
import { CHAIN_START } from '../../server/event-store/seals/chain.ts'
import { sealLog } from '../../server/event-store/seals/seals.ts'
import { createForger } from '../support/forger.ts'
import { accountEvents, batchOf, newAccount } from '../support/log.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const { bank, database, staff } = await startTestBank()
const { sql } = bank.database
let auditor: Client
type Verified = {
  version: number
  data: { findings: object[]; from: number; to: number; next: number | null; unsealed: number }
}
const verify = (input: object = {}) => auditor.ask<Verified>('seals.verify', input)

beforeAll(async () => {
  auditor = await staff('auditor')
})

test('says how far the log is sealed, from nothing on', async () => {
  expect(await auditor.ask('seals.head')).toEqual({
    version: 0,
    data: { position: 0, hash: CHAIN_START, sealedAt: null, unsealed: 0 },
  })
  expect((await verify()).data).toMatchObject({ findings: [], next: null })
  for (let i = 0; i < 3; i += 1) {
    await append(sql, batchOf(accountEvents(newAccount(), { count: 4 })))
    if (i < 2) await sealLog(sql)
  }
  const { hash } = await sealLog(sql, { signal: AbortSignal.abort() })
  expect(await auditor.ask('seals.head')).toMatchObject({
    version: 12,
    data: { position: 12, hash, unsealed: 0 },
  })
})

test('a part at a time, to the end', async () => {
  const parts: Verified['data'][] = []
  for (let from: number | null = 1; from !== null; ) {
    const { data } = await verify({ from, limit: 4 })
    parts.push(data)
    from = data.next
  }
  expect(parts.map(({ from, to }) => [from, to])).toEqual([
    [1, 4],
    [5, 8],
    [9, 12],
  ])
  // What comes after a part is no less sealed for not having been asked for.
  for (const { unsealed } of parts) expect(unsealed).toBe(0)
})

test('names what the superuser has edited', async () => {
  await createForger(database.adminUrl).does(
    `UPDATE events SET event_type = 'MoneyWithdrawn' WHERE global_position = 6`,
  )
  expect((await verify({ limit: 4 })).data.findings).toEqual([])
  expect((await verify({ from: 5, limit: 4 })).data.findings).toMatchObject([{ kind: 'edited', position: 6 }])
  expect((await verify()).data.findings).toHaveLength(1)
})

test.each([
  [{ from: 13 }, 'from', 'is beyond the last seal, which ends at 12'],
  [{ from: 0 }, 'from', 'must be at least 1'],
  [{ limit: 1_000_000 }, 'limit', 'must be at most 10000'],
])('%j is refused with its reason', async (input, path, reason) => {
  const { status, error } = await auditor.query('seals.verify', input)
  expect(status).toBe(400)
  expect(error?.data.fields).toEqual([{ path, reason }])
})
