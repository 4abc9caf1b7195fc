/** With many waiting, a batch is decided and sent while the one before it is being written. Nobody may be able to tell. */
import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { deposit, transfer, withdraw } from '../support/bank.ts'
import {
  balanceIn,
  createTestBus,
  eventsOf,
  openAccountWith,
  send,
  sendWell,
  wholeLog,
} from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { accountEvents, batchOf, expectSoundLog } from '../support/log.ts'
import { holdHead, postgresStore, waitingForLock } from '../support/postgres-store.ts'

const database = await createTestDatabase({ max: 10 })
const another = { ...database, ...database.connectAgain({ max: 4 }) }
const bus = createTestBus(database)
const MANY = 600
const many = <Item>(make: (index: number) => Item): Item[] =>
  Array.from({ length: MANY }, (_, index) => make(index))

it('commands are decided in their order across batches: each withdrawal finds the deposit before it', async () => {
  const at = await openAccountWith(bus)
  const results = await Promise.all(
    many((index) => send(bus, index % 2 === 0 ? deposit(at, '1.00') : withdraw(at, '1.00'))),
  )
  for (const { outcome } of results) expect(outcome).toBe('accepted')
  const versions = results.map((result) => (result.outcome === 'accepted' ? result.version : 0))
  expect(versions).toEqual(versions.toSorted((a, b) => a - b))
  expect(new Set(versions).size).toBe(MANY)
  expect(await balanceIn(database, at)).toBe(0n)
})

it('what the balance does not suffice for is rejected, no more and no less', async () => {
  const at = await openAccountWith(bus, '250.00')
  const results = await Promise.all(many(() => send(bus, withdraw(at, '1.00'))))
  expect(results.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(250)
  expect(await balanceIn(database, at)).toBe(0n)
})

it('when a batch has to be decided again, so has the one decided on it', async () => {
  const from = await openAccountWith(bus, '1000.00')
  const to = await openAccountWith(bus)
  // Behind the back of the bus, so that what it remembers of the account is old.
  await send(createTestBus(another), deposit(from, '1.00'))
  const given = transfer(from, to, '1.00')
  const command = { ...given, data: { ...given.data, transferId: undefined } }
  const results = await Promise.all(many(() => send(bus, command)))
  for (const { outcome } of results) expect(outcome).toBe('accepted')
  expect(await balanceIn(database, from)).toBe(40_100n)
  expect(await balanceIn(database, to)).toBe(60_000n)
})

describe('two batches under way at once', () => {
  /** Sends so many while the log is held that two batches wait for it, and lets go once they do. */
  const whileHeld = async <Result>(
    release: () => Promise<unknown>,
    commands: () => Promise<Result>[],
    waiting = 2,
  ): Promise<Result[]> => {
    const answers = commands()
    await vi.waitFor(async () => expect(await waitingForLock(database.sql)).toBe(waiting), {
      timeout: 5_000,
    })
    await release()
    return Promise.all(answers)
  }

  it('are both written, one after the other', async () => {
    const at = await openAccountWith(bus, '300.00')
    const results = await whileHeld(await holdHead(database.sql), () =>
      many((index) => send(bus, index < 300 ? withdraw(at, '1.00') : deposit(at, '1.00'))),
    )
    const versions = results.map((result) => (result.outcome === 'accepted' ? result.version : 0))
    expect(versions).toEqual(many((index) => versions[0]! + index))
    expect(await balanceIn(database, at)).toBe(30_000n)
    expectSoundLog(await wholeLog(database))
  })

  it('are both decided again when the first was decided on something old', async () => {
    const at = await openAccountWith(bus)
    await sendWell(bus, deposit(at, '1.00'))
    // Somebody else is about to commit what comes next on this account.
    const foreign = await postgresStore(database).appendAndPause(batchOf(accountEvents(at, { from: 2 })))
    const results = await whileHeld(foreign.commit, () => many(() => send(bus, deposit(at, '1.00'))))
    for (const { outcome } of results) expect(outcome).toBe('accepted')
    expect(await balanceIn(database, at)).toBe(60_200n)
    expectSoundLog(await wholeLog(database))
  })

  it('a batch that only says no waits for what that was decided on', async () => {
    const at = await openAccountWith(bus)
    await sendWell(bus, deposit(at, '1.00'))
    const foreign = await postgresStore(database).appendAndPause(batchOf(accountEvents(at, { from: 2 })))
    const withdrawals = () => many(() => send(bus, withdraw(at, '1.00')))
    const results = await whileHeld(foreign.commit, withdrawals, 1)
    // One for the dollar that the bus knows of, and one for the other.
    expect(results.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(2)
    expect(await balanceIn(database, at)).toBe(0n)
    expectSoundLog(await wholeLog(database))
  })
})

it('two buses with many waiting on one account neither lose money nor bother their callers', async () => {
  const at = await openAccountWith(bus)
  const other = createTestBus(another)
  const results = await Promise.all(many((index) => send(index % 2 === 0 ? bus : other, deposit(at, '1.00'))))
  for (const { outcome } of results) expect(outcome).toBe('accepted')
  expect(await balanceIn(database, at)).toBe(60_000n)
})

it('a command id that is in the batch being written is not decided again ahead of its answer', async () => {
  const at = await openAccountWith(bus)
  const ids = Array.from({ length: MANY / 4 }, () => randomUUID())
  const results = await Promise.all(
    many((index) => send(bus, deposit(at, '1.00'), { commandId: ids[index % ids.length]! })),
  )
  for (const [index, result] of results.entries()) expect(result).toEqual(results[index % ids.length])
  expect(await balanceIn(database, at)).toBe(BigInt(ids.length) * 100n)
  expect(await eventsOf(database, ids[0]!)).toHaveLength(1)
})

it('a bus that stops answers those of both batches first', async () => {
  const at = await openAccountWith(bus)
  const stopping = createTestBus(another)
  const answers = many(() => send(stopping, deposit(at, '1.00')))
  await stopping.stop()
  let answered = 0
  for (const answer of answers) answer.then(() => answered++)
  await Promise.resolve()
  await Promise.resolve()
  expect(answered).toBe(MANY)
  expect(await balanceIn(database, at)).toBe(60_000n)
})
