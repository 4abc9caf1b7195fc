/** From one master key to another: nobody becomes unreadable on the way, wherever it breaks off. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CustomerId } from '../../server/domain/ids.ts'
import { customerStream } from '../../server/domain/ids.ts'
import { checkMasterKey, makeKeys, rekeyCustomers } from '../../server/event-store/customer-keys.ts'
import { eraseCustomer } from '../../server/event-store/erasure.ts'
import { MasterKeyProblem, masterKey, setMasterKey } from '../../server/event-store/master-key.ts'
import { readStream } from '../../server/event-store/read.ts'
import { newKey } from '../../server/event-store/sealed-text.ts'
import { register, theBank } from '../support/bank.ts'
import { createTestBus, sendWell } from '../support/command-bus.ts'
import { createTestDatabase, TEST_MASTER_KEY } from '../support/database.ts'
import { newAccount } from '../support/log.ts'

const database = await createTestDatabase()
const { sql } = database
const bus = createTestBus(database)
const next = newKey()
const names = { firstName: 'Ada', lastName: 'Lovelace' }

const newCustomer = async (): Promise<CustomerId> => {
  const at = newAccount()
  await sendWell(bus, register(at))
  return at.customerId
}
const nameOf = async (customerId: CustomerId) =>
  (await readStream(sql, customerStream(customerId)))[0]?.data as typeof names
const keys = () => sql`SELECT * FROM customer_keys ORDER BY customer_id`
const masterKeyIds = async () => new Set((await keys()).map((row) => row.master_key_id))
const events = () => sql`SELECT md5(string_agg(e::text, ',' ORDER BY global_position)) AS hash FROM events e`
const present = () => masterKey().id

let customers: CustomerId[]
beforeEach(async () => {
  await sql`DELETE FROM customer_keys`
  customers = await Promise.all(Array.from({ length: 7 }, newCustomer))
})
afterEach(() => setMasterKey(TEST_MASTER_KEY))

it('changes every key and no event, and the former one is needed no more', async () => {
  const before = await events()
  setMasterKey(next, TEST_MASTER_KEY)
  const progress: number[][] = []
  expect(await rekeyCustomers(sql, { batch: 3, onProgress: (...at) => void progress.push(at) })).toEqual({
    rekeyed: 7,
    damaged: [],
  })
  expect(progress).toEqual([
    [3, 7],
    [6, 7],
    [7, 7],
  ])
  expect(await events()).toEqual(before)
  setMasterKey(next)
  await checkMasterKey(sql)
  for (const customerId of customers) expect(await nameOf(customerId)).toMatchObject(names)
  setMasterKey(TEST_MASTER_KEY)
  await expect(nameOf(customers[0] as CustomerId)).rejects.toThrow(MasterKeyProblem)
})

it('broken off, everybody can be read with both keys, and it goes on where it was', async () => {
  setMasterKey(next, TEST_MASTER_KEY)
  const stopping = new AbortController()
  const stopped = rekeyCustomers(sql, {
    batch: 3,
    signal: stopping.signal,
    onProgress: () => stopping.abort(),
  })
  await expect(stopped).rejects.toThrow('aborted')
  expect((await keys()).filter(({ master_key_id }) => master_key_id === present())).toHaveLength(3)
  await checkMasterKey(sql)
  for (const customerId of customers) expect(await nameOf(customerId)).toMatchObject(names)
  // With one of them alone the bank says no, instead of reading only some.
  for (const alone of [next, TEST_MASTER_KEY]) {
    setMasterKey(alone)
    await expect(checkMasterKey(sql)).rejects.toThrow(MasterKeyProblem)
  }
  setMasterKey(next, TEST_MASTER_KEY)
  customers.push(await newCustomer())
  expect(await rekeyCustomers(sql)).toEqual({ rekeyed: 4, damaged: [] })
  expect(await masterKeyIds()).toEqual(new Set([present()]))
  expect(await rekeyCustomers(sql)).toEqual({ rekeyed: 0, damaged: [] })
})

it('refuses a former key that is not the one, and changes nothing', async () => {
  const before = await keys()
  for (const former of [newKey(), undefined]) {
    setMasterKey(next, former)
    await expect(rekeyCustomers(sql)).rejects.toThrow(MasterKeyProblem)
  }
  setMasterKey(next, TEST_MASTER_KEY)
  await makeKeys(sql, [crypto.randomUUID()])
  const mixed = await keys()
  setMasterKey(newKey(), TEST_MASTER_KEY)
  await expect(rekeyCustomers(sql)).rejects.toThrow(/PASSBOOK_MASTER_KEY_FORMER/)
  expect(await keys()).toEqual(mixed)
  expect(mixed).toHaveLength(before.length + 1)
})

it('leaves a key that does not open as it is, and names its customer', async () => {
  const [damaged] = customers as [CustomerId]
  await sql`UPDATE customer_keys SET encrypted_key = set_byte(encrypted_key, 20, get_byte(encrypted_key, 20) # 1)
            WHERE customer_id = ${damaged}`
  const [before] = await sql`SELECT * FROM customer_keys WHERE customer_id = ${damaged}`
  setMasterKey(next, TEST_MASTER_KEY)
  expect(await rekeyCustomers(sql)).toEqual({ rekeyed: 6, damaged: [damaged] })
  expect(await sql`SELECT * FROM customer_keys WHERE customer_id = ${damaged}`).toEqual([before])
})

it('gives nobody back who is forgotten at the same moment, and two at once do no harm', async () => {
  const others = [database, database.connectAgain(), database.connectAgain()]
  for (const customerId of customers)
    await bus.execute('forgetCustomer', { customerId, accountIds: [], reason: 'asked' }, { actor: theBank })
  setMasterKey(next, TEST_MASTER_KEY)
  const kept = await newCustomer()
  await Promise.all([
    ...others.map((other) => rekeyCustomers(other.sql, { batch: 2 })),
    ...customers.map((customerId) => eraseCustomer(sql, customerId)),
  ])
  expect(await nameOf(kept)).toMatchObject(names)
  for (const customerId of customers)
    expect(await nameOf(customerId)).toMatchObject({ firstName: 'Erased', lastName: 'customer' })
  expect(await sql`SELECT FROM customer_keys WHERE encrypted_key IS NOT NULL`).toHaveLength(1)
})
