/**
 * What an exchange costs. The customer's rate is the market's less the spread, rounded down to the decimals of a rate;
 * what is given for it is rounded down to whole minor units, what is taken for it is rounded up. So no way from one
 * currency to another and back, in whatever pieces, ever ends with more than it began with.
 */
import { type Currency, type Money, toWire } from '../money.ts'
import {
  converted,
  convertedBack,
  divideDown,
  divideUp,
  formatRate,
  middleRate,
  middleRatio,
  type Rates,
  roundedRate,
} from './rates.ts'

/** How long a price holds. */
export const QUOTE_SECONDS = 30

const MILLION = 1_000_000n

/** What the bank keeps of an exchange, in parts per million, for either currency in it. */
const SPREAD_PPM: Readonly<Record<Currency, bigint>> = {
  USD: 2_000n,
  EUR: 2_000n,
  GBP: 2_500n,
  CHF: 2_500n,
  JPY: 3_000n,
}

export const spreadPpm = (from: Currency, to: Currency): bigint => SPREAD_PPM[from] + SPREAD_PPM[to]

/** What the customer gets for one unit of the currency that they sell. */
export const customerRate = (rates: Rates, from: Currency, to: Currency): string => {
  const { numerator, denominator } = middleRatio(rates, from, to)
  const kept = MILLION - spreadPpm(from, to)
  return formatRate(
    roundedRate({ numerator: numerator * kept, denominator: denominator * MILLION }, divideDown),
  )
}

export type Price = {
  readonly sell: Money
  readonly buy: Money
  /** Of the bought currency for one unit of the sold one; the market's beside it, without the spread. */
  readonly rate: string
  readonly middleRate: string
  readonly spreadPpm: number
  readonly ratesAt: string
}

/** One side is given, in its own currency; the other follows. One of the two may come to nothing. */
export const priceOf = (
  given: { readonly side: 'sell' | 'buy'; readonly money: Money; readonly other: Currency },
  rates: Rates,
): Price => {
  const { side, money, other } = given
  const [from, to] = side === 'sell' ? [money.currency, other] : [other, money.currency]
  const rate = customerRate(rates, from, to)
  const [sell, buy] =
    side === 'sell'
      ? [money, converted(money, { rate, to, divide: divideDown })]
      : [convertedBack(money, { rate, from, divide: divideUp }), money]
  return {
    sell,
    buy,
    rate,
    middleRate: middleRate(rates, from, to),
    spreadPpm: Number(spreadPpm(from, to)),
    ratesAt: rates.at,
  }
}

/** What both entries of an exchange say. */
export const descriptionOf = ({ sell, buy, rate }: Pick<Price, 'sell' | 'buy' | 'rate'>): string => {
  const [sold, bought] = [toWire(sell), toWire(buy)]
  return `Exchange of ${sold.amount} ${sold.currency} for ${bought.amount} ${bought.currency} at ${rate}`
}
