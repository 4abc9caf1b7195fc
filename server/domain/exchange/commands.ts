/**
 * Changing money between two accounts of one customer that are kept in different currencies. First a price is named and
 * written down; then it is used, once, while it holds, and exactly as it was named. What is sold goes to the bank's own
 * exchange account of that currency, and what is bought comes from the one of the other: in each currency one account
 * gives what another one gets.
 */
import { z } from 'zod'
import {
  accountRef,
  type BankAccount,
  deposit,
  mayAct,
  notFound,
  notOpen,
  spend,
} from '../bank-account/decider.ts'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { accountIdSchema, chosen, type QuoteId, quoteIdSchema, type TransferId } from '../ids.ts'
import { giveToInternal, internalAccountRef, takeFromInternal } from '../internal-accounts.ts'
import { amountSchema, type Money } from '../money.ts'
import { internalAccountId } from '../the-bank.ts'
import { isOver, type Quote, quoteRef } from './decider.ts'
import { descriptionOf, priceOf, QUOTE_SECONDS } from './price.ts'
import { ratesSchema } from './rates.ts'

const input = z.object({
  quoteId: chosen(quoteIdSchema).optional(),
  fromAccountId: accountIdSchema,
  toAccountId: accountIdSchema,
  /** What is given, in the currency of the account that it leaves; or else … */
  sell: amountSchema.optional(),
  /** … what is wanted, in the currency of the account that it comes to. */
  buy: amountSchema.optional(),
  /** Of the market now: looked up for whoever asks. */
  rates: ratesSchema,
})

/** Names a price for money of one's own in another currency, which holds for 30 seconds. */
export const quoteExchange = defineCommand({
  roles: ['customer', 'system'],
  input,
  // Asking again is the same request, however the market has moved meanwhile.
  asked: ({ rates: _, ...request }) => request,
  missing: ({ sell, buy }) =>
    sell === undefined && buy === undefined
      ? { field: 'sell', reason: 'is required, unless there is buy' }
      : sell !== undefined && buy !== undefined
        ? { field: 'buy', reason: 'cannot be given together with sell' }
        : undefined,
  prepare: ({ quoteId, sell, buy, ...rest }, { newId, at }) => ({
    ...rest,
    // `missing` has made sure that there is one of the two.
    given: (sell ? { side: 'sell', money: sell } : { side: 'buy', money: buy as Money }) as {
      side: 'sell' | 'buy'
      money: Money
    },
    quoteId: quoteId ?? (newId() as QuoteId),
    quotedAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + QUOTE_SECONDS * 1_000).toISOString(),
  }),
  streams: ({ quoteId, fromAccountId, toAccountId }) => ({
    quote: quoteRef(quoteId),
    from: accountRef(fromAccountId),
    to: accountRef(toAccountId),
  }),
  decide: ({ given, rates, ...ids }, { quote, from, to }, actor) => {
    const { quoteId, fromAccountId, toAccountId, quotedAt, expiresAt } = ids
    if (!mayAct(from, actor)) return notFound('fromAccountId')
    if (fromAccountId === toAccountId) return rejected({ reason: 'SameAccount', field: 'toAccountId' })
    // Money of one customer stays theirs: whoever wants to pay somebody else can do so afterwards.
    if (!mayAct(to, actor) || to.owner !== from.owner) return notFound('toAccountId')
    if (quote.status !== 'none') return rejected({ reason: 'QuoteAlreadyExists', field: 'quoteId' })
    const closedOrFrozen = notOpen(from, 'fromAccountId') ?? notOpen(to, 'toAccountId')
    if (closedOrFrozen) return rejected(closedOrFrozen)

    const [sold, bought] = [from.balance.currency, to.balance.currency]
    if (sold === bought) return rejected({ reason: 'SameCurrency', currency: sold })
    const [own, other] = given.side === 'sell' ? [sold, bought] : [bought, sold]
    if (given.money.currency !== own)
      return rejected({ reason: 'CurrencyMismatch', field: given.side, accountCurrency: own })
    const price = priceOf({ ...given, other }, rates)
    if (price.buy.amountMinor === 0n) return rejected({ reason: 'AmountTooSmall', field: given.side })
    return accepted({
      type: 'ExchangeQuoted' as const,
      data: { quoteId, customerId: from.owner, fromAccountId, toAccountId, ...price, quotedAt, expiresAt },
    })
  },
  answer: ({ quoteId }) => ({ quoteId }),
})

const notThere = () => rejected({ reason: 'QuoteNotFound', field: 'quoteId' })

/** Exchanges money at a price that was named before and still holds. */
export const exchangeMoney = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({ quoteId: quoteIdSchema }),
  prepare: (data, { at, today }) => ({ ...data, at: at.toISOString(), today }),
  streams: ({ quoteId }) => ({ quote: quoteRef(quoteId) }),
  further: (_, { quote }) => (quote.status === 'offered' ? accountsOf(quote) : undefined),
  decide: ({ quoteId, at, today }, { quote, from, to, sold, bought }, actor) => {
    if (quote.status === 'none' || (actor.role === 'customer' && actor.customerId !== quote.customerId))
      return notThere()
    if (quote.status === 'used') return rejected({ reason: 'QuoteUsed', field: 'quoteId' })
    const { sell, buy, fromAccountId, toAccountId, customerId, rate, expiresAt } = quote
    if (isOver(quote, at)) return rejected({ reason: 'QuoteExpired', field: 'quoteId', expiresAt })
    const [source, target] = [opened(from), opened(to)]
    const closedOrFrozen = notOpen(source, 'fromAccountId') ?? notOpen(target, 'toAccountId')
    if (closedOrFrozen) return rejected(closedOrFrozen)

    const description = descriptionOf(quote)
    const movement = (money: Money, ends: { at: typeof fromAccountId; other: typeof fromAccountId }) => ({
      accountId: ends.at,
      money,
      description,
      transfer: { transferId: quoteId as string as TransferId, counterpartyAccountId: ends.other },
    })
    const taken = spend(movement(sell, { at: fromAccountId, other: toAccountId }), source, {
      at,
      today,
      payee: null,
    })
    if (taken.outcome === 'rejected') return taken
    const given = deposit(movement(buy, { at: toAccountId, other: fromAccountId }), target)
    if (given.outcome === 'rejected') return given
    const kept = internalAccountId('exchange', sell.currency)
    const paid = internalAccountId('exchange', buy.currency)
    return accepted(
      ...taken.events,
      ...giveToInternal(movement(sell, { at: kept, other: fromAccountId }), loaded(sold)),
      ...takeFromInternal(movement(buy, { at: paid, other: toAccountId }), loaded(bought)),
      ...given.events,
      {
        type: 'ExchangeCompleted' as const,
        data: { quoteId, customerId, fromAccountId, toAccountId, sell, buy, rate },
      },
    )
  },
  answer: ({ quoteId }) => ({ quoteId }),
})

const accountsOf = ({ fromAccountId, toAccountId, sell, buy }: Exclude<Quote, { status: 'none' }>) => ({
  from: accountRef(fromAccountId),
  to: accountRef(toAccountId),
  sold: internalAccountRef('exchange', sell.currency),
  bought: internalAccountRef('exchange', buy.currency),
})

const loaded = (account: BankAccount | undefined): BankAccount => {
  if (!account) throw new Error('An exchange is decided without its accounts')
  return account
}

/** They were there when the price was named, and an account never vanishes. */
const opened = (account: BankAccount | undefined): Exclude<BankAccount, { status: 'none' }> => {
  const state = loaded(account)
  if (state.status === 'none') throw new Error('A price was named for an account that was never opened')
  return state
}
