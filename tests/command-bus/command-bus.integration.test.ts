import { randomUUID } from 'node:crypto'
import { describe, expect, it, test, vi } from 'vitest'
import { accountStream } from '../../server/domain/ids.ts'
import { readAll, readHead, readStream } from '../../server/event-store/read.ts'
import { log } from '../../server/log.ts'
import { by, close, deposit, freeze, open, register, transfer, withdraw } from '../support/bank.ts'
import {
  accountIn,
  balanceIn,
  createTestBus,
  eventsOf,
  openAccountWith,
  send,
  sendWell,
  wholeLog,
} from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { expectSoundLog, newAccount } from '../support/log.ts'
import { waitingForLock } from '../support/postgres-store.ts'

const database = await createTestDatabase({ max: 20 })
const { sql } = database
const bus = createTestBus(database)
const newId = () => randomUUID() as never

describe('an accepted command', () => {
  it('answers the version of its last event, which can be read at once', async () => {
    const [from, to] = [await openAccountWith(bus, '10.00'), await openAccountWith(bus)]
    const commandId = randomUUID()
    const version = await sendWell(bus, transfer(from, to, '4.00', newId()), { commandId })
    const events = await eventsOf(database, commandId)
    expect(events.map(({ type }) => type)).toEqual(['MoneyWithdrawn', 'MoneyDeposited', 'TransferCompleted'])
    expect(events.map(({ globalPosition }) => globalPosition)).toEqual([version - 2, version - 1, version])
    expect(await readHead(sql)).toBe(version)
    expect([await balanceIn(database, from), await balanceIn(database, to)]).toEqual([600n, 400n])
  })

  it('says in its events who asked, by which command, and what it belongs to', async () => {
    const at = await openAccountWith(bus)
    const [commandId, correlationId, causationId] = [randomUUID(), randomUUID(), randomUUID()]
    await sendWell(bus, deposit(at, '1.00'), { commandId, correlationId, causationId })
    const [told] = await eventsOf(database, commandId)
    expect(told?.metadata).toEqual({ commandId, correlationId, causationId, userId: 'teller' })

    const version = await sendWell(bus, by(at.owner, freeze(at)))
    const [event] = await readAll(sql, { after: version - 1, limit: 1 })
    const made = event!.metadata.commandId
    expect(made).toMatch(/^[0-9a-f-]{36}$/)
    expect(event!.metadata).toEqual({
      commandId: made,
      correlationId: made,
      causationId: made,
      userId: at.owner.userId,
    })
  })

  it('happens when it says, or now, but never before what has happened', async () => {
    const past = await createTestDatabase()
    const clock = () => new Date('2026-02-02T00:00:00Z')
    const backDated = createTestBus(past, { clock })
    const at = newAccount()
    await sendWell(backDated, register(at), { at: new Date('2024-01-01T00:00:00Z') })
    await sendWell(backDated, open(at))
    await sendWell(backDated, deposit(at, '1.00'), { at: new Date('2025-01-01T00:00:00Z') })
    const times = (await wholeLog(past)).map(({ createdAt }) => createdAt.toISOString().slice(0, 10))
    expect(times).toEqual(['2024-01-01', '2026-02-02', '2026-02-02'])
    await past.close()
  })

  it('sees what earlier ones of the same moment have done', async () => {
    const at = await openAccountWith(bus)
    // A new bus knows no states, so it decides in order; one that has some asks again before it says no.
    const fresh = createTestBus(database)
    const results = await Promise.all([
      send(fresh, withdraw(at, '1.00')),
      send(fresh, deposit(at, '5.00')),
      send(fresh, withdraw(at, '4.00')),
      send(fresh, withdraw(at, '1.01')),
      send(fresh, withdraw(at, '1.00')),
      send(fresh, by(at.owner, close(at))),
      send(fresh, deposit(at, '1.00')),
    ])
    expect(
      results.map((result) => (result.outcome === 'accepted' ? 'yes' : result.rejection.reason)),
    ).toEqual([...['InsufficientFunds', 'yes', 'yes', 'InsufficientFunds', 'yes', 'yes', 'AccountClosed']])
    expect(await accountIn(database, at)).toMatchObject({ status: 'closed' })
  })
})

describe('a rejected command', () => {
  it('leaves no trace: no event, no receipt', async () => {
    const at = await openAccountWith(bus, '1.00')
    const head = await readHead(sql)
    const receipts = () => sql`SELECT count(*)::int AS receipts FROM command_receipts`
    const before = await receipts()
    const commandId = randomUUID()
    for (let n = 0; n < 2; n++)
      expect(await send(bus, withdraw(at, '2.00'), { commandId })).toEqual({
        outcome: 'rejected',
        rejection: { reason: 'InsufficientFunds', shortBy: { amountMinor: 100n, currency: 'USD' } },
      })
    expect(await readHead(sql)).toBe(head)
    expect(await receipts()).toEqual(before)
    // Asked again when there is enough, the same command is accepted.
    await sendWell(bus, deposit(at, '1.00'))
    expect(await send(bus, withdraw(at, '2.00'), { commandId })).toMatchObject({ outcome: 'accepted' })
  })

  it('that opens an account for nobody', async () => {
    const refused = { outcome: 'rejected', rejection: { reason: 'CustomerNotFound', field: 'customerId' } }
    const at = newAccount()
    expect(await send(bus, open(at))).toEqual(refused)
    expect(await accountIn(database, at)).toEqual({ status: 'none' })
    // And together with the registration, it is one account of one customer.
    const [first, second, third] = await Promise.all([
      send(bus, register(at)),
      send(bus, open(at)),
      send(bus, open(at)),
    ])
    expect([first.outcome, second.outcome]).toEqual(['accepted', 'accepted'])
    expect(third).toEqual({
      outcome: 'rejected',
      rejection: { reason: 'AccountAlreadyExists', field: 'accountId' },
    })
  })
})

test('opening accounts notices when the customer appears meanwhile', async () => {
  const other = createTestBus(database)
  const at = newAccount()
  expect(await send(bus, open(at))).toMatchObject({ outcome: 'rejected' })
  await sendWell(other, register(at))
  expect(await send(bus, open(at))).toMatchObject({ outcome: 'accepted' })
})

test('a thousand deposits to one account at once are one balance, in a few commits, without a conflict', async () => {
  const commits: number[] = []
  const counting = createTestBus(database, { onCommitted: (head) => commits.push(head) })
  const at = await openAccountWith(counting)
  const before = commits.length
  const versions = await Promise.all(
    Array.from({ length: 1_000 }, () => sendWell(counting, deposit(at, '1.00'))),
  )
  expect(commits.slice(before)).toHaveLength(2)
  // Two batches are under way at once, each on a connection of its own: of the second it may be heard first.
  expect(Math.max(...commits)).toBe(versions.at(-1))
  expect(versions).toEqual(versions.map((_, index) => (versions[0] as number) + index))
  expect(await balanceIn(database, at)).toBe(100_000n)
  const events = await readStream(sql, accountStream(at.accountId), { limit: 2_000 })
  expect(events.map(({ streamPosition }) => streamPosition)).toEqual(events.map((_, index) => index))
})

test('a listener that fails after the commit takes nothing back from the caller', async () => {
  const failure = new Error('The listener has failed')
  const logged = vi.spyOn(log, 'error').mockImplementation(() => undefined)
  const careless = createTestBus(database, {
    onCommitted: () => {
      throw failure
    },
  })
  const at = await openAccountWith(careless)
  expect(await send(careless, deposit(at, '1.00'))).toMatchObject({ outcome: 'accepted' })
  const two = [send(careless, deposit(at, '1.00')), send(careless, deposit(at, '1.00'))]
  expect(await Promise.all(two)).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }])
  expect(await balanceIn(database, at)).toBe(300n)
  expect(logged).toHaveBeenLastCalledWith(expect.objectContaining({ err: failure }), expect.any(String))
  logged.mockRestore()
})

test('a cache that is smaller than a batch only costs time', async () => {
  const small = createTestBus(database, { maxCachedStreams: 2 })
  const accounts = await Promise.all(Array.from({ length: 8 }, () => openAccountWith(small, '10.00')))
  const next = (index: number) => accounts[(index + 1) % accounts.length]!
  for (let round = 0; round < 3; round++)
    await Promise.all(
      accounts.flatMap((from, index) => [
        sendWell(small, transfer(from, next(index), '3.00', newId())),
        sendWell(small, transfer(next(index), from, '1.00', newId())),
        sendWell(small, deposit(from, '1.00')),
      ]),
    )
  const balances = await Promise.all(accounts.map((at) => balanceIn(database, at)))
  expect(balances).toEqual(accounts.map(() => 1_300n))
})

test('a long load leaves a snapshot, and the next one begins there', async () => {
  const at = await openAccountWith(bus)
  await Promise.all(Array.from({ length: 260 }, () => sendWell(bus, deposit(at, '1.00'))))
  const streamId = accountStream(at.accountId)
  const snapshots = () => sql`SELECT stream_position, data FROM snapshots WHERE stream_id = ${streamId}`
  expect(await snapshots()).toEqual([])

  await sendWell(createTestBus(database), deposit(at, '1.00'))
  await vi.waitFor(async () => expect(await snapshots()).toMatchObject([{ stream_position: 260 }]), {
    timeout: 5_000,
  })
  // Made different from what the events say, to see whether it is believed.
  await sql`UPDATE snapshots SET data = jsonb_set(data, '{balance,amountMinor}', '"7"') WHERE stream_id = ${streamId}`
  const result = await send(createTestBus(database), withdraw(at, '9999.00'))
  // The snapshot's 7 cents; the event after it carries its own balance.
  expect(result).toMatchObject({
    outcome: 'rejected',
    rejection: { shortBy: { amountMinor: 999_900n - 26_100n } },
  })
  await sql`UPDATE snapshots SET stream_position = 261 WHERE stream_id = ${streamId}`
  expect(await send(createTestBus(database), withdraw(at, '9999.00'))).toMatchObject({
    rejection: { shortBy: { amountMinor: 999_893n } },
  })
})

test('the log is sound after all this, and no session is left waiting', async () => {
  expectSoundLog(await wholeLog(database))
  expect(await waitingForLock(sql)).toBe(0)
})
