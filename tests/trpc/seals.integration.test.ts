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

test('are listed newest first, page by page, each following the one before', async () => {
  type Chain = {
    data: { from: number; to: number; previousHash: string; hash: string }[]
    nextCursor: string | null
    head: { position: number; hash: string }
  }
  const first = await auditor.ask<Chain>('engineRoom.seals', { limit: 2 })
  const rest = await auditor.ask<Chain>('engineRoom.seals', { limit: 2, cursor: first.nextCursor })
  const seals = [...first.data, ...rest.data]
  expect(seals.map(({ from, to }) => [from, to])).toEqual([
    [9, 12],
    [5, 8],
    [1, 4],
  ])
  expect(seals.map(({ previousHash }) => previousHash)).toEqual([
    ...seals.slice(1).map(({ hash }) => hash),
    CHAIN_START,
  ])
  expect(first.head).toMatchObject({ position: 12, hash: seals[0]!.hash })
  expect(rest.nextCursor).toBeNull()
})

test('would give a forged event away, of which nothing is written', async () => {
  type Forged = {
    data: {
      event: { position: number; data: string }
      content: { was: string; is: string }
      findings: { own: object[]; kept: object[] }
    }
  }
  const forge = (input: object) => auditor.ask<Forged>('engineRoom.forgery', input)
  const { data: real } = await forge({})
  // Of the seal before the last, so that there is one after it.
  expect(real.event.position).toBe(8)
  expect(real.findings).toEqual({ own: [], kept: [] })
  const data = JSON.stringify({ ...JSON.parse(real.event.data), description: 'A gift' })
  const { data: forged } = await forge({ position: 6, data })
  expect(forged.content.is).not.toBe(forged.content.was)
  expect(forged.findings.own).toMatchObject([{ kind: 'edited', position: 6 }])
  const { data: again } = await forge({ position: 6, data, forger: 'chain' })
  expect([again.findings.own.length, again.findings.kept.length]).toEqual([0, 1])
  expect((await verify()).data.findings).toEqual([])
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

test.each([
  ['engineRoom.verify', { limit: 2_001 }, 'limit', 'must be at most 2000'],
  ['engineRoom.forgery', { data: '[1]' }, 'data', 'must be a JSON object'],
  ['engineRoom.forgery', { forger: 'god' }, 'forger', 'must be one of event, seal, chain'],
])('%s %j is refused with its reason', async (path, input, field, reason) => {
  const { status, error } = await auditor.query(path, input)
  expect(status).toBe(400)
  expect(error?.data.fields).toEqual([{ path: field, reason }])
})

test('parts within parts without an end are refused with their reason, though they are short enough', async () => {
  const depth = 3_990
  // Sent as the pages send it: too long for a URL.
  const { status, error } = await auditor.mutate('engineRoom.forgery', {
    data: `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`,
  })
  expect(status).toBe(400)
  expect(error?.data.fields).toEqual([{ path: 'data', reason: 'is nested too deeply' }])
})
