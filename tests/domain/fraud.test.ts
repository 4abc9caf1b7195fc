/** The rules against fraud: just below, at and above each of their figures, and at both ends of their windows. */
import { describe, expect, it, test } from 'vitest'
import {
  circle,
  LEAST_HANDS,
  MOST_HANDS,
  type Passed,
  REMEMBERED_WAYS,
  type Way,
  waysAfter,
} from '../../server/domain/fraud/circle.ts'
import { dormant } from '../../server/domain/fraud/dormant.ts'
import { explain, spellDuration } from '../../server/domain/fraud/explain.ts'
import { newPayee } from '../../server/domain/fraud/new-payee.ts'
import {
  lookAt,
  NOTHING_REMEMBERED,
  type PayerMemory,
  type Sending,
} from '../../server/domain/fraud/payer.ts'
import { structuring } from '../../server/domain/fraud/structuring.ts'
import { velocity } from '../../server/domain/fraud/velocity.ts'
import { type Currency, toWire, type WireMoney } from '../../server/domain/money.ts'
import { eur, moneyOf, usd, yen } from '../support/bank.ts'

const NOON = Date.parse('2026-03-01T12:00:00.000Z')
/** So long before noon. */
const ago = (ms: number) => new Date(NOON - ms).toISOString()
const noon = ago(0)
const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000] as const

describe('velocity', () => {
  const earlier = (count: number, firstMs: number) => [
    ago(firstMs),
    ...Array.from({ length: count - 1 }, (_, n) => ago(count - n)),
  ]
  it.each<[string, string[], string | null, boolean]>([
    ['the first transfer of all', [], null, false],
    ['one too few', earlier(8, 9 * MINUTE), null, false],
    ['just enough', earlier(9, 9 * MINUTE), null, true],
    ['more than enough', earlier(12, 9 * MINUTE), null, true],
    ['enough in exactly ten minutes', earlier(9, 10 * MINUTE), null, true],
    ['enough, but over a moment more', earlier(9, 10 * MINUTE + 1), null, false],
    ['told a moment ago', earlier(12, 9 * MINUTE), ago(1), false],
    ['told exactly ten minutes ago', earlier(12, 9 * MINUTE), ago(10 * MINUTE), false],
    ['told before that', earlier(12, 9 * MINUTE), ago(10 * MINUTE + 1), true],
  ])('%s', (_what, sentBefore, toldAt, speaks) => {
    expect(velocity(noon, { sentBefore, toldAt }) !== undefined).toBe(speaks)
  })
  it('says how many, and how fast', () => {
    const finding = velocity(noon, { sentBefore: earlier(9, 9 * MINUTE), toldAt: null })
    expect(finding).toEqual({
      rule: 'velocity',
      severity: 'medium',
      figures: { transfers: 10, tookMs: 9 * MINUTE, withinMs: 10 * MINUTE },
    })
    expect(explain(finding!)).toBe(
      '10 transfers have left the account within 9 minutes; 10 within 10 minutes are many.',
    )
  })
})

describe('structuring', () => {
  const misses = (...agoMs: number[]) => agoMs.map((ms) => ({ at: ago(ms), amountMinor: '950000' }))
  it.each<[string, string, number[], string | null, boolean]>([
    ['the third just under the threshold', '9999.99', [2 * HOUR, HOUR], null, true],
    ['the second', '9999.99', [HOUR], null, false],
    ['one at the threshold, which is reviewed', '10000.00', [2 * HOUR, HOUR], null, false],
    ['one at 80 %', '8000.00', [2 * HOUR, HOUR], null, true],
    ['one just below that', '7999.99', [2 * HOUR, HOUR], null, false],
    ['within exactly three days', '9000.00', [72 * HOUR, HOUR], null, true],
    ['over a moment more', '9000.00', [72 * HOUR + 1, HOUR], null, false],
    ['told within three days', '9000.00', [3 * HOUR, 2 * HOUR, HOUR], ago(72 * HOUR), false],
    ['told before that', '9000.00', [3 * HOUR, 2 * HOUR, HOUR], ago(72 * HOUR + 1), true],
  ])('%s', (_what, amount, agoMs, toldAt, speaks) => {
    const sent = { at: noon, money: usd(amount) }
    expect(structuring(sent, { nearMisses: misses(...agoMs), toldAt }) !== undefined).toBe(speaks)
  })
  it('says how many, how much in all and of which threshold', () => {
    const sent = { at: noon, money: usd('9999.99') }
    const finding = structuring(sent, { nearMisses: misses(26 * HOUR, HOUR), toldAt: null })
    expect(finding).toMatchObject({ rule: 'structuring', severity: 'high' })
    expect(explain(finding!)).toBe(
      '3 transfers within 1 day, USD 28,999.99 in all, were each just under the USD 10,000.00 from which on transfers are reviewed.',
    )
  })
})

describe('a new payee', () => {
  it.each<[string, string, string, boolean, 'medium' | 'high' | null]>([
    ['just below much', '4999.99', '0.00', true, null],
    ['much', '5000.00', '0.00', true, 'medium'],
    ['much, but known', '9000.00', '0.00', false, null],
    ['as much as is reviewed', '10000.00', '0.00', true, 'high'],
    ['that becomes much with this', '0.01', '4999.99', true, 'medium'],
    ['that was much before this', '4000.00', '5000.00', true, null],
  ])('%s', (_what, amount, before, isNew, severity) => {
    const sentBefore = usd(before).amountMinor
    expect(newPayee(usd(amount), { isNew, sentBefore })?.severity ?? null).toBe(severity)
  })
  it('counts a hundred times as many yen', () => {
    expect(newPayee(yen('499999'), { isNew: true, sentBefore: 0n })).toBeUndefined()
    expect(explain(newPayee(yen('500000'), { isNew: true, sentBefore: 0n })!)).toBe(
      'JPY 500,000 to a payee who was paid for the first time within the last 24 hours; JPY 500,000 is much.',
    )
  })
})

describe('a dormant account', () => {
  it.each<[string, string, number | null, boolean, boolean]>([
    ['wakes after exactly 180 days', '1000.00', 180 * DAY, true, true],
    ['that has slept a moment less', '1000.00', 180 * DAY - 1, true, false],
    ['sends just below much', '999.99', 400 * DAY, true, false],
    ['sends to somebody it has paid before', '5000.00', 400 * DAY, false, false],
    ['of which nothing is known', '5000.00', null, true, false],
  ])('%s', (_what, amount, quietMs, isNewPayee, speaks) => {
    const quietSince = quietMs === null ? null : ago(quietMs)
    expect(dormant({ at: noon, money: usd(amount) }, { quietSince, isNewPayee }) !== undefined).toBe(speaks)
  })
  it('says for how long', () => {
    const sent = { at: noon, money: usd('1500.00') }
    expect(explain(dormant(sent, { quietSince: ago(200.5 * DAY), isNewPayee: true })!)).toBe(
      'USD 1,500.00 to a new payee leaves an account out of which nothing had gone for 200 days; from 180 days on it counts as dormant.',
    )
  })
})

describe('a circle', () => {
  const way = (hands: string[], more: Partial<Way> = {}): Way => ({
    hands,
    since: ago(HOUR),
    amountMinor: '1000000',
    currency: 'USD',
    ...more,
  })
  const back = (amount = '10000.00', currency: Currency = 'USD'): Passed => ({
    at: noon,
    from: 'c',
    to: 'a',
    money: moneyOf(amount, currency),
  })
  it.each<[string, Passed, Way[], boolean]>([
    ['over three', back(), [way(['a', 'b', 'c'])], true],
    ['back and forth between two', back(), [way(['a', 'c'])], false],
    ['that began with somebody else', back(), [way(['x', 'a', 'c'])], false],
    ['of 80 % of what was sent', back('8000.00'), [way(['a', 'b', 'c'])], true],
    ['of less', back('7999.99'), [way(['a', 'b', 'c'])], false],
    ['of so much that what was sent is 80 %', back('12500.00'), [way(['a', 'b', 'c'])], true],
    ['of more', back('12500.01'), [way(['a', 'b', 'c'])], false],
    ['after exactly three days', back(), [way(['a', 'b', 'c'], { since: ago(72 * HOUR) })], true],
    ['after a moment more', back(), [way(['a', 'b', 'c'], { since: ago(72 * HOUR + 1) })], false],
    ['in another currency', back('10000.00', 'EUR'), [way(['a', 'b', 'c'])], false],
    [
      'of what is just not too little',
      back('1000.00'),
      [way(['a', 'b', 'c'], { amountMinor: '100000' })],
      true,
    ],
    ['of too little', back('999.99'), [way(['a', 'b', 'c'], { amountMinor: '100000' })], false],
  ])('%s', (_what, passed, ways, speaks) => {
    expect(circle(passed, ways) !== undefined).toBe(speaks)
  })
  it('says how much of how much, over how many, in what time; of two the shorter one', () => {
    const ways = [way(['a', 'b', 'd', 'c']), way(['a', 'b', 'c'], { since: ago(5 * HOUR) })]
    const finding = circle(back('9500.00'), ways)
    expect(finding).toMatchObject({ rule: 'circle', severity: 'high', hands: ['a', 'b', 'c'] })
    expect(explain(finding!)).toBe(
      'USD 9,500.00 comes back to a customer who had sent USD 10,000.00, over 2 others and within 5 hours.',
    )
  })

  const pay = (from: string, to: string, at = noon): Passed => ({ at, from, to, money: usd('2000.00') })
  test('ways grow from hand to hand, up to so many, and never round', () => {
    const hands = ['a', 'b', 'c', 'd', 'e', 'f']
    const known = new Map<string, readonly Way[]>()
    const ofHand = (hand: string) => known.get(hand) ?? []
    for (const [index, to] of hands.slice(1).entries()) {
      const from = hands[index]!
      known.set(to, waysAfter(pay(from, to), { ofPayer: ofHand(from), ofPayee: ofHand(to) }))
    }
    expect(ofHand('c').map((one) => one.hands.join(''))).toEqual(['abc', 'bc'])
    expect(ofHand('f').map((one) => one.hands.join(''))).toEqual(['bcdef', 'cdef', 'def', 'ef'])
    expect(Math.max(...ofHand('f').map((one) => one.hands.length))).toBe(MOST_HANDS)
    expect(LEAST_HANDS).toBe(3)
    const round = waysAfter(pay('c', 'b'), { ofPayer: ofHand('c'), ofPayee: [] })
    expect(round.map((one) => one.hands.join(''))).toEqual(['cb'])
  })
  test('no more than so many are remembered, and none that is too old', () => {
    let ways: readonly Way[] = [way(['x', 'b'], { since: ago(72 * HOUR + 1) })]
    for (let n = 0; n < 30; n++) ways = waysAfter(pay(`p${n}`, 'b'), { ofPayer: [], ofPayee: ways })
    expect(ways).toHaveLength(REMEMBERED_WAYS)
    expect(ways.at(-1)?.hands).toEqual(['p29', 'b'])
    const [old] = waysAfter(pay('a', 'b'), {
      ofPayer: [],
      ofPayee: [way(['x', 'b'], { since: ago(73 * HOUR) })],
    })
    expect(old?.hands).toEqual(['a', 'b'])
  })
  test('too little leaves no way, and the same memory', () => {
    const ofPayee = [way(['x', 'b'])]
    expect(waysAfter({ ...pay('a', 'b'), money: eur('1.00') }, { ofPayer: [], ofPayee })).toBe(ofPayee)
  })
})

describe('what is remembered of a payer', () => {
  const sending = (more: Partial<Sending>): Sending => ({
    at: noon,
    money: usd('10.00'),
    newPayee: null,
    quietSince: noon,
    ...more,
  })
  const remembered = (sendings: Sending[]) => {
    const found: string[] = []
    let memory: PayerMemory = NOTHING_REMEMBERED
    for (const one of sendings) {
      const looked = lookAt(one, memory)
      memory = looked.memory
      found.push(...looked.findings.map(({ rule }) => rule))
    }
    return { found, memory }
  }
  it('is enough for a burst to be told once in ten minutes', () => {
    const { found, memory } = remembered(
      Array.from({ length: 40 }, (_, n) => sending({ at: ago((40 - n) * 30 * SECOND) })),
    )
    expect(found).toEqual(['velocity', 'velocity'])
    expect(memory.sentAt).toHaveLength(9)
  })
  it('adds up what one payee is sent in its first day, in however many parts', () => {
    const payee = { id: 'p', since: ago(HOUR) }
    const parts = Array.from({ length: 12 }, (_, n) =>
      sending({ at: ago((12 - n) * 4 * MINUTE + n), money: usd('999.00'), newPayee: payee }),
    )
    expect(remembered(parts).found.filter((rule) => rule === 'newPayee')).toEqual(['newPayee'])
  })
  it('stays small, whatever is sent to whomever', () => {
    const all = Array.from({ length: 500 }, (_, n) =>
      sending({
        at: ago((500 - n) * MINUTE),
        money: usd('9000.00'),
        newPayee: { id: `p${n}`, since: ago((500 - n) * MINUTE) },
      }),
    )
    expect(JSON.stringify(remembered(all).memory).length).toBeLessThan(2_000)
  })
})

it.each([
  [999, '0 seconds'],
  [MINUTE, '1 minute'],
  [119 * MINUTE, '1 hour'],
  [180 * DAY, '180 days'],
])('%d ms are told as %s', (ms, text) => {
  expect(spellDuration(ms)).toBe(text)
})
it('spells money with its currency', () => {
  const told = (total: WireMoney) =>
    explain({ rule: 'newPayee', severity: 'high', figures: { total, withinMs: DAY, much: total } })
  expect(told(toWire(usd('1234567.89')))).toContain('USD 1,234,567.89 is much')
  expect(told(toWire(usd('999.00')))).toContain('USD 999.00 is much')
  expect(told(toWire(yen('1000')))).toContain('JPY 1,000 is much')
})
