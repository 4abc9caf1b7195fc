/** What there is now has what is pending in it, as every other figure of now; what was is what the bank says. */
import { describe, expect, it } from 'vitest'
import { type WorthPoint, withPending, worthPoints } from '../../../app/(bank)/insights/net-worth-points.ts'
import { balanceWith } from '../../../app/api-client/pending-overlay.ts'
import { accepted, exchange, order, payment, pending, sending } from '../api-client/some-transfers.ts'

const usd = (amount: string) => ({ amount, currency: 'USD' as const })
const eur = (amount: string) => ({ amount, currency: 'EUR' as const })
const point = (month: string, dollars: string, euros: string, total: string): WorthPoint => ({
  month,
  at: `${month}-28T00:00:00.000Z`,
  balances: [
    { accountId: 'mine', balance: usd(dollars) },
    { accountId: 'euros', balance: eur(euros) },
  ],
  total: {
    total: usd(total),
    ratesAt: `${month}-28T00:00:00.000Z`,
    parts: [
      { money: usd(dollars), rate: '1', worth: usd(dollars) },
      { money: eur(euros), rate: '1.25', worth: usd(String(Number(euros) * 1.25)) },
    ],
  },
})
const points = [point('2026-02', '90.00', '8.00', '100.00'), point('2026-03', '100.00', '8.00', '110.00')]
const shown = (overlay: Parameters<typeof withPending>[1]['overlay'], month = '2026-03', version = 10) => {
  const { points: told, isPending } = withPending(points, { month, version, overlay })
  const worths = worthPoints(told, { currencies: ['USD', 'EUR'], currency: 'USD' })
  return { isPending, worths: worths.map(({ worth }) => worth), sums: worths.at(-1)?.sums }
}
const toHer = order('t1', 'mine', 'hers', '12.50')

describe('net worth', () => {
  it('is the bank’s while nothing is pending', () => {
    expect(shown([])).toMatchObject({ isPending: false, worths: [10_000n, 11_000n] })
  })
  it('of now goes down by what is on its way, at once and once', () => {
    expect(shown([pending(toHer, sending)])).toMatchObject({ isPending: true, worths: [10_000n, 9_750n] })
    expect(shown([pending(toHer, accepted(11))]).worths).toEqual([10_000n, 9_750n])
    // The answer has it already.
    expect(shown([pending(toHer, accepted(10))])).toMatchObject({
      isPending: false,
      worths: [10_000n, 11_000n],
    })
  })
  it('of months that are over stays as it was', () => {
    expect(shown([pending(toHer, sending)], '2026-04')).toMatchObject({ isPending: false })
  })
  it('does not change by what is only held, and stays what it is between one’s own accounts', () => {
    const held = payment('p1', 'mine', 'carol', '40.00')
    expect(shown([pending(held, sending)])).toMatchObject({ isPending: false, worths: [10_000n, 11_000n] })
  })
  it('counts what becomes another currency at the rate that stands beside it', () => {
    const { worths, sums } = shown([pending(exchange('q1', ['mine', 'euros'], ['10.00', '7.99']), sending)])
    expect(sums).toEqual([
      { currency: 'USD', amount: 9_000n },
      { currency: 'EUR', amount: 1_599n },
    ])
    // 15.99 at 1.25 is 19.9875.
    expect(worths.at(-1)).toBe(9_000n + 1_999n)
  })
})

it('a balance that comes without anything held is laid over like an account', () => {
  const laid = (overlay: Parameters<typeof balanceWith>[2]) =>
    balanceWith({ accountId: 'mine', balance: usd('100.00') }, 10, overlay)
  expect(laid([pending(toHer, sending)])).toEqual({ balance: usd('87.50'), pendingTransfers: 1 })
  expect(laid([])).toEqual({ balance: usd('100.00'), pendingTransfers: 0 })
})
