import { describe, expect, it, test } from 'vitest'
import { beginsAt } from '../../server/clearing/business-hours.ts'
import type { ClearingOrder, PaymentOrder } from '../../server/clearing/clearing-house.ts'
import { plan } from '../../server/clearing/plan.ts'
import { clearingSettings } from '../../server/clearing/settings.ts'
import { eur, usd, yen } from '../support/bank.ts'

const hours = clearingSettings.businessHours
// 2026-03-02 is a Monday.
describe('what is handed in', () => {
  it.each([
    ['in business hours is begun at once', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z'],
    ['at the minute of opening as well', '2026-03-02T08:00:00.000Z', '2026-03-02T08:00:00.000Z'],
    ['before opening waits for it', '2026-03-02T07:59:59.999Z', '2026-03-02T08:00:00.000Z'],
    ['just before the cut-off is begun', '2026-03-02T15:59:59.999Z', '2026-03-02T15:59:59.999Z'],
    ['at the cut-off waits for the next day', '2026-03-02T16:00:00.000Z', '2026-03-03T08:00:00.000Z'],
    ['on Friday evening waits for Monday', '2026-03-06T20:00:00.000Z', '2026-03-09T08:00:00.000Z'],
    ['on Saturday waits for Monday', '2026-03-07T12:00:00.000Z', '2026-03-09T08:00:00.000Z'],
    ['on Sunday waits for Monday', '2026-03-08T01:00:00.000Z', '2026-03-09T08:00:00.000Z'],
  ])('%s', (_what, submitted, begun) => {
    expect(beginsAt(new Date(submitted), hours).toISOString()).toBe(begun)
  })
  it('goes by the clock of its own zone, also when the clocks change', () => {
    const berlin = { ...hours, zone: 'Europe/Berlin' }
    expect(beginsAt(new Date('2026-03-27T12:00:00Z'), berlin).toISOString()).toBe('2026-03-27T12:00:00.000Z')
    expect(beginsAt(new Date('2026-03-28T12:00:00Z'), berlin).toISOString()).toBe('2026-03-30T06:00:00.000Z')
    expect(beginsAt(new Date('2026-03-21T12:00:00Z'), berlin).toISOString()).toBe('2026-03-23T07:00:00.000Z')
  })
})

const order = (more: Partial<PaymentOrder> = {}): PaymentOrder => ({
  paymentId: '00000000-0000-7000-8000-000000000071',
  kind: 'payment',
  money: usd('100.00'),
  debtor: { name: 'Ada Lovelace', number: 'PB76PASS0123456789012345' },
  creditor: { name: 'Grocer', number: 'DE02120300000000202051' },
  description: 'Apples',
  ...more,
})
const calm = {
  ...clearingSettings,
  probabilities: {
    rejected: 0,
    returned: 0,
    late: 0,
    silent: 0,
    duplicate: 0,
    outOfOrder: 0,
    reply: 0,
  },
}
const saturday = new Date('2026-03-07T12:00:00Z')
const to = (ending: string) => ({ name: 'Grocer', number: `DE0212030000000020${ending}` })
const told = (given: ClearingOrder, settings = calm, submittedAt = saturday, number = 1) =>
  plan(given, { number, submittedAt, settings }).map(({ content, deliverAt, delivery }) => ({
    ...(content.kind === 'answer'
      ? { outcome: content.outcome, reason: content.reason }
      : { outcome: 'incoming' }),
    seconds: (deliverAt.getTime() - submittedAt.getTime()) / 1_000,
    delivery,
  }))
const outcomes = (...given: Parameters<typeof told>) => told(...given).map(({ outcome }) => outcome)
const always = (more: Partial<(typeof calm)['probabilities']>) => ({
  ...calm,
  probabilities: { ...calm.probabilities, ...more },
})

describe('what becomes of an order', () => {
  it.each([
    ['0000', ['settled']],
    ['0001', ['rejected']],
    ['0002', ['rejected']],
    ['0003', ['settled', 'returned']],
    ['0004', []],
    ['0005', ['settled']],
  ])('is chosen by the payee’s number ending in %s', (ending, expected) => {
    expect(
      outcomes(order({ creditor: to(ending) }), { ...clearingSettings, probabilities: calm.probabilities }),
    ).toEqual(expected)
  })
  it.each([
    ['rejected', ['rejected']],
    ['returned', ['settled', 'returned']],
    ['silent', []],
    ['late', ['settled']],
  ])('is left to chance otherwise: %s', (kind, expected) => {
    expect(outcomes(order(), always({ [kind]: 1 }))).toEqual(expected)
  })
  it('is a refusal when it is too large, whatever the currency’s decimals', () => {
    expect(told(order({ money: usd('1000000.01') }))).toMatchObject([{ reason: 'AmountTooLarge' }])
    expect(told(order({ money: yen('100000001') }))).toMatchObject([{ reason: 'AmountTooLarge' }])
    expect(outcomes(order({ money: eur('1000000.00') }))).toEqual(['settled'])
  })
  it('is told within seconds up to 10,000, on a Saturday, too, and above that in business hours', () => {
    const [small] = told(order({ money: usd('10000.00') }))
    expect(small?.seconds).toBeGreaterThanOrEqual(2)
    expect(small?.seconds).toBeLessThanOrEqual(8)
    const [large] = told(order({ money: usd('10000.01') }))
    expect(large?.seconds).toBeGreaterThanOrEqual(44 * 3_600 + 300)
    expect(large?.seconds).toBeLessThanOrEqual(44 * 3_600 + 2_400)
  })
  it('may be told twice, and the other way round', () => {
    expect(told(order(), always({ duplicate: 1 })).map(({ delivery }) => delivery)).toEqual([1, 2])
    expect(outcomes(order({ creditor: to('0003') }), always({ outOfOrder: 1 }))).toEqual([
      'returned',
      'settled',
    ])
  })
  it('may be followed by a payment back', () => {
    const [, reply] = plan(order(), { number: 1, submittedAt: saturday, settings: always({ reply: 1 }) })
    expect(reply?.content).toMatchObject({ kind: 'incoming', creditorNumber: order().debtor.number })
  })
  it('is nothing for what is sent back', () => {
    const { paymentId, money } = order()
    expect(
      told({ kind: 'return', paymentId, money, reference: 'salary 7' }, always({ rejected: 1 })),
    ).toEqual([])
  })
})

test('the same seed and number mean the same, another seed something else', () => {
  const lives = (seed: string) =>
    Array.from({ length: 200 }, (_, number) => told(order(), { ...clearingSettings, seed }, saturday, number))
  expect(lives('a')).toEqual(lives('a'))
  expect(lives('a')).not.toEqual(lives('b'))
})

test('chance is about as it is set', () => {
  const all = Array.from(
    { length: 3_000 },
    (_, number) => outcomes(order(), clearingSettings, saturday, number)[0],
  )
  const rejected = all.filter((outcome) => outcome === 'rejected').length
  expect(rejected).toBeGreaterThan(80)
  expect(rejected).toBeLessThan(160)
})
