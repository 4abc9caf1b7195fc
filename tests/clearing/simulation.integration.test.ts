import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { PaymentIdReused, type PaymentOrder } from '../../server/clearing/clearing-house.ts'
import { clearingSettings } from '../../server/clearing/settings.ts'
import { createSimulatedHouse } from '../../server/clearing/simulation.ts'
import { usd } from '../support/bank.ts'
import { createTestDatabase } from '../support/database.ts'

const database = await createTestDatabase()
const { sql } = database
let now = new Date('2026-03-02T12:00:00Z')
const clock = () => now
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000)
}
const house = createSimulatedHouse({ sql, clock })
const all = { after: 0, limit: 1_000 }

const order = (ending = '0000'): PaymentOrder => ({
  paymentId: randomUUID(),
  kind: 'payment',
  money: usd('100.00'),
  debtor: { name: 'Ada Lovelace', number: 'PB76PASS0123456789012345' },
  creditor: { name: 'Grocer', number: `DE0212030000000020${ending}` },
  description: 'Apples',
})

beforeEach(async () => {
  await sql`TRUNCATE clearing_orders, clearing_planned_messages, clearing_messages`
})

test('an order is answered when its time has come, and not before', async () => {
  const given = order()
  // An answer that comes twice may do so within the same seconds.
  const probabilities = { ...clearingSettings.probabilities, duplicate: 0 }
  const once = createSimulatedHouse({ sql, clock, settings: () => ({ ...clearingSettings, probabilities }) })
  await once.submit(given)
  expect(await house.messages(all)).toEqual([])
  later(10)
  const [first] = await house.messages(all)
  expect(first).toMatchObject({
    position: 1,
    content: { kind: 'answer', paymentId: given.paymentId, outcome: 'settled' },
  })
  expect(await house.messages({ after: 1, limit: 10 })).toEqual([])
})

test('the same order twice is one order, and another one under its id is refused', async () => {
  const given = order('0001')
  await Promise.all([house.submit(given), house.submit(given), house.submit(given)])
  await expect(house.submit({ ...given, money: usd('100.01') })).rejects.toThrow(PaymentIdReused)
  later(100)
  const messages = await house.messages(all)
  expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(1)
})

test('positions have no gaps, whoever asks for messages at the same time', async () => {
  for (let count = 0; count < 30; count++) await house.submit(order('0003'))
  later(5)
  const half = await Promise.all([house.messages(all), house.messages(all), house.messages(all)])
  later(3_600)
  await Promise.all([house.messages(all), house.messages(all), house.messages(all)])
  const messages = await house.messages(all)
  expect(messages.map(({ position }) => position)).toEqual(messages.map((_, index) => index + 1))
  expect(messages.length).toBeGreaterThanOrEqual(60)
  for (const early of half) expect(messages.slice(0, early.length)).toEqual(early)
})

test('a return is taken, and never answered', async () => {
  const { paymentId, money } = order()
  await house.submit({ kind: 'return', paymentId, money, reference: 'salary 7' })
  later(1_000_000)
  expect(await house.messages(all)).toEqual([])
})

test('what comes from other banks is told with everything that was said', async () => {
  const payment = {
    reference: 'salary 7',
    money: usd('2500.00'),
    creditorNumber: 'PB76PASS0123456789012345',
    debtor: { name: 'Analytical Engines', number: 'DE02120300000000202051' },
    description: 'Salary',
  }
  await house.payIn(payment)
  later(100)
  const messages = await house.messages(all)
  expect(messages[0]?.content).toEqual({ kind: 'incoming', ...payment })
  expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(1)
})

test('names are not kept with the order', async () => {
  await house.submit(order())
  const stored = await sql`SELECT * FROM clearing_orders ORDER BY number`
  expect(JSON.stringify(stored)).not.toContain('Lovelace')
})

test('a duplicate is the same message at a place of its own', async () => {
  const settings = { ...clearingSettings, probabilities: { ...clearingSettings.probabilities, duplicate: 1 } }
  const twice = createSimulatedHouse({ sql, clock, settings: () => settings })
  await twice.submit(order('0001'))
  later(1_000)
  const messages = await twice.messages(all)
  expect(messages.map(({ messageId }) => messageId)).toEqual([messages[0]?.messageId, messages[0]?.messageId])
})
