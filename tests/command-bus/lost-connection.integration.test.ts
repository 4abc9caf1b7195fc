import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { dial } from '../../db/address.ts'
import { connect } from '../../db/client.ts'
import { OutcomeUnknown } from '../../server/command-bus/errors.ts'
import { log } from '../../server/log.ts'
import { deposit, open, register } from '../support/bank.ts'
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
import { PATIENCE } from '../support/patience.ts'
import { holdHead, waitingForLock } from '../support/postgres-store.ts'
import { type Loss, startTcpProxy } from '../support/tcp-proxy.ts'

const database = await createTestDatabase()
const proxy = await startTcpProxy(database.url)
const behindProxy = connect(proxy.url, { applicationName: 'behind-proxy', max: 4 })
const admin = postgres(...dial(database.adminUrl, { max: 1, onnotice: () => undefined }))
// What the bus has to say about connections is expected here.
beforeAll(() => {
  vi.spyOn(log, 'warn').mockImplementation(() => undefined)
})
afterAll(async () => {
  await proxy.close()
  // At once: after all these losses there is nobody left to say goodbye to.
  await behindProxy.sql.end({ timeout: 0 })
  await admin.end()
})

const steady = createTestBus(database)
const bus = createTestBus(behindProxy)
// Longer than a connection takes that the driver has to give up first.
const writersWait = (count: number) =>
  vi.waitFor(async () => expect(await waitingForLock(database.sql)).toBe(count), { timeout: 12_000 })
/** Ends the sessions of the bus that wait for the log's lock, and answers when they are gone. */
const endWaitingWriters = async () => {
  const ended = await admin<{ pid: number }[]>`
    SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'behind-proxy' AND wait_event_type = 'Lock'`
  expect(ended).toHaveLength(1)
  await vi.waitFor(async () => {
    const [left] = await admin`SELECT pid FROM pg_stat_activity WHERE pid = ${ended[0]!.pid}`
    expect(left).toBeUndefined()
  }, PATIENCE)
}

describe('a connection lost during the commit', () => {
  const losses: Loss[] = ['before Postgres hears', 'before the answer']
  const ids = ['its caller’s id', 'an id of the bus'] as const

  it.each(losses.flatMap((loss) => ids.map((id) => [loss, id] as const)))(
    '%s: a command with %s is applied once, and answered',
    async (loss, id) => {
      const at = await openAccountWith(steady, '1.00')
      const marker = `Deposit ${randomUUID()}`
      const planned = proxy.loseWhen(marker, loss)
      const command = deposit(at, '5.00', marker)
      const result = await send(bus, command, id === 'its caller’s id' ? { commandId: randomUUID() } : {})
      await planned.happened
      expect(result).toMatchObject({ outcome: 'accepted' })
      expect(await balanceIn(database, at)).toBe(600n)
      const [event] = (await wholeLog(database)).filter(
        ({ data }) => 'description' in data && data.description === marker,
      )
      expect(event?.globalPosition).toBe(result.outcome === 'accepted' && result.version)
    },
  )

  it.each(losses)('%s: so is one that only reads a stream, in a transaction of its own', async (loss) => {
    const at = newAccount()
    await sendWell(steady, register(at))
    const commandId = randomUUID()
    // On new connections: one that has committed before sends the name of a prepared statement, not the word.
    const unused = connect(proxy.url, { applicationName: 'behind-proxy', max: 4 })
    const planned = proxy.loseWhen('commit', loss)
    const answer = send(createTestBus(unused), open(at), { commandId })
    expect(await answer).toMatchObject({ outcome: 'accepted' })
    await planned.happened
    await unused.sql.end({ timeout: 0 })
    expect(await eventsOf(database, commandId)).toHaveLength(1)
    expect(await accountIn(database, at)).toMatchObject({ status: 'open' })
  })

  it.each(losses)('%s: so are all the commands of its batch', async (loss) => {
    const at = await openAccountWith(steady, '1.00')
    const marker = `Deposit ${randomUUID()}`
    const planned = proxy.loseWhen(marker, loss)
    const versions = await Promise.all(
      Array.from({ length: 20 }, (_, n) => sendWell(bus, deposit(at, '1.00', n === 10 ? marker : 'Coffee'))),
    )
    await planned.happened
    expect(new Set(versions).size).toBe(20)
    expect(await balanceIn(database, at)).toBe(2_100n)
  })

  it('while Postgres is still at work: the second try waits for the first and finds its receipt', async () => {
    const at = await openAccountWith(steady, '1.00')
    const marker = `Deposit ${randomUUID()}`
    const commandId = randomUUID()
    const letGo = await holdHead(database.sql)
    const planned = proxy.loseWhen(marker, 'while Postgres works')
    const answer = send(bus, deposit(at, '5.00', marker), { commandId })
    await planned.happened
    await writersWait(2)
    await letGo()
    expect(await answer).toMatchObject({ outcome: 'accepted' })
    expect(await eventsOf(database, commandId)).toHaveLength(1)
    expect(await balanceIn(database, at)).toBe(600n)
  })

  it('with the message still under way: it comes too late and is refused', async () => {
    const at = await openAccountWith(steady, '1.00')
    const marker = `Deposit ${randomUUID()}`
    const commandId = randomUUID()
    const planned = proxy.loseWhen(marker, 'message still under way')
    expect(await send(bus, deposit(at, '5.00', marker), { commandId })).toMatchObject({ outcome: 'accepted' })
    await planned.deliver()
    expect(await eventsOf(database, commandId)).toHaveLength(1)
    expect(await balanceIn(database, at)).toBe(600n)
  })
})

test('an administrator who ends the session, in mid-commit and in mid-transaction, costs a try each', async () => {
  const at = await openAccountWith(steady, '1.00')
  const commandId = randomUUID()
  const letGo = await holdHead(database.sql)
  const answer = send(bus, deposit(at, '5.00'), { commandId })
  await writersWait(1)
  await endWaitingWriters()
  // What waits for the lock now is a transaction that has more to do after it.
  await writersWait(1)
  await endWaitingWriters()
  await writersWait(1)
  await letGo()
  expect(await answer).toMatchObject({ outcome: 'accepted' })
  expect(await eventsOf(database, commandId)).toHaveLength(1)
  expect(await balanceIn(database, at)).toBe(600n)
})

test('while Postgres cannot be reached for a moment, commands wait and succeed', async () => {
  const at = await openAccountWith(bus, '1.00')
  const { attempts, calm } = proxy.shake()
  const answers = Promise.all(Array.from({ length: 10 }, () => sendWell(bus, deposit(at, '1.00'))))
  await vi.waitFor(() => expect(attempts()).toBeGreaterThan(0), { timeout: 10_000 })
  calm()
  expect(new Set(await answers).size).toBe(10)
  expect(await balanceIn(database, at)).toBe(1_100n)
})

test('while Postgres is not running for a moment, commands wait and succeed too', async () => {
  const at = await openAccountWith(bus, '1.00')
  const warned = vi.mocked(log.warn).mock.calls.length
  const plugIn = await proxy.unplug()
  const answers = Promise.all(Array.from({ length: 10 }, () => sendWell(bus, deposit(at, '1.00'))))
  await vi.waitFor(() => expect(vi.mocked(log.warn).mock.calls.length).toBeGreaterThan(warned + 1), {
    timeout: 10_000,
  })
  await plugIn()
  expect(new Set(await answers).size).toBe(10)
  expect(await balanceIn(database, at)).toBe(1_100n)
})

test('when it cannot be reached for too long, the outcome is unknown, and the same id may be sent again', async () => {
  const at = await openAccountWith(bus, '1.00')
  const commandId = randomUUID()
  const plugIn = await proxy.unplug()
  const lost = send(bus, deposit(at, '5.00'), { commandId })
  await expect(lost).rejects.toBeInstanceOf(OutcomeUnknown)
  await expect(lost).rejects.toMatchObject({ retryAfterSeconds: expect.any(Number) })
  await plugIn()
  const again = await Promise.all([1, 2, 3].map(() => send(bus, deposit(at, '5.00'), { commandId })))
  expect(again[0]).toMatchObject({ outcome: 'accepted' })
  expect(again).toEqual([again[0], again[0], again[0]])
  expect(await eventsOf(database, commandId)).toHaveLength(1)
  expect(await balanceIn(database, at)).toBe(600n)
})

test('when it was applied and nobody could say so, the same id finds its answer', async () => {
  const at = await openAccountWith(bus, '1.00')
  const commandId = randomUUID()
  const marker = `Deposit ${randomUUID()}`
  const planned = proxy.loseWhen(marker, 'before the answer')
  const lost = send(bus, deposit(at, '5.00', marker), { commandId })
  const unknown = expect(lost).rejects.toBeInstanceOf(OutcomeUnknown)
  await planned.happened
  const plugIn = await proxy.unplug()
  await unknown
  expect(await balanceIn(database, at)).toBe(600n)
  await plugIn()
  const [event] = await eventsOf(database, commandId)
  expect(await send(bus, deposit(at, '5.00', marker), { commandId })).toEqual({
    outcome: 'accepted',
    version: event?.globalPosition,
    answer: {},
  })
  expect(await balanceIn(database, at)).toBe(600n)
})

test('a line on which nothing is ever answered is given up, and the bus can be stopped', async () => {
  const at = await openAccountWith(steady, '1.00')
  const impatient = createTestBus(behindProxy, { attemptTimeoutMs: 100 })
  const commandId = randomUUID()
  const { calm } = proxy.shake()
  await expect(send(impatient, deposit(at, '5.00'), { commandId })).rejects.toBeInstanceOf(OutcomeUnknown)
  await impatient.stop()
  calm()
  expect(await send(bus, deposit(at, '5.00'), { commandId })).toMatchObject({ outcome: 'accepted' })
  expect(await eventsOf(database, commandId)).toHaveLength(1)
  expect(await balanceIn(database, at)).toBe(600n)
})

test('the log is sound after all this', async () => expectSoundLog(await wholeLog(database)))
