/** `customers` as an operator meets it. */
import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { customerStream } from '../../server/domain/ids.ts'
import { makeKeys } from '../../server/event-store/customer-keys.ts'
import { readStream } from '../../server/event-store/read.ts'
import { keyIdOf } from '../../server/event-store/sealed-text.ts'
import { register } from '../support/bank.ts'
import { createTestBus, openAccountWith, sendWell } from '../support/command-bus.ts'
import { createTestDatabase, TEST_MASTER_KEY } from '../support/database.ts'
import { newAccount } from '../support/log.ts'
import { PATIENCE } from '../support/patience.ts'
import { runCommand, startCommand } from './bank-process.ts'

const database = await createTestDatabase()
const bus = createTestBus(database)
const bank = (...args: string[]) => runCommand(database.url, 'customers', 'forget', ...args)
const idOf = (key: string) => keyIdOf(Buffer.from(key, 'hex'))

test('erases a customer, and says so in JSON', async () => {
  const at = newAccount()
  const { customerId } = at
  const version = await sendWell(bus, register(at))
  const { code, stdout, stderr } = await bank(customerId, '--reason', 'asked in writing', '--json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(stdout)).toEqual({ customerId, version: version + 1 })
  const [first, second] = await readStream(database.sql, customerStream(customerId))
  expect(first?.data).toMatchObject({ firstName: 'Erased', lastName: 'customer', email: '' })
  expect(second).toMatchObject({ data: { reason: 'asked in writing' }, metadata: { userId: 'operator' } })
  const again = await bank(customerId, '--reason', 'asked in writing')
  expect(again).toMatchObject({ code: 1, stderr: `Customer ${customerId} has been forgotten before.\n` })
})

test.each([
  ['nobody', randomUUID(), 'asked', 1, /^There is no customer [-0-9a-f]{36}\.\n$/],
  ['what is no id', 'ada', 'asked', 2, /It must be a UUID\./],
  ['without a reason', randomUUID(), ' ', 2, /It must not be empty\./],
])('refuses %s in one sentence', async (_what, customerId, reason, code, message) => {
  const result = await bank(customerId, '--reason', reason)
  expect(result).toMatchObject({ code, stdout: '' })
  expect(result.stderr).toMatch(message)
})

test('refuses a customer with an account, by its id, and a reason that names them', async () => {
  const { customerId, accountId } = await openAccountWith(bus)
  const open = await bank(customerId, '--reason', 'asked')
  expect(open).toMatchObject({ code: 1 })
  expect(open.stderr).toContain(`has accounts, which must be closed first: ${accountId}.`)
  const named = await bank(customerId, '--reason', 'Mrs Lovelace asked')
  expect(named).toMatchObject({ code: 1 })
  expect(named.stderr).toContain('has the customer’s name or email in it')
})

test('says which key it needs when it has another, or none', async () => {
  const at = newAccount()
  await sendWell(bus, register(at))
  const show = (key: string) =>
    startCommand(database.url, ['stream', 'show', customerStream(at.customerId)], {
      PASSBOOK_MASTER_KEY: key,
      BETTER_AUTH_SECRET: '',
    }).ended
  expect(await show(TEST_MASTER_KEY.toString('base64'))).toMatchObject({ code: 0, stderr: '' })
  expect((await show('0'.repeat(64))).stderr).toMatch(
    /encrypted under master key [0-9a-f]{16}, and the one given is/,
  )
  expect((await show('')).stderr).toMatch(/no master key was given: set PASSBOOK_MASTER_KEY/)
})

test('changes the master key, stopped by Ctrl-C in the middle and finished by the next call', async () => {
  const many = 4_000
  await makeKeys(
    database.sql,
    Array.from({ length: many }, () => randomUUID()),
  )
  const [{ total } = { total: 0 }] = await database.sql<{ total: number }[]>`
    SELECT count(*)::int AS total FROM customer_keys WHERE encrypted_key IS NOT NULL`
  const [former, next] = [TEST_MASTER_KEY.toString('hex'), 'ab'.repeat(32)]
  const rekeyedSoFar = async () => {
    const [row] = await database.sql<{ done: number }[]>`
      SELECT count(*)::int AS done FROM customer_keys WHERE master_key_id = ${idOf(next)}`
    return row?.done ?? 0
  }
  const rekey = (env: Record<string, string>) =>
    startCommand(database.url, ['customers', 'rekey', '--json'], { BETTER_AUTH_SECRET: '', ...env })
  const keys = { PASSBOOK_MASTER_KEY: next, PASSBOOK_MASTER_KEY_FORMER: former }

  expect(await rekey({ ...keys, PASSBOOK_MASTER_KEY_FORMER: '0'.repeat(64) }).ended).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^The customers’ keys were encrypted under master key .*\.\n$/),
  })
  expect(await rekeyedSoFar()).toBe(0)

  // One of the second batch's keys is in somebody else's hands until the signal is there.
  const holder = await database.sql.reserve()
  await holder`BEGIN`
  await holder`SET LOCAL idle_in_transaction_session_timeout = 0`
  await holder`
    SELECT FROM customer_keys WHERE customer_id = (
      SELECT customer_id FROM customer_keys WHERE encrypted_key IS NOT NULL ORDER BY customer_id OFFSET 700 LIMIT 1)
    FOR UPDATE`
  const { child, ended } = rekey(keys)
  await vi.waitFor(async () => expect(await rekeyedSoFar()).toBeGreaterThan(0), PATIENCE)
  child.kill('SIGINT')
  await holder`ROLLBACK`
  holder.release()
  expect(await ended).toMatchObject({ code: 130, stdout: '', stderr: '' })
  const done = await rekeyedSoFar()
  expect(done).toBeLessThan(total)

  const { code, stdout } = await rekey(keys).ended
  expect({ code, ...JSON.parse(stdout) }).toEqual({
    code: 0,
    masterKey: idOf(next),
    formerMasterKey: idOf(former),
    rekeyed: total - done,
    damaged: [],
  })
  expect(await rekeyedSoFar()).toBe(total)
})
