import { describe, expect, it, test } from 'vitest'
import { customerRate, priceOf } from '../../server/domain/exchange/price.ts'
import {
  converted,
  divideDown,
  divideHalfEven,
  divideUp,
  formatRate,
  middleRate,
  type Rates,
  ratesSchema,
  scaled,
} from '../../server/domain/exchange/rates.ts'
import { valued } from '../../server/domain/exchange/valuation.ts'
import { type Currency, currencies, fromWire, type Money, toWire } from '../../server/domain/money.ts'
import { eur, moneyOf, usd, yen } from '../support/bank.ts'
import { theMarket } from '../support/exchange.ts'
import { problemsOf } from '../support/problems.ts'
import { fc, runs } from '../support/property.ts'

const decimal = ({ amountMinor, currency }: Money) => {
  const { amount } = toWire({ amountMinor, currency })
  return `${amount} ${currency}`
}

describe('a customer’s rate is the market’s less the spread, rounded down', () => {
  it.each([
    ['USD', 'EUR', '0.92', '0.91632'],
    ['EUR', 'USD', '1.08695652', '1.08260869'],
    ['USD', 'JPY', '151', '150.245'],
    ['JPY', 'USD', '0.00662252', '0.0065894'],
    ['GBP', 'CHF', '1.12101911', '1.11541401'],
    ['JPY', 'GBP', '0.00519868', '0.00517008'],
  ] as const)('%s → %s', (from, to, middle, rate) => {
    expect(middleRate(theMarket, from, to)).toBe(middle)
    expect(customerRate(theMarket, from, to)).toBe(rate)
  })
})

describe('what is given for it is rounded down, what is taken for it is rounded up', () => {
  it.each([
    ['sell', usd('100.00'), 'EUR', '100.00 USD', '91.63 EUR'],
    ['sell', usd('0.03'), 'EUR', '0.03 USD', '0.02 EUR'],
    ['sell', usd('0.01'), 'EUR', '0.01 USD', '0.00 EUR'],
    ['sell', usd('0.99'), 'JPY', '0.99 USD', '148 JPY'],
    ['sell', yen('1000'), 'USD', '1000 JPY', '6.58 USD'],
    ['sell', yen('2'), 'USD', '2 JPY', '0.01 USD'],
    ['sell', yen('1'), 'USD', '1 JPY', '0.00 USD'],
    ['buy', eur('91.63'), 'USD', '100.00 USD', '91.63 EUR'],
    ['buy', eur('0.01'), 'USD', '0.02 USD', '0.01 EUR'],
    ['buy', yen('1'), 'USD', '0.01 USD', '1 JPY'],
    ['buy', yen('150245'), 'USD', '1000.00 USD', '150245 JPY'],
    ['buy', yen('150246'), 'USD', '1000.01 USD', '150246 JPY'],
    ['buy', usd('6.58'), 'JPY', '999 JPY', '6.58 USD'],
  ] as const)('%s %o', (side, money, other, sell, buy) => {
    const price = priceOf({ side, money, other }, theMarket)
    expect([decimal(price.sell), decimal(price.buy)]).toEqual([sell, buy])
  })
})

test.each([
  [0n, 2n, 0n, 0n, 0n],
  [1n, 2n, 0n, 1n, 0n],
  [3n, 2n, 1n, 2n, 2n],
  [5n, 2n, 2n, 3n, 2n],
  [7n, 4n, 1n, 2n, 2n],
  [5n, 4n, 1n, 2n, 1n],
  [4n, 2n, 2n, 2n, 2n],
])('%d of %d is %d down, %d up and %d half to even', (n, d, down, up, halfEven) => {
  expect([divideDown(n, d), divideUp(n, d), divideHalfEven(n, d)]).toEqual([down, up, halfEven])
  expect(divideHalfEven(-n, d)).toBe(halfEven === 0n ? 0n : -halfEven)
})

const currency = fc.constantFrom<Currency>(...currencies)
const rate = fc.bigInt({ min: 1_000_000n, max: 1_000n * 10n ** 8n }).map(formatRate)
const market: fc.Arbitrary<Rates> = fc
  .record({ EUR: rate, GBP: rate, CHF: rate, JPY: rate })
  .map((others) => ({ at: theMarket.at, perBase: { USD: '1', ...others } }))
const amountMinor = fc.oneof(fc.bigInt({ min: 1n, max: 500n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
const twoCurrencies = fc.tuple(currency, currency).filter(([from, to]) => from !== to)
const side = fc.constantFrom('sell' as const, 'buy' as const)

test('a price is never better for the customer than the market, and what was asked for is exactly that', () => {
  fc.assert(
    fc.property(market, twoCurrencies, amountMinor, side, (rates, [from, to], amount, side) => {
      const asked: Money = { amountMinor: amount, currency: side === 'sell' ? from : to }
      const { sell, buy } = priceOf({ side, money: asked, other: side === 'sell' ? to : from }, rates)
      expect(side === 'sell' ? sell : buy).toEqual(asked)
      const minor = (one: Currency) => (one === 'JPY' ? 1n : 100n)
      // buy / perBase[to] < sell / perBase[from], both in units of the base currency.
      const given = buy.amountMinor * minor(from) * scaled(rates.perBase[from])
      const taken = sell.amountMinor * minor(to) * scaled(rates.perBase[to])
      expect(given < taken).toBe(true)
    }),
    runs(2_000),
  )
})

test('no way there and back, whole or in pieces, ends with more than it began with', () => {
  fc.assert(
    fc.property(
      market,
      twoCurrencies,
      amountMinor,
      fc.array(fc.bigInt({ min: 1n, max: 100n }), { minLength: 1, maxLength: 8 }),
      (rates, [from, to], amount, weights) => {
        const there = (money: Money, other: Currency) => priceOf({ side: 'sell', money, other }, rates).buy
        const split = (money: Money): Money[] => {
          const whole = weights.reduce((sum, weight) => sum + weight, 0n)
          const pieces = weights.map((weight) => (money.amountMinor * weight) / whole)
          const rest = money.amountMinor - pieces.reduce((sum, piece) => sum + piece, 0n)
          return [...pieces, rest].map((piece) => ({ amountMinor: piece, currency: money.currency }))
        }
        const all = (pieces: Money[], currency: Currency): Money => ({
          amountMinor: pieces.reduce((sum, piece) => sum + piece.amountMinor, 0n),
          currency,
        })
        const start: Money = { amountMinor: amount, currency: from }
        const bought = all(
          split(start).map((piece) => there(piece, to)),
          to,
        )
        const back = all(
          split(bought).map((piece) => there(piece, from)),
          from,
        )
        expect(back.amountMinor < start.amountMinor || amount === 0n).toBe(true)
        // The same by asking for amounts instead of giving them.
        const cost = priceOf({ side: 'buy', money: start, other: to }, rates).sell
        expect(there(start, to).amountMinor).toBeLessThan(cost.amountMinor)
      },
    ),
    runs(2_000),
  )
})

describe('a total in one currency', () => {
  it('says of each amount what it is worth at exactly the rate that is told, rounded half to even', () => {
    expect(valued([usd('10.00'), eur('0.23'), yen('1000'), eur('-0.23')], 'USD', theMarket)).toEqual({
      total: usd('16.62'),
      ratesAt: theMarket.at,
      parts: [
        { money: usd('10.00'), rate: '1', worth: usd('10.00') },
        { money: eur('0.23'), rate: '1.08695652', worth: usd('0.25') },
        { money: yen('1000'), rate: '0.00662252', worth: usd('6.62') },
        { money: eur('-0.23'), rate: '1.08695652', worth: usd('-0.25') },
      ],
    })
    const halves = [moneyOf('0.50', 'USD'), moneyOf('1.50', 'USD'), moneyOf('2.50', 'USD')]
    const one: Rates = { ...theMarket, perBase: { ...theMarket.perBase, JPY: '1' } }
    expect(valued(halves, 'JPY', one).parts.map(({ worth }) => worth.amountMinor)).toEqual([0n, 2n, 2n])
  })
  it('of nothing is nothing', () =>
    expect(valued([], 'CHF', theMarket)).toEqual({
      total: moneyOf('0.00', 'CHF'),
      ratesAt: theMarket.at,
      parts: [],
    }))
})

test('a rate is told as it is reckoned with', () => {
  for (const text of ['1', '0.00000001', '150.245', '9999999999.99999999'])
    expect(formatRate(scaled(text))).toBe(text)
  expect(converted(usd('100.00'), { rate: '0.5', to: 'EUR', divide: divideDown })).toEqual(eur('50.00'))
  expect(fromWire({ amount: '-12.50', currency: 'USD' })).toEqual(usd('-12.50'))
  expect(() => fromWire({ amount: '1', currency: 'USD' })).toThrow('no amount of USD')
})

test('a rate that cannot be told is a fault of whoever told it', () => {
  const rates: Rates = { ...theMarket, perBase: { ...theMarket.perBase, EUR: '0.00000001', JPY: '1000' } }
  expect(() => customerRate(rates, 'JPY', 'EUR')).toThrow(RangeError)
})

test.each([
  ['0', 'must be greater than zero'],
  ['0.000', 'must be greater than zero'],
  ['-1', 'must be a rate, such as "0.91873215"'],
  ['1e3', 'must be a rate, such as "0.91873215"'],
  ['.5', 'must be a rate, such as "0.91873215"'],
  ['0.123456789', 'must be a rate, such as "0.91873215"'],
  [0.92, 'must be a rate, such as "0.91873215"'],
])('%s is no rate', (wrong, reason) => {
  const perBase = { ...theMarket.perBase, EUR: wrong }
  expect(problemsOf(ratesSchema, { ...theMarket, perBase })).toEqual([`perBase.EUR: ${reason}`])
})
