import { describe, expect, it, test } from 'vitest'
import {
  add,
  amountSchema,
  type Currency,
  currencies,
  currencyDecimals,
  currencySchema,
  formatDecimal,
  MAX_AMOUNT_MINOR,
  money,
  parseDecimal,
  storedMoneySchema,
  subtract,
  toWire,
  zero,
} from '../../server/domain/money.ts'
import * as arbitrary from '../support/arbitraries.ts'
import { problemsOf } from '../support/problems.ts'
import { fc, runs } from '../support/property.ts'

test('every currency has the decimals of ISO 4217', () => {
  expect(currencyDecimals).toEqual({ USD: 2, EUR: 2, GBP: 2, CHF: 2, JPY: 0 })
})

describe('an amount as text', () => {
  it.each([
    [50_000n, 'USD', '500.00'],
    [5n, 'EUR', '0.05'],
    [-5n, 'GBP', '-0.05'],
    [0n, 'CHF', '0.00'],
    [100n, 'USD', '1.00'],
    [500n, 'JPY', '500'],
    [0n, 'JPY', '0'],
    [-1n, 'JPY', '-1'],
    [9_007_199_254_740_993n, 'USD', '90071992547409.93'],
  ] as const)('%s minor units of %s are %s, and back', (amountMinor, currency, text) => {
    expect(formatDecimal(amountMinor, currency)).toBe(text)
    expect(parseDecimal(text, currency)).toBe(amountMinor)
    expect(toWire(money(amountMinor, currency))).toEqual({ amount: text, currency })
  })

  it('is the same after a round trip, whatever the amount and the currency', () => {
    const amountMinor = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n })
    fc.assert(
      fc.property(amountMinor, arbitrary.currency, (amount, currency) => {
        const text = formatDecimal(amount, currency)
        expect(parseDecimal(text, currency)).toBe(amount)
        expect(text).toMatch(currencyDecimals[currency] === 0 ? /^-?\d+$/ : /^-?\d+\.\d\d$/)
      }),
      runs(1_000),
    )
  })

  it('that is understood is written the same way, so that no amount has two spellings', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789.-'), maxLength: 8 })
    fc.assert(
      fc.property(digits, arbitrary.currency, (text, currency) => {
        const amount = parseDecimal(text, currency)
        if (amount !== undefined && amount !== 0n) expect(formatDecimal(amount, currency)).toBe(text)
      }),
      runs(2_000),
    )
  })

  it('is never understood when it is anything else', () => {
    fc.assert(
      fc.property(fc.string(), arbitrary.currency, (text, currency) => {
        fc.pre(!/^-?\d+(\.\d+)?$/.test(text))
        expect(parseDecimal(text, currency)).toBeUndefined()
      }),
      runs(1_000),
    )
  })
})

describe('adding and subtracting', () => {
  it('undo each other, exactly', () => {
    fc.assert(
      fc.property(arbitrary.money, arbitrary.money, (a, { amountMinor }) => {
        const b = money(amountMinor, a.currency)
        expect(subtract(add(a, b), b)).toEqual(a)
        expect(add(a, b)).toEqual(add(b, a))
        expect(add(a, zero(a.currency))).toEqual(a)
      }),
      runs(500),
    )
  })
  it('never mix currencies', () => {
    expect(() => add(money(1n, 'USD'), money(1n, 'EUR'))).toThrow('Cannot combine USD with EUR')
    expect(() => subtract(money(1n, 'JPY'), money(1n, 'EUR'))).toThrow('Cannot combine JPY with EUR')
  })
})

describe('an amount on the wire', () => {
  const decimals = 'must be a decimal number with exactly 2 decimals, such as "12.50"'
  const whole = 'must be a whole number: JPY has no decimals'

  it.each([
    ['0.01', 'USD', 1n],
    ['12.50', 'EUR', 1_250n],
    ['1', 'JPY', 1n],
    ['10000000000.00', 'USD', MAX_AMOUNT_MINOR],
    ['1000000000000', 'JPY', MAX_AMOUNT_MINOR],
  ] as const)('%s %s is understood', (amount, currency, amountMinor) => {
    expect(amountSchema.parse({ amount, currency })).toEqual({ amountMinor, currency })
  })

  it.each<[unknown, Currency, string]>([
    ['0.00', 'USD', 'must be greater than zero'],
    ['0', 'JPY', 'must be greater than zero'],
    ['-0.00', 'USD', 'must be greater than zero'],
    ['-1.00', 'USD', 'must be greater than zero'],
    ['-1', 'JPY', 'must be greater than zero'],
    ['10000000000.01', 'USD', 'must be at most 10000000000.00 USD'],
    ['1000000000001', 'JPY', 'must be at most 1000000000000 JPY'],
    ['1', 'USD', decimals],
    ['1.', 'USD', decimals],
    ['1.5', 'USD', decimals],
    ['1.500', 'USD', decimals],
    ['.50', 'USD', decimals],
    ['01.00', 'USD', decimals],
    ['+1.00', 'USD', decimals],
    ['--1.00', 'USD', decimals],
    ['1e3', 'USD', decimals],
    ['1e3', 'JPY', whole],
    ['1.0', 'JPY', whole],
    ['1,00', 'USD', decimals],
    ['1,000.00', 'USD', decimals],
    [' 1.00', 'USD', decimals],
    ['1.00 ', 'USD', decimals],
    ['1.00\n', 'USD', decimals],
    ['1 000.00', 'USD', decimals],
    ['', 'USD', decimals],
    ['NaN', 'USD', decimals],
    ['Infinity', 'USD', decimals],
    ['0x10', 'JPY', whole],
    ['１.00', 'USD', decimals],
    ['٣', 'JPY', whole],
    [`${'9'.repeat(18)}.00`, 'USD', 'must be at most 10000000000.00 USD'],
    [1, 'USD', 'must be a decimal string, such as "12.50"'],
    [null, 'USD', 'must be a decimal string, such as "12.50"'],
    [undefined, 'USD', 'must be a decimal string, such as "12.50"'],
    [{}, 'USD', 'must be a decimal string, such as "12.50"'],
  ])('%j %s is refused: %s', (amount, currency, reason) => {
    expect(problemsOf(amountSchema, { amount, currency })).toEqual([`amount: ${reason}`])
  })

  it('of absurd size is refused quickly, whatever the digits', () => {
    for (const amount of ['9'.repeat(100_000), `1.${'0'.repeat(100_000)}`, `${'9'.repeat(19)}.00`])
      expect(problemsOf(amountSchema, { amount, currency: 'USD' })).toHaveLength(1)
  })

  it.each(['usd', 'XXX', '', 'BTC', null, 840, 'toString', '__proto__'])(
    'in %j is in no currency',
    (currency) => {
      expect(problemsOf(amountSchema, { amount: '1.00', currency })).toEqual([
        'currency: must be one of USD, EUR, GBP, CHF, JPY',
      ])
    },
  )

  it('is exactly what was formatted, for every amount that may be moved', () => {
    const amountMinor = fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR })
    fc.assert(
      fc.property(amountMinor, arbitrary.currency, (amount, currency) => {
        expect(amountSchema.parse(toWire(money(amount, currency)))).toEqual(money(amount, currency))
      }),
      runs(500),
    )
  })
})

test('the currencies are the ones that have decimals', () => {
  for (const currency of currencies) expect(currencySchema.parse(currency)).toBe(currency)
})

describe('stored money', () => {
  it('keeps any integer exactly', () => {
    fc.assert(
      fc.property(arbitrary.money, ({ amountMinor, currency }) => {
        expect(storedMoneySchema.parse({ amountMinor: `${amountMinor}`, currency })).toEqual({
          amountMinor,
          currency,
        })
      }),
      runs(500),
    )
  })
  it.each(['', '1.5', '1e3', ' 1', '0x1', 'one', 5, 5.5, null])('is never %j', (amountMinor) => {
    expect(storedMoneySchema.safeParse({ amountMinor, currency: 'USD' }).success).toBe(false)
  })
})
