/** Lanes on one axis, what counts as old, and what a lane has cost. */
import { describe, expect, it } from 'vitest'
import {
  beginLane,
  confirmedAfter,
  costsOf,
  type LaneRecord,
  type LaneRequest,
  momentsOf,
  rightAfter,
  sees,
  usualAppendMs,
} from '../../../app/api-client/consistency-lab/lane-record.ts'
import { sayingsOf } from '../../../app/engine-room/consistency/sayings.ts'
import { axisOf, endOf, requestsOn, seenOn, ticksOf } from '../../../app/engine-room/consistency/time-axis.ts'
import { possibleFrom, possibleTo } from '../../../app/engine-room/own-accounts.ts'
import { everyday, savings, usd } from './some-bank.ts'

const begun = (lane: LaneRecord['lane'] = 'none') =>
  beginLane({ lane, from: everyday, to: savings, commandId: 'c' }, usd('500.00'))
const request = (from: number, to: number, waits = false): LaneRequest => ({
  ...{ what: 'balance', waits, from, to, sentBytes: 100, receivedBytes: 300 },
})
const pending = { at: 1, figure: usd('499.00'), is: 'pending' } as const
const right = { at: 40, figure: usd('499.00'), is: 'right' } as const

describe('what was seen', () => {
  it('is noted when it changes, and not when it is only seen again', () => {
    const once = sees(begun(), right)
    expect(sees(once, { ...right, at: 90 })).toBe(once)
    expect(sees(begun(), { at: 20, figure: usd('500.00'), is: 'old' }).sightings).toHaveLength(1)
    expect(sees(sees(begun(), pending), right).sightings).toHaveLength(3)
  })

  it('is right from the first moment at which it was, pending or not', () => {
    const confirmed = sees(sees(begun(), pending), right)
    expect(rightAfter(confirmed)).toBe(1)
    expect(confirmedAfter(confirmed)).toBe(40)
    expect(confirmedAfter(sees(begun(), pending))).toBeNull()
    expect(rightAfter(begun())).toBeNull()
  })

  it('was never right where the bank refused', () => {
    const refused: LaneRecord = { ...sees(begun(), pending), outcome: { kind: 'refused', message: '' } }
    expect(rightAfter(refused)).toBeNull()
  })
})

describe('what stood there', () => {
  const momentsIn = (record: LaneRecord) =>
    momentsOf(record).map(({ what, at, figure, is }) => `${what} ${at} ${figure.amount} ${is}`)
  const acknowledged = { at: 20, version: 7 }

  it('is told of the click, the acknowledgement, and when it was right', () => {
    expect(momentsIn({ ...sees(begun(), right), acknowledged, requests: [request(1, 20)] })).toEqual([
      'before 0 500.00 old',
      'click 0 500.00 old',
      'acknowledged 20 500.00 old',
      'changed 40 499.00 right',
    ])
  })

  it('was right with the click where the page did not wait for the bank', () => {
    const lane = sees(sees(begun(), pending), right)
    expect(momentsIn({ ...lane, acknowledged, requests: [request(1, 20)] })).toEqual([
      'before 0 500.00 old',
      'click 1 499.00 pending',
      'acknowledged 20 499.00 pending',
      'changed 40 499.00 right',
    ])
  })

  it('was right all along where the bank refused', () => {
    const refused: LaneRecord = { ...begun(), outcome: { kind: 'refused', message: '' } }
    expect(momentsIn(refused)).toEqual(['before 0 500.00 right', 'click 0 500.00 right'])
    expect(seenOn(100, refused)).toEqual([{ is: 'right', from: 0, width: 100 }])
  })

  it('was still old in an answer that came too early, and that is told as well', () => {
    const lane: LaneRecord = { ...begun(), acknowledged, outcome: { kind: 'stillOld' } }
    expect(momentsIn({ ...lane, requests: [request(1, 20), request(20, 25)] }).at(-1)).toBe(
      'answered 25 500.00 old',
    )
  })
})

describe('what it costs', () => {
  it('counts requests, bytes, and how long answers were kept', () => {
    expect(
      costsOf({
        requests: [request(0, 5), request(5, 105, true), request(106, 116, true)],
        timeouts: [],
      }),
    ).toEqual({
      ...{ requests: 3, sentBytes: 300, receivedBytes: 900, heldMs: 110 },
    })
    expect(costsOf({ requests: [], timeouts: [] }).heldMs).toBeNull()
  })

  it('counts what the browser has sent once more by itself', () => {
    const timeouts = [{ at: 50, askedAgain: 'browser' } as const]
    expect(costsOf({ requests: [request(0, 100, true)], timeouts }).requests).toBe(2)
  })

  it('compares a commit with those of the other lanes, and not with itself', () => {
    const took = (lane: LaneRecord['lane'], appendMs: number): LaneRecord => ({
      ...begun(lane),
      server: { workedMs: 9, appendMs, behindMs: null },
    })
    const lanes = [took('none', 2), took('told', 9), took('version', 3), took('synchronous', 30)]
    expect(usualAppendMs(lanes)).toBe(3)
    expect(usualAppendMs([took('synchronous', 30), begun()])).toBeNull()
  })
})

describe('on one axis', () => {
  it('is as long as the longest lane, and a little longer', () => {
    const long: LaneRecord = { ...begun('told'), readableAt: 1_000 }
    expect(endOf({ ...begun(), timeouts: [{ at: 5_003, askedAgain: 'browser' }] })).toBe(5_003)
    expect(axisOf([sees(begun(), right), long])).toBeCloseTo(1_050)
    expect(axisOf([begun()])).toBeGreaterThan(0)
  })

  it('fills it from the click to its end without a gap, and what is seen last stays', () => {
    const lane = sees(sees(begun(), pending), right)
    const seen = seenOn(100, lane)
    expect(seen.map(({ is }) => is)).toEqual(['old', 'pending', 'right'])
    expect(seen).toMatchObject([
      { from: 0, width: 1 },
      { from: 1, width: 39 },
      { from: 40, width: 60 },
    ])
    expect(seenOn(100, begun())).toEqual([{ is: 'old', from: 0, width: 100 }])
  })

  it('lays requests where they were under way', () => {
    expect(requestsOn(200, { requests: [request(20, 60, true)] })).toEqual([
      { what: 'balance', waits: true, from: 10, width: 20 },
    ])
  })

  it.each([
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [42, [0, 10, 20, 30, 40]],
    [1_575, [0, 500, 1_000, 1_500]],
    [5_300, [0, 2_000, 4_000]],
  ])('has round figures along %d ms', (axis, ticks) => {
    const found = ticksOf(axis)
    expect(found).toHaveLength(ticks.length)
    for (const [index, tick] of ticks.entries()) expect(found[index]).toBeCloseTo(tick)
  })
})

describe('what is said of it', () => {
  const saysOf = (more: Partial<LaneRecord>) => sayingsOf({ ...begun('version'), ...more }).join(' ')
  it('names the limits as what they are', () => {
    const said = saysOf({
      timeouts: [{ at: 5_003, askedAgain: 'page', reached: 1_234 }],
      lateAt: 5_100,
      outcome: { kind: 'shown' },
    })
    expect(said).toMatch(/5,003 ms.*408.*#1,234/)
    expect(said).toContain('still not confirmed')
  })
  it('tells a no that the browser has kept to itself', () => {
    const timeouts = [{ at: 5_003, askedAgain: 'browser' } as const]
    expect(saysOf({ timeouts, outcome: { kind: 'shown' } })).toMatch(/5,003 ms.*408.*browser/)
  })
  it('says why a synchronous one can be behind', () => {
    const projection = { ms: 1, isWritten: false }
    expect(saysOf({ projection, outcome: { kind: 'stillOld' } })).toContain('left to the worker')
    expect(saysOf({ outcome: { kind: 'stillOld' } })).not.toContain('left to the worker')
  })
  it('says nothing where all went well', () => expect(saysOf({ outcome: { kind: 'shown' } })).toBe(''))
})

describe('between which accounts', () => {
  const account = (accountId: string, available: string, more: object = {}) => ({
    ...{ accountId, status: 'open' as const, currency: 'USD' as const, available: usd(available) },
    ...more,
  })
  const [rich, empty, indebted] = [
    account('rich', '9.00'),
    account('empty', '0.00'),
    account('debt', '-1.00'),
  ]
  const frozen = account('frozen', '9.00', { status: 'frozen' })
  const euros = account('euros', '9.00', {
    currency: 'EUR',
    available: { amount: '9.00', currency: 'EUR' },
  })
  const all = [rich, empty, indebted, frozen, euros]
  it('goes there and back, in one currency, with money and without debts', () => {
    expect(possibleFrom(all)).toEqual([rich])
    expect(possibleTo(rich, all)).toEqual([empty])
    expect(possibleFrom([rich, euros, frozen])).toEqual([])
  })
})
