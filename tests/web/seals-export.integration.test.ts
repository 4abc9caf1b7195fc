/** Seals and the sealed log over HTTP: what comes out verifies without the bank, and is for auditors alone. */
import { beforeAll, expect, test } from 'vitest'
import { append } from '../../server/event-store/append.ts'
import { logOfLines, sealsOf } from '../../server/event-store/seals/files.ts'
import { MAX_SEALED_AT_ONCE, readSealHead, sealLog } from '../../server/event-store/seals/seals.ts'
import { verifyLog } from '../../server/event-store/seals/verify.ts'
import { accountEvents, batchOf, newAccount } from '../support/log.ts'
import type { Client } from './client.ts'
import { startTestBank } from './test-bank.ts'

const { bank, client, staff } = await startTestBank()
const { sql } = bank.database
let auditor: Client
beforeAll(async () => {
  auditor = await staff('auditor')
})

async function* linesOf(text: string) {
  yield* text.split('\n')
}
const exported = async (content: string) =>
  (await auditor.fetch(`/api/seals/export?content=${content}`)).text()

test('of an empty log nothing comes', async () => {
  expect(await exported('seals')).toBe('')
  expect(await exported('log')).toBe('')
})

test('seals and log, in several pieces, are all that a verification needs', async () => {
  for (const count of [MAX_SEALED_AT_ONCE, 700]) {
    await append(sql, batchOf(accountEvents(newAccount(), { count })))
    await sealLog(sql)
  }
  // Not sealed yet, so not exported.
  await append(sql, batchOf(accountEvents(newAccount())))
  const { position, hash } = await readSealHead(sql)

  const response = await auditor.fetch('/api/seals/export')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/jsonl; charset=utf-8')
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="seals-${position}.jsonl"`)
  const [seals, log] = [await response.text(), await exported('log')]
  expect(log.split('\n')).toHaveLength(position + 1)
  const verify = (text: string) =>
    verifyLog({ log: logOfLines(linesOf(text)), seals: sealsOf(linesOf(seals)) })
  expect(await verify(log)).toMatchObject({ findings: [], to: position, hash, unsealed: 0 })
  const forged = log.replace('"MoneyDeposited"', '"MoneyWithdrawn"')
  expect((await verify(forged)).findings).toMatchObject([{ kind: 'edited', position: 2 }])
})

test.each(['content=all', 'contents=log'])('%s is refused by its field', async (query) => {
  const response = await auditor.fetch(`/api/seals/export?${query}`)
  expect(response.status).toBe(400)
  const { error } = (await response.json()) as { error: { data: { fields: { path: string }[] } } }
  expect(error.data.fields.map(({ path }) => path)).toEqual([query.split('=')[0]])
})

test('it is for auditors alone', async () => {
  const asked = async (who: Client) => (await who.fetch('/api/seals/export')).status
  expect(await asked(client())).toBe(401)
  expect(await asked(await staff('teller'))).toBe(403)
  expect(await asked(await staff('approver'))).toBe(403)
})
