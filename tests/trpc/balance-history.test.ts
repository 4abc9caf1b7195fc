/** Which days a history has, by the bank's calendar. */
import type { TRPCError } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { daysOfHistory } from '../../server/trpc/balance-history.ts'
import { describeError } from '../../server/trpc/errors.ts'

const here = { now: new Date('2026-03-30T03:00:00Z'), timeZone: 'Europe/Berlin' }
const ask = (from: string, to: string, { everyDays = 1, isOfAll = false } = {}) =>
  daysOfHistory({ from, to, everyDays, isOfAll }, here)
const fields = (attempt: () => unknown) => {
  try {
    attempt()
  } catch (error) {
    return describeError(error as TRPCError).details.fields
  }
  return undefined
}

describe('the days of a history', () => {
  it('end where the next one begins, also when the clocks change', () => {
    expect(ask('2026-03-28', '2026-03-30')).toEqual([
      { date: '2026-03-28', end: '2026-03-28T23:00:00.000Z' },
      { date: '2026-03-29', end: '2026-03-29T22:00:00.000Z' },
      { date: '2026-03-30', end: '2026-03-30T22:00:00.000Z' },
    ])
  })

  it.each([
    ['2026-03-01', '2026-03-30', 7, ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30']],
    ['2026-03-30', '2026-03-30', 7, ['2026-03-30']],
    ['2026-02-28', '2026-03-30', 30, ['2026-02-28', '2026-03-30']],
  ])('from %s to %s every %i days are counted back from the last', (from, to, everyDays, dates) => {
    expect(ask(from, to, { everyDays }).map(({ date }) => date)).toEqual(dates)
  })

  it.each([
    ['2026-03-30', '2026-03-31', 'to'],
    ['2026-03-30', '2026-03-29', 'from'],
    ['2024-01-20', '2026-03-30', 'from'],
  ])('from %s to %s is refused because of %s', (from, to, path) => {
    expect(fields(() => ask(from, to))).toEqual([{ path, reason: expect.any(String) }])
  })

  it('are 800 of one account and 100 of all together', () => {
    expect(ask('2024-01-21', '2026-03-30')).toHaveLength(800)
    expect(ask('2025-12-21', '2026-03-30', { isOfAll: true })).toHaveLength(100)
    expect(() => ask('2025-12-20', '2026-03-30', { isOfAll: true })).toThrow()
  })
})
