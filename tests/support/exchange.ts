/** Prices and exchanges in the bank's words: a market that stands still, and Alice's dollars and euros in it. */
import { accountNumberOf } from '../../server/domain/account-number.ts'
import type { BankEvent } from '../../server/domain/events.ts'
import { descriptionOf } from '../../server/domain/exchange/price.ts'
import type { Rates } from '../../server/domain/exchange/rates.ts'
import type { QuoteId, TransferId } from '../../server/domain/ids.ts'
import type { Currency, Money } from '../../server/domain/money.ts'
import { internalAccountId, THE_BANK } from '../../server/domain/the-bank.ts'
import {
  account,
  alice,
  alicesEuros,
  deposited,
  type Fact,
  id,
  moneyOf,
  opened,
  type TestAccount,
  type TestCommand,
  withdrew,
} from './bank.ts'
import { NOON } from './pure-bank.ts'

export const theMarket: Rates = {
  at: NOON,
  perBase: { USD: '1', EUR: '0.92', GBP: '0.785', CHF: '0.88', JPY: '151' },
}

export const theQuote = id<QuoteId>(0xc1)
/** Given at noon, it holds until then. */
export const EXPIRES_AT = '2026-03-01T12:00:30.000Z'

/** The bank's own account of a currency. */
export const exchangeOf = (currency: Currency): TestAccount =>
  account(internalAccountId('exchange', currency), THE_BANK, currency)

type Ends = { readonly from?: TestAccount; readonly to?: TestAccount }
type Sides = { readonly sell?: string | Money; readonly buy?: string | Money }

export const quoteExchange = (
  sides: Sides,
  { from = alice, to = alicesEuros }: Ends = {},
  quoteId: QuoteId = theQuote,
): TestCommand<'quoteExchange'> => {
  const given = (side: string | Money | undefined, { currency }: TestAccount) =>
    typeof side === 'string' ? moneyOf(side, currency) : side
  const [sell, buy] = [given(sides.sell, from), given(sides.buy, to)]
  return {
    name: 'quoteExchange',
    data: {
      quoteId,
      fromAccountId: from.accountId,
      toAccountId: to.accountId,
      ...(sell && { sell }),
      ...(buy && { buy }),
      rates: theMarket,
    },
    by: from.owner,
  }
}

export const exchangeMoney = (
  { owner }: Pick<TestAccount, 'owner'> = alice,
  quoteId: QuoteId = theQuote,
): TestCommand<'exchangeMoney'> => ({ name: 'exchangeMoney', data: { quoteId }, by: owner })

/** 0.92 less 0.4 percent: what a dollar is bought for in euros. */
const DOLLARS_TO_EUROS = { rate: '0.91632', middleRate: '0.92', spreadPpm: 4_000 }

const exchangeData = (sell: string, buy: string) => ({
  quoteId: theQuote,
  customerId: alice.customerId,
  fromAccountId: alice.accountId,
  toAccountId: alicesEuros.accountId,
  sell: moneyOf(sell, 'USD'),
  buy: moneyOf(buy, 'EUR'),
  rate: DOLLARS_TO_EUROS.rate,
})

/** A price for Alice's dollars in euros. */
export const quoted =
  (sell: string, buy: string): Fact =>
  () => [
    {
      type: 'ExchangeQuoted',
      data: {
        ...exchangeData(sell, buy),
        ...DOLLARS_TO_EUROS,
        ratesAt: NOON,
        quotedAt: NOON,
        expiresAt: EXPIRES_AT,
      },
    },
  ]

/** The first exchange that this bank sees of the two currencies: its own accounts are opened by it. */
export const exchangedFirst =
  (sell: string, buy: string): Fact =>
  (bank) => {
    const transferId = theQuote as string as TransferId
    const data = exchangeData(sell, buy)
    const text = descriptionOf(data)
    const [dollars, euros] = [exchangeOf('USD'), exchangeOf('EUR')]
    const other = ({ accountId }: TestAccount) => ({ transferId, counterpartyAccountId: accountId })
    const openedAs = (at: TestAccount, name: string): BankEvent[] =>
      opened(at)(bank).map((event) => ({
        ...event,
        data: { ...event.data, product: 'internal', name, number: accountNumberOf(at.accountId) },
      })) as BankEvent[]
    return [
      ...withdrew(alice, sell, other(alicesEuros), text, { day: NOON.slice(0, 10), newPayee: null })(bank),
      ...openedAs(dollars, 'Exchange USD'),
      ...deposited(dollars, sell, other(alice), text)(bank),
      ...openedAs(euros, 'Exchange EUR'),
      ...withdrew(euros, buy, other(alicesEuros), text)(bank),
      ...deposited(alicesEuros, buy, other(alice), text)(bank),
      { type: 'ExchangeCompleted', data },
    ]
  }
