/** What is remembered of commands, and what they have changed: accepted, rejected and sent twice. */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { createAdvanceRecord } from '../../server/engine-room/advance-record.ts'
import { commandFlow, recentCommands } from '../../server/engine-room/command-flow.ts'
import { type CommandRecorder, createCommandRecorder } from '../../server/engine-room/command-recorder.ts'
import { rowsAround } from '../../server/engine-room/rows-around.ts'
import { readAll } from '../../server/event-store/read.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { drain } from '../../server/read-models/runner.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
import { deposit, type TestAccount, withdraw } from '../support/bank.ts'
import { createTestBus, openAccountWith, send } from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'

const database = await createTestDatabase()
const { sql } = database
let recorder: CommandRecorder
let at: TestAccount
const advances = createAdvanceRecord(sql)
const busWith = (most?: number) => {
  const own = createCommandRecorder({ ...(most !== undefined && { most }) })
  return { own, bus: createTestBus(database, { onAnswered: own.batchAnswered }) }
}
const { own, bus } = busWith()
recorder = own

beforeAll(async () => {
  at = await openAccountWith(bus, '100.00')
})

const look = async (commandId: string) => (await commandFlow({ sql, recorder, advances }, commandId))?.data

test('an accepted one: what it was decided on, its events, and its steps in order', async () => {
  const commandId = randomUUID()
  const arrivedAt = performance.now()
  const result = await send(bus, deposit(at, '5.00'), { commandId, arrivedAt })
  const flow = await look(commandId)
  expect(flow?.recorded).toMatchObject({
    name: 'depositMoney',
    outcome: 'accepted',
    eventCount: 1,
    putBack: 0,
  })
  expect(flow?.recorded?.version).toBe('version' in result && result.version)
  expect(flow?.recorded?.streams).toMatchObject([{ state: { status: 'open' } }])
  expect(JSON.stringify(flow?.recorded?.streams)).toContain('"100.00"')
  expect(flow?.events.map(({ type }) => type)).toEqual(['MoneyDeposited'])
  const spans = flow?.recorded?.spans ?? []
  expect(spans.map(({ name }) => name)).toEqual([
    ...['request', 'queue', 'load', 'decide', 'send', 'append', 'answer', 'wake'],
  ])
  for (const [index, { from, to }] of spans.entries()) {
    expect(to).toBeGreaterThanOrEqual(from)
    if (index > 0) expect(from).toBeCloseTo(spans[index - 1]!.to, 3)
  }
  expect(Math.abs(spans[0]!.from - Date.now())).toBeLessThan(60_000)
})

test('a rejected one: its reason, and that it was decided once more on a fresh state', async () => {
  const commandId = randomUUID()
  await send(bus, withdraw(at, '500.00'), { commandId })
  const flow = await look(commandId)
  expect(flow?.recorded).toMatchObject({
    outcome: 'rejected',
    rejection: { reason: 'InsufficientFunds' },
    version: null,
    putBack: 1,
  })
  // It has amounts, and goes over the wire.
  expect(JSON.stringify(flow)).toContain('shortBy')
  expect(flow?.events).toEqual([])
  expect(flow?.projectors.some(({ isConcerned }) => isConcerned)).toBe(false)
})

test('one that was sent twice: answered from its receipt, with the events that it wrote before', async () => {
  const commandId = randomUUID()
  await send(bus, deposit(at, '2.00'), { commandId })
  await drain({ database, readLog: readAll }, projectors.find(({ name }) => name === 'audit-trail')!)
  await send(bus, deposit(at, '2.00'), { commandId })
  const flow = await look(commandId)
  expect(flow?.recorded).toMatchObject({ outcome: 'duplicate', eventCount: 0 })
  expect(flow?.recorded?.streams).toMatchObject([{ state: null }])
  expect(flow?.events).toHaveLength(1)
})

test('neighbours of a batch are named, and of many commands the last are remembered', async () => {
  const { own: few, bus: small } = busWith(10)
  const ids = Array.from({ length: 25 }, () => randomUUID())
  await Promise.all(ids.slice(0, 8).map((commandId) => send(small, deposit(at, '1.00'), { commandId })))
  const [one] = few.recent(1)
  expect(one?.batch).toMatchObject({ size: 8, place: 8 })
  expect(one?.batch.neighbours.filter(({ isSelf }) => isSelf)).toHaveLength(1)
  for (const commandId of ids.slice(8)) await send(small, deposit(at, '1.00'), { commandId })
  expect(few.recent(100)).toHaveLength(10)
  expect(few.find(ids[0]!)).toBeUndefined()
  expect(few.find(ids[24]!)).toBeDefined()
  await small.stop()
})

test('what this process does not remember is told from the log', async () => {
  recorder = createCommandRecorder()
  const { data } = await recentCommands({ sql, recorder, advances }, { limit: 5 })
  expect(data).toHaveLength(5)
  expect(data.every(({ isRemembered }) => !isRemembered)).toBe(true)
  await drain({ database, readLog: readAll }, projectors.find(({ name }) => name === 'audit-trail')!)
  const flow = await look(data[0]!.commandId)
  expect(flow).toMatchObject({ recorded: null, events: [{ type: 'MoneyDeposited' }] })
  expect(await look(randomUUID())).toBeUndefined()
  recorder = own
})

test('a read model tells when it took a command in, without a write of its own', async () => {
  advances.listen()
  const commandId = randomUUID()
  // Listening begins on a connection of its own: one that is not heard yet is followed by one that is.
  for (let tries = 0; ; tries++) {
    await send(bus, deposit(at, '3.00'), { commandId: tries === 0 ? commandId : randomUUID() })
    await drain({ database, readLog: readAll }, accountSummaries)
    const last = recorder.recent(1)[0]!
    await delay(20)
    const step = (await look(last.commandId))?.projectors.find(({ name }) => name === 'account-summaries')
    if (!step?.times && tries < 100) continue
    expect(step).toMatchObject({ isConcerned: true, hasSeen: true })
    const { readAt, foldedAt, heardAt } = step!.times!
    expect(foldedAt).toBeGreaterThanOrEqual(readAt)
    expect(heardAt).toBeGreaterThan(readAt)
    break
  }
  await advances.stop()
})

test('rows before and after: folded from the stream, the same that stand in the table', async () => {
  const before = await send(bus, deposit(at, '7.00'), {})
  const version = 'version' in before ? before.version : 0
  const events = await readAll(sql, { after: version - 1, limit: 1 })
  const around = await rowsAround(sql, [accountSummaries, transactions], events)
  await drain({ database, readLog: readAll }, accountSummaries)
  const [stands] = await sql<{ balance: number }[]>`
    SELECT balance FROM account_summaries WHERE account_id = ${at.accountId}`
  const summary = around.find(({ projector }) => projector === 'account-summaries')?.rows[0]
  expect(summary?.kind).toBe('changed')
  expect(summary?.columns.find(({ name }) => name === 'balance')).toEqual({
    name: 'balance',
    before: String(stands!.balance - 700),
    after: String(stands!.balance),
    isChanged: true,
  })
  const line = around
    .find(({ projector }) => projector === 'transactions')
    ?.rows.find(({ kind }) => kind === 'new')
  expect(line).toBeDefined()
  await bus.stop()
})
