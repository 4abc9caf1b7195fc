/** Names and emails in a real log: encrypted where they stand, plain to readers, refused where they do not belong. */
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { CustomerId } from '../../server/domain/ids.ts'
import { customerStream } from '../../server/domain/ids.ts'
import { eventInVersions } from '../../server/engine-room/stored-event.ts'
import { append } from '../../server/event-store/append.ts'
import { UnreadableEvent } from '../../server/event-store/codec.ts'
import { checkMasterKey, makeKeys } from '../../server/event-store/customer-keys.ts'
import { MasterKeyProblem, setMasterKey } from '../../server/event-store/master-key.ts'
import { openData } from '../../server/event-store/personal-data.ts'
import { readAll, readHead, readStream } from '../../server/event-store/read.ts'
import { newKey } from '../../server/event-store/sealed-text.ts'
import { register, theBank } from '../support/bank.ts'
import { createTestBus, sendWell } from '../support/command-bus.ts'
import { createTestDatabase, TEST_MASTER_KEY } from '../support/database.ts'
import { batchOf, metadataOf, newAccount } from '../support/log.ts'

const database = await createTestDatabase()
const { sql } = database
const bus = createTestBus(database)

const ada = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' }
const newCustomer = async (): Promise<CustomerId> => {
  const at = newAccount()
  await sendWell(bus, register(at))
  return at.customerId
}
type Stored = Record<string, { enc: string }>
const storedData = async (customerId: CustomerId): Promise<Stored> => {
  const [row] = await sql<
    { data: Stored }[]
  >`SELECT data FROM events WHERE stream_id = ${customerStream(customerId)}`
  return row?.data ?? {}
}
/** Somebody who can write to the log as the bank does puts an event there. */
const forge = async (customerId: CustomerId, data: object, version = 2): Promise<void> => {
  await sql`
    WITH head AS (UPDATE event_log_head SET last_position = last_position + 1 RETURNING last_position)
    INSERT INTO events
    SELECT last_position, ${customerStream(customerId)}, 0, 'CustomerRegistered', ${version},
           ${JSON.stringify(data)}::text::jsonb, ${JSON.stringify(metadataOf())}::text::jsonb, now()
    FROM head`
}
const dataOf = async (customerId: CustomerId) => (await readStream(sql, customerStream(customerId)))[0]?.data

afterEach(() => setMasterKey(TEST_MASTER_KEY))

describe('a customer’s event', () => {
  it('holds neither name nor email where it is stored, and both for who reads it', async () => {
    const customerId = await newCustomer()
    const stored = await storedData(customerId)
    expect(JSON.stringify(stored)).not.toMatch(/Ada|Lovelace|example/)
    expect(Object.keys(stored).sort()).toEqual(['customerId', 'email', 'firstName', 'lastName'])
    expect(await dataOf(customerId)).toEqual({ customerId, ...ada })
    expect((await readAll(sql, { after: (await readHead(sql)) - 1, limit: 1 }))[0]?.data).toMatchObject(ada)
  })

  it('is encrypted in older versions as well, and read through their upcasters', async () => {
    const at = newAccount()
    const { customerId } = at
    const stored = { schemaVersion: 1, data: { customerId, name: 'Ada Lovelace', email: ada.email } }
    const older = createTestBus(database, { storeAs: () => stored })
    await sendWell(older, register(at))
    expect(JSON.stringify(await storedData(customerId))).not.toMatch(/Ada|Lovelace|example/)
    expect(Object.keys(await storedData(customerId)).sort()).toEqual(['customerId', 'email', 'name'])
    expect(await dataOf(customerId)).toEqual({ customerId, ...ada })

    const { found } = await eventInVersions(sql, await readHead(sql))
    const { versions, encrypted } = found!
    expect(versions).toEqual([
      { version: 1, data: stored.data },
      { version: 2, data: { customerId, ...ada } },
    ])
    expect(encrypted.toSorted()).toEqual(['email', 'name'])
  })

  it('is encrypted whoever appends it', async () => {
    const { customerId } = newAccount()
    const event = { type: 'CustomerRegistered', data: { customerId, ...ada } } as const
    const place = { streamId: customerStream(customerId), streamPosition: 0 }
    await append(sql, batchOf([{ ...place, event, metadata: metadataOf(), createdAt: new Date() }]))
    expect(JSON.stringify(await storedData(customerId))).not.toMatch(/Ada|Lovelace|example/)
  })

  it('that is plain, from a time when nothing was encrypted, is read as it is', async () => {
    const { customerId } = newAccount()
    await forge(customerId, { customerId, ...ada })
    expect(await dataOf(customerId)).toEqual({ customerId, ...ada })
    await forge(newAccount().customerId, { customerId, name: 'Ada Lovelace', email: ada.email }, 1)
  })
})

describe('what does not belong where it stands is refused by name', () => {
  const unreadable = async (customerId: CustomerId, message: RegExp) => {
    await expect(dataOf(customerId)).rejects.toThrow(UnreadableEvent)
    await expect(dataOf(customerId)).rejects.toThrow(message)
  }
  const elsewhere = /cannot be read: \w+ was not encrypted for this place, or has been altered/

  it('a name of somebody else’s', async () => {
    const bob = newAccount().customerId
    const data = await storedData(await newCustomer())
    await makeKeys(sql, [bob])
    await forge(bob, { ...data, customerId: bob })
    await unreadable(bob, elsewhere)
  })
  it('one field’s text in another field, or another version', async () => {
    const { firstName, lastName, ...rest } = await storedData(await newCustomer())
    const customerId = rest.customerId as unknown as CustomerId
    const copy = randomUUID() as CustomerId
    await forge(copy, { ...rest, firstName: lastName, lastName: firstName })
    await unreadable(copy, elsewhere)
    const older = randomUUID() as CustomerId
    await forge(older, { customerId, name: firstName, email: rest.email }, 1)
    await unreadable(older, elsewhere)
  })
  it('one version’s text in the same field of another version', async () => {
    const { customerId, email } = await storedData(await newCustomer())
    const older = randomUUID() as CustomerId
    await forge(older, { customerId, name: 'Ada', email }, 1)
    await unreadable(older, /email was not encrypted for this place/)
  })
  it('one customer’s text in another’s event, even under the same key', async () => {
    const data = await storedData(await newCustomer())
    const [one, other] = [String(data.customerId), randomUUID()]
    const key = (await makeKeys(sql, [one])).get(one)!
    const keys = new Map([one, other].map((id) => [id, key]))
    const row = { event_type: 'CustomerRegistered', schema_version: 2, data }
    expect(openData(row, keys)).toMatchObject(ada)
    const moved = { ...row, data: { ...data, customerId: other } }
    expect(() => openData(moved, keys)).toThrow(/was not encrypted for this place/)
  })
  it('a text that was changed', async () => {
    const data = await storedData(await newCustomer())
    const enc = data.email?.enc.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))
    const copy = randomUUID() as CustomerId
    await forge(copy, { ...data, email: { enc } })
    await unreadable(copy, elsewhere)
  })
  it('a text of a customer without a key', async () => {
    const data = await storedData(await newCustomer())
    const nobody = newAccount().customerId
    await forge(nobody, { ...data, customerId: nobody })
    await unreadable(nobody, /the key of customer [-0-9a-f]+ is missing/)
  })
  it('a customer whose key was changed, and nobody else', async () => {
    const [damaged, other] = [await newCustomer(), await newCustomer()]
    await sql`UPDATE customer_keys SET encrypted_key = set_byte(encrypted_key, 20, get_byte(encrypted_key, 20) # 1)
              WHERE customer_id = ${damaged}`
    await unreadable(damaged, /the key of customer [-0-9a-f]+ is damaged/)
    expect(await dataOf(other)).toMatchObject(ada)
  })
  it('a customer’s key under another customer’s id', async () => {
    const [one, two] = [await newCustomer(), await newCustomer()]
    await sql`UPDATE customer_keys SET encrypted_key = (SELECT encrypted_key FROM customer_keys WHERE customer_id = ${two})
              WHERE customer_id = ${one}`
    await unreadable(one, /the key of customer [-0-9a-f]+ is damaged/)
  })
})

describe('another master key', () => {
  it('opens nothing, and is told from the right one before anything is read', async () => {
    const customerId = await newCustomer()
    await checkMasterKey(sql)
    setMasterKey(newKey())
    await expect(dataOf(customerId)).rejects.toThrow(MasterKeyProblem)
    await expect(checkMasterKey(sql)).rejects.toThrow(
      /were encrypted under master key [0-9a-f]{16}, and the one given/,
    )
  })
  it('writes nothing in the name of a customer who has a key', async () => {
    const at = newAccount()
    await makeKeys(sql, [at.customerId])
    setMasterKey(newKey())
    const before = await readHead(sql)
    const { name, data } = register(at)
    await expect(bus.execute(name, data, { actor: theBank })).rejects.toThrow(MasterKeyProblem)
    expect(await readHead(sql)).toBe(before)
  })
})

it('gives each customer one key, however many give it at once', async () => {
  const others = [database, database.connectAgain(), database.connectAgain()]
  const ids = Array.from({ length: 50 }, () => randomUUID())
  const [first, ...rest] = await Promise.all(
    others.map(({ sql }, index) => makeKeys(sql, index === 1 ? ids.toReversed() : ids)),
  )
  expect(first?.size).toBe(50)
  for (const keys of rest) expect(new Map([...keys].sort())).toEqual(new Map([...first!].sort()))
})
