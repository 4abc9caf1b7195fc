/** What is left to spend until a day, and where a history of balances ends. */
import { describe, expect, it } from 'vitest'
import { leftTogether, leftToSpend } from '../../app/(bank)/overview/left-to-spend.ts'
import { endingNow } from '../../app/api-client/balance-queries.ts'
import type { Upcoming } from '../../app/api-client/overview-queries.ts'
import { accountsFor } from './some-accounts.ts'

const usd = (amount: string) => ({ amount, currency: 'USD' as const })
const [everyday, frozen] = accountsFor('ada', [
  { name: 'Everyday', currency: 'USD' },
  { name: 'Frozen', currency: 'USD', status: 'frozen' },
]) as [ReturnType<typeof accountsFor>[number], ReturnType<typeof accountsFor>[number]]
const savings = { ...everyday, accountId: 'savings', product: 'savings' as const }

const payment = (date: string, amount: string, from = everyday): Upcoming => ({
  date,
  at: `${date}T06:00:00.000Z`,
  orderId: `order of ${amount}`,
  money: usd(amount),
  description: '',
  from: { accountId: from.accountId, number: from.number, name: from.owner.name },
  to: { accountId: 'landlord', number: 'PB00PASS0000000000000009', name: 'Landlord' },
})

describe('left to spend', () => {
  const left = (...upcoming: Upcoming[]) => leftToSpend([everyday, savings, frozen], upcoming, '2026-11-30')

  it('is what is available of current accounts that can be spent from', () => {
    expect(left()).toEqual([{ account: everyday, payments: [], left: usd('100.00') }])
  })
  it('is less by what is scheduled to leave that account by then, the day itself included', () => {
    const [counted, later, others] = [
      [payment('2026-11-29', '30.00'), payment('2026-11-30', '12.50')],
      payment('2026-12-01', '1.00'),
      payment('2026-11-29', '5.00', savings),
    ]
    expect(left(...counted, later, others)).toMatchObject([{ payments: counted, left: usd('57.50') }])
  })
  it('is more by what comes from an own account, if that can send it, and by nobody else’s', () => {
    const to = { accountId: everyday.accountId, number: everyday.number, name: 'Ada' }
    const fromSavings = { ...payment('2026-11-29', '7.00', savings), to }
    const others = [
      { ...payment('2026-11-29', '3.00', frozen), to },
      { ...payment('2026-11-29', '1.00'), from: { ...to, accountId: 'bob' }, to },
    ]
    expect(left(fromSavings, ...others)).toMatchObject([
      { payments: [{ ...fromSavings, direction: 'in' }], left: usd('107.00') },
    ])
  })
  it('is that of savings for who has nothing else, and of all of one currency together', () => {
    const [fund] = leftToSpend([savings, frozen], [payment('2026-11-29', '5.00', savings)], '2026-11-30')
    expect(fund).toMatchObject({ account: savings, left: usd('95.00') })
    const yen = { ...fund!, left: { amount: '500', currency: 'JPY' as const } }
    expect(leftTogether([fund!, { ...fund!, left: usd('-1.00') }, yen])).toEqual([usd('94.00')])
    expect(leftTogether([fund!, yen])).toEqual([])
  })
  it('can be less than nothing', () => {
    expect(left(payment('2026-11-30', '100.01'))[0]?.left).toEqual(usd('-0.01'))
  })
})

describe('a history of balances', () => {
  const days = [
    { date: '2026-11-27', balance: usd('0.00') },
    { date: '2026-11-28', balance: usd('5.00') },
    { date: '2026-11-29', balance: usd('7.00') },
  ]
  const now = (openedAt: string) => endingNow(days, { openedAt, balance: usd('6.00') }, 'UTC')

  it('ends with what the account shows, and begins with its first day', () => {
    expect(now('2026-11-28T10:00:00.000Z')).toEqual([days[1], { date: '2026-11-29', balance: usd('6.00') }])
    expect(now('2026-01-01T10:00:00.000Z')).toHaveLength(3)
  })
  it('is today alone for an account that was opened after it', () => {
    expect(now('2026-11-30T00:00:01.000Z')).toEqual([{ date: '2026-11-29', balance: usd('6.00') }])
  })
})
