import { describe, expect, it } from 'vitest'
import { closedLoop, runCallers } from '../../bench/closed-loop.ts'
import type { Contestant } from '../../bench/contestant.ts'
import { goalsOf } from '../../bench/goals.ts'
import { parseAnswer } from '../../bench/http/connection.ts'
import { paced } from '../../bench/lag/open-loop.ts'
import { compare, fastestOf, latencies, percentile, ratioOfAll } from '../../bench/measure.ts'
import { pickAccounts } from '../../bench/transfer/accounts.ts'

const silent = () => undefined

describe('comparing', () => {
  it('lets contestants take turns, and counts the middle round', async () => {
    const turns: string[] = []
    const contestant = (name: string, rates: number[]): Contestant => ({
      name,
      callers: 1,
      run: async () => {
        turns.push(name)
        return { perSecond: rates.shift() ?? 0, latenciesMs: [1], errors: [] }
      },
    })
    const [a, b] = await compare(
      [contestant('a', [999, 10, 30, 20]), contestant('b', [999, 3, 1, 2])],
      { warmUpMs: 0, roundMs: 0, rounds: 3, few: 1, many: 1, accounts: 2 },
      silent,
    )
    expect(turns.join('')).toBe('abababab')
    expect(a).toMatchObject({ perSecond: 20, slowest: 10, fastest: 30, errors: 0 })
    expect(b).toMatchObject({ perSecond: 2, slowest: 1, fastest: 3 })
    // 10, 30 and 20 beside 3, 1 and 2.
    expect(ratioOfAll(a!, b!)).toBe(10)
  })

  it('can let them take turns there and back', async () => {
    const turns: string[] = []
    const contestant = (name: string): Contestant => ({
      name,
      callers: 1,
      run: async () => {
        turns.push(name)
        return { perSecond: 1, latenciesMs: [], errors: [] }
      },
    })
    await compare(
      [contestant('a'), contestant('b')],
      { warmUpMs: 0, roundMs: 0, rounds: 3, few: 1, many: 1, accounts: 2 },
      silent,
      { isThereAndBack: true },
    )
    expect(turns.join('')).toBe('ababbaab')
  })

  it('finds the setting at which a contestant is fastest', async () => {
    const contestantWith = (size: number): Contestant => ({
      name: '',
      callers: 1,
      run: async () => ({ perSecond: -Math.abs(size - 16), latenciesMs: [], errors: [] }),
    })
    expect(await fastestOf([4, 16, 64], contestantWith, 0)).toBe(16)
  })
})

describe('callers', () => {
  it('count units, latencies and errors, and never lose a unit to each other', async () => {
    let calls = 0
    const call = async () => {
      calls += 1
      await Promise.resolve()
      if (calls % 10 === 0) throw new Error('every tenth')
      return 2
    }
    const start = performance.now()
    const { perSecond, latenciesMs, errors } = await runCallers([call, call, call], 20)
    const seconds = (performance.now() - start) / 1_000
    expect(latenciesMs.length + errors.length).toBe(calls)
    expect(errors[0]).toContain('every tenth')
    expect(perSecond * seconds).toBeGreaterThanOrEqual(latenciesMs.length * 2)
  })

  it('all call at once', async () => {
    let running = 0
    let most = 0
    await closedLoop('', 7, async () => {
      most = Math.max(most, ++running)
      await new Promise(setImmediate)
      running -= 1
      return 1
    }).run(100)
    expect(most).toBe(7)
  })

  it('can come at a steady pace, whether or not they are answered', async () => {
    const answers: (() => void)[] = []
    const call = () =>
      new Promise<number>((resolve) => {
        answers.push(() => resolve(1))
        // None is answered before all have come.
        if (answers.length === 5) for (const answer of answers) answer()
      })
    const { values, errors } = await paced({ perSecond: 1_000, count: 5 }, call)
    expect(values).toEqual([1, 1, 1, 1, 1])
    expect(errors).toEqual([])
  })
})

it('takes percentiles of sorted numbers', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(latencies(numbers)).toEqual({ p50Ms: 51, p99Ms: 100 })
  expect(percentile([], 0.5)).toBe(0)
})

it('never picks the same account twice, and the hot one always to', () => {
  for (let time = 0; time < 200; time++) {
    const [from, to] = pickAccounts([1, 2, 3], 'uniform')
    expect(from).not.toBe(to)
    const [hotFrom, hotTo] = pickAccounts([1, 2, 3], 'hot')
    expect(hotTo).toBe(1)
    expect(hotFrom).not.toBe(1)
  }
})

describe('reading an HTTP answer', () => {
  it.each([
    ['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
    [
      'in chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n',
      'hello',
    ],
  ])('%s', (_how, text, body) => {
    expect(parseAnswer(text)).toMatchObject({ status: 200, body })
    for (let length = 0; length < text.length; length++)
      expect(parseAnswer(text.slice(0, length)), `the first ${length} bytes`).toBeUndefined()
  })
})

it('reaches a goal or says that it has not', () => {
  const score = (perSecond: number) => ({
    name: '',
    callers: 1,
    perSecond,
    slowest: 0,
    fastest: 0,
    rates: [],
    p50Ms: 0,
    p99Ms: 0,
    errors: 0,
    firstError: undefined,
  })
  const [goal] = goalsOf({ http: { transfers: score(40), noop: score(100) } })
  expect(goal).toMatchObject({ value: 0.4, isReached: false })
  expect(goalsOf({ http: { transfers: score(50), noop: score(100) } })[0]?.isReached).toBe(true)
})
