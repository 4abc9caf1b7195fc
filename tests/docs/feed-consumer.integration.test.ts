/** The example in the guide does what it says: killed in the middle and started again, it has every event once. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test, vi } from 'vitest'
import { createUser } from '../../server/auth/users.ts'
import { createAuditedLog } from '../support/audited-log.ts'
import { account, deposited, opened, transferred } from '../support/bank.ts'
import { PATIENCE } from '../support/patience.ts'
import { PASSWORD, startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const folder = mkdtempSync(join(tmpdir(), 'passbook-feed-'))
const file = join(folder, 'balances.sqlite')
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const start = (email: string): ChildProcess => {
  const entry = join(import.meta.dirname, '../../docs/examples/feed-consumer.ts')
  const child = spawn(process.execPath, [entry, file], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, BANK: bank.url, EMAIL: email, PASSWORD },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  return child
}

const inStore = <Row>(query: string): Row[] => {
  const store = new DatabaseSync(file, { readOnly: true })
  try {
    return store.prepare(query).all() as Row[]
  } finally {
    store.close()
  }
}
const position = () => inStore<{ position: number }>('SELECT position FROM progress')[0]!.position

test('its store is the fold of the log, also when it was killed in the middle', async () => {
  const email = 'follower@example.com'
  await createUser(bank.database, {
    email,
    password: PASSWORD,
    firstName: 'A',
    lastName: 'Store',
    role: 'auditor',
  })
  const log = createAuditedLog(bank.database)
  const [one, other] = [account(randomUUID(), randomUUID()), account(randomUUID(), randomUUID())]
  let head = 0
  const write = async (...facts: Parameters<typeof log.write>[0]) => {
    await log.write(facts)
    head = (await log.events()).length
  }

  await write(opened(one), opened(other), deposited(one, '1000.00'), deposited(other, '0.05'))
  const first = start(email)
  await vi.waitFor(() => expect(position()).toBe(head), { timeout: 20_000, interval: 20 })
  const exited = once(first, 'exit')
  for (let n = 0; n < 20; n++) {
    await write(transferred(one, other, '1.25', randomUUID() as never), deposited(one, '0.10'))
    if (n === 10) first.kill('SIGKILL')
  }
  expect(await exited).toEqual([null, 'SIGKILL'])
  expect(position()).toBeLessThan(head)

  start(email)
  await vi.waitFor(() => expect(position()).toBe(head), { timeout: 20_000, interval: 20 })
  const expected = new Map<string, number>()
  for (const event of await log.events())
    if (event.type === 'MoneyDeposited' || event.type === 'MoneyWithdrawn')
      expected.set(event.data.accountId, Number(event.data.balanceAfter.amountMinor))
  const balances = inStore<{ account_id: string; minor_units: number }>(
    'SELECT account_id, minor_units FROM balances',
  )
  expect(new Map(balances.map((row) => [row.account_id, row.minor_units]))).toEqual(expected)

  // The bank's operators see how far it has come.
  await vi.waitFor(async () => {
    const [row] = await bank.database.sql<{ position: number }[]>`
      SELECT position FROM feed_consumers WHERE name = 'balances'`
    expect(row?.position).toBe(head)
  }, PATIENCE)
})
