/** What is left on each account after what is to come. */
import { describe, expect, it } from 'vitest'
import { byDate, withWhatIsLeft } from '../../app/(bank)/scheduled/running-balance.ts'
import type { Upcoming } from '../../app/api-client/plans-queries.ts'

const account = (accountId: string, amount: string, currency: 'USD' | 'JPY' = 'USD') => ({
  accountId,
  available: { amount, currency },
})
const payment = (from: string, to: string, amount: string, date = '2026-12-01'): Upcoming => ({
  date,
  at: `${date}T06:00:00.000Z`,
  orderId: `${from}-${to}-${amount}`,
  money: { amount, currency: amount.includes('.') ? 'USD' : 'JPY' },
  description: '',
  from: { accountId: from, number: '', name: '' },
  to: { accountId: to, number: '', name: '' },
})
const left = (...given: Parameters<typeof withWhatIsLeft>) =>
  withWhatIsLeft(...given).map((one) => [one.left?.amount ?? null, one.isShort])

describe('what is left', () => {
  it('is counted down for each account by itself, to the cent', () => {
    const coming = [
      payment('mine', 'bob', '0.10'),
      payment('other', 'bob', '3.00'),
      payment('mine', 'bob', '0.20'),
    ]
    expect(left(coming, [account('mine', '1.00'), account('other', '5.00')])).toEqual([
      ['0.90', false],
      ['2.00', false],
      ['0.70', false],
    ])
  })
  it('counts what comes from another account of one’s own', () => {
    const coming = [payment('mine', 'savings', '40.00'), payment('savings', 'bob', '45.00')]
    expect(left(coming, [account('mine', '50.00'), account('savings', '10.00')])).toEqual([
      ['10.00', false],
      ['5.00', false],
    ])
  })
  it('is short from the payment on that is more than there is', () => {
    const coming = [payment('mine', 'bob', '8.00'), payment('mine', 'bob', '5.00')]
    expect(left(coming, [account('mine', '10.00')])).toEqual([
      ['2.00', false],
      ['-3.00', true],
    ])
  })
  it('is in the currency of the account', () => {
    expect(left([payment('yen', 'bob', '300')], [account('yen', '1000', 'JPY')])).toEqual([['700', false]])
  })
  it('is not known of an account that is not', () => {
    expect(left([payment('gone', 'bob', '8.00')], [])).toEqual([[null, false]])
  })
})

it('payments of one day stand together', () => {
  const [a, b, c] = [
    payment('a', 'x', '1.00'),
    payment('b', 'x', '1.00'),
    payment('c', 'x', '1.00', '2026-12-02'),
  ]
  expect(byDate([a!, b!, c!])).toEqual([
    { date: '2026-12-01', rows: [a, b] },
    { date: '2026-12-02', rows: [c] },
  ])
})
