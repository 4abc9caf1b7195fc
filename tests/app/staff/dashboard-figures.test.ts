/** What the dashboard draws from what the bank has said: every day of a range, and how long what waits has waited. */
import { describe, expect, it } from 'vitest'
import { figuresByDay } from '../../../app/(staff)/staff/dashboard/balances.ts'
import { waitingByAge } from '../../../app/(staff)/staff/dashboard/waiting.ts'

const usd = (amount: string) => ({ amount, currency: 'USD' as const })
const figures = (balance: string, held = '0.00') => ({ balance: usd(balance), held: usd(held) })

describe('what customers had', () => {
  const range = { from: '2026-02-27', to: '2026-03-02', currency: 'USD' as const }
  const told = [
    {
      currency: 'USD' as const,
      before: figures('10.00'),
      days: [
        { date: '2026-02-28', ...figures('25.00', '5.00') },
        { date: '2026-03-02', ...figures('20.00') },
      ],
    },
  ]
  it('stays what it was until it changes', () =>
    expect(figuresByDay(told, range)).toEqual([
      { date: '2026-02-27', ...figures('10.00') },
      { date: '2026-02-28', ...figures('25.00', '5.00') },
      { date: '2026-03-01', ...figures('25.00', '5.00') },
      { date: '2026-03-02', ...figures('20.00') },
    ]))
  it('is nothing in a currency that nobody has', () =>
    expect(figuresByDay(told, { ...range, currency: 'JPY' })[0]).toEqual({
      date: '2026-02-27',
      balance: { amount: '0', currency: 'JPY' },
      held: { amount: '0', currency: 'JPY' },
    }))
})

it('what waits is counted by how long, and added up by currency', () => {
  const now = new Date('2026-03-04T12:00:00.000Z')
  const jpy = { amount: '1500000', currency: 'JPY' as const }
  const waiting = waitingByAge(
    [
      { createdAt: '2026-03-01T12:00:00.000Z', money: usd('10000.00') },
      { createdAt: '2026-03-04T11:00:00.000Z', money: usd('12000.50') },
      { createdAt: '2026-03-03T12:00:00.001Z', money: jpy },
      { createdAt: '2026-03-04T12:00:00.000Z', money: usd('0.50') },
    ],
    now,
  )
  expect(waiting).toEqual([
    { age: 'day', count: 3, sums: [jpy, usd('12001.00')] },
    { age: 'twoDays', count: 0, sums: [] },
    { age: 'longer', count: 1, sums: [usd('10000.00')] },
  ])
})
