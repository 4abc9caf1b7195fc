/**
 * What amounts in several currencies are worth in one of them: never without the rates and their time. Nothing moves by
 * it, so it is reckoned in the middle of the market, and each amount is rounded half to even; the total is the sum of
 * what is shown.
 */
import { add, type Currency, type Money, zero } from '../money.ts'
import { converted, divideHalfEven, middleRate, type Rates } from './rates.ts'

export type ValuedPart = {
  readonly money: Money
  /** Of the currency of the total for one unit of this one; what it is worth is reckoned with exactly this. */
  readonly rate: string
  readonly worth: Money
}

export type Valuation = {
  readonly total: Money
  readonly ratesAt: string
  readonly parts: readonly ValuedPart[]
}

export const valued = (amounts: readonly Money[], currency: Currency, rates: Rates): Valuation => {
  const parts = amounts.map((money) => {
    const rate = middleRate(rates, money.currency, currency)
    return { money, rate, worth: converted(money, { rate, to: currency, divide: divideHalfEven }) }
  })
  return {
    total: parts.reduce((sum, { worth }) => add(sum, worth), zero(currency)),
    ratesAt: rates.at,
    parts,
  }
}
