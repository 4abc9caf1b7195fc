import { expect, test } from 'vitest'
import { sumOf, volumesOf } from '../../../app/(staff)/staff/dashboard/volumes.ts'

const volume = (count: number, amount: string, currency: 'USD' | 'JPY') => ({
  count,
  money: { amount, currency },
})
const day = (date: string, currency: 'USD' | 'JPY', amount: string) => ({
  date,
  currency,
  transfers: volume(2, amount, currency),
  deposits: volume(0, currency === 'JPY' ? '0' : '0.00', currency),
  withdrawals: volume(1, amount, currency),
})

test('every day of the range is there, in one currency, summed exactly', () => {
  const days = [
    day('2026-02-27', 'USD', '0.10'),
    day('2026-03-01', 'USD', '90071992547409.93'),
    day('2026-03-01', 'JPY', '5'),
  ]
  const volumes = volumesOf(days, { from: '2026-02-27', to: '2026-03-02', currency: 'USD' })
  expect(volumes.map(({ date, count }) => [date, count])).toEqual([
    ['2026-02-27', 3],
    ['2026-02-28', 0],
    ['2026-03-01', 3],
    ['2026-03-02', 0],
  ])
  expect(sumOf(volumes, 'transfers', 'USD')).toEqual({ amount: '90071992547410.03', currency: 'USD' })
  expect(sumOf(volumes, 'deposits', 'USD')).toEqual({ amount: '0.00', currency: 'USD' })
})
