import { describe, expect, it } from 'vitest'
import { readAmount } from '../../app/components/amount-input.ts'
import { locales } from '../../app/components/locale.ts'
import { formatMoney } from '../../app/components/money-format.ts'
import { currencies, formatDecimal, MAX_AMOUNT_MINOR } from '../../server/domain/money.ts'
import { fc, runs } from '../support/property.ts'

describe('amounts as people type them', () => {
  it.each([
    ['5', 'USD', '5.00'],
    ['5.', 'USD', '5.00'],
    ['.5', 'USD', '0.50'],
    ['1250.5', 'USD', '1250.50'],
    ['1,250.5', 'USD', '1250.50'],
    ['1.250,50', 'EUR', '1250.50'],
    ['1 250,50', 'EUR', '1250.50'],
    ['12,5', 'EUR', '12.50'],
    ['1,250', 'USD', '1250.00'],
    ['1,250,000', 'USD', '1250000.00'],
    ['1.250.000,00', 'EUR', '1250000.00'],
    ["1'250.00", 'CHF', '1250.00'],
    ['$1,250.50', 'USD', '1250.50'],
    ['12.50 usd', 'USD', '12.50'],
    ['007', 'USD', '7.00'],
    ['5,000', 'JPY', '5000'],
    ['¥5000', 'JPY', '5000'],
    ['１２', 'USD', '12.00'],
    ['US$5', 'USD', '5.00'],
    ['5 $US', 'USD', '5.00'],
    ['￥5000', 'JPY', '5000'],
    ['5 €', 'EUR', '5.00'],
    ['chf 5', 'CHF', '5.00'],
  ] as const)('%s in %s is %s', (typed, currency, amount) => {
    expect(readAmount(typed, currency)).toEqual({ ok: true, amount })
  })

  it.each([
    ['', 'USD', 'Enter an amount.'],
    ['0', 'USD', 'Enter an amount above zero.'],
    ['-5', 'USD', 'Enter an amount above zero.'],
    ['−5', 'USD', 'Enter an amount above zero.'],
    ['$-5', 'USD', 'Enter an amount above zero.'],
    ['-$5', 'USD', 'Enter an amount above zero.'],
    ['€100', 'USD', 'The amount has to be in USD.'],
    ['100 EUR', 'USD', 'The amount has to be in USD.'],
    ['$100', 'EUR', 'The amount has to be in EUR.'],
    ['$', 'USD', 'Enter an amount.'],
    ['$5 €', 'USD', 'Use digits only, such as 1,250.50.'],
    ['1USD50', 'USD', 'Use digits only, such as 1,250.50.'],
    ['five', 'USD', 'Use digits only, such as 1,250.50.'],
    ['1e3', 'USD', 'Use digits only, such as 1,250.50.'],
    ['12.345,6.7', 'USD', 'Check the thousands, as in 1,250,000.'],
    ['1,25,000', 'USD', 'Check the thousands, as in 1,250,000.'],
    ['12.3456', 'USD', 'USD has 2 decimals, not 4.'],
    ['0.005', 'USD', 'USD has 2 decimals, not 3.'],
    ['12.5', 'JPY', 'JPY has no decimals.'],
    ['1.250', 'USD', 'Did you mean 1250.00 or 1.25? Please write it out.'],
    ['1.250', 'JPY', 'Did you mean 1250? Please write it without the point.'],
    ['10,000,000,000.01', 'USD', 'At most $10,000,000,000.00 at a time.'],
    ['99999999999999999999', 'USD', 'At most $10,000,000,000.00 at a time.'],
  ] as const)('%j in %s is asked back', (typed, currency, reason) => {
    expect(readAmount(typed, currency)).toEqual({ ok: false, reason })
  })

  it.each(locales.flatMap((locale) => currencies.map((currency) => [currency, locale] as const)))(
    'knows how %s is written in %s',
    (currency, locale) => {
      const written = new Intl.NumberFormat(locale, { style: 'currency', currency }).format(5)
      expect(readAmount(written, currency)).toEqual({
        ok: true,
        amount: formatDecimal(currency === 'JPY' ? 5n : 500n, currency),
      })
    },
  )

  it('reads back every amount that the bank itself writes', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR }),
        fc.constantFrom(...currencies),
        (minor, currency) => {
          const amount = formatDecimal(minor, currency)
          expect(readAmount(amount, currency)).toEqual({ ok: true, amount })
          expect(readAmount(formatMoney({ amount, currency }), currency)).toEqual({ ok: true, amount })
        },
      ),
      runs(200),
    )
  })
})
