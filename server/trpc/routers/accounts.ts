/** Accounts: balances, transactions, and whose account a number is. */
import { z } from 'zod'
import { accountNumberSchema } from '../../domain/account-number.ts'
import { businessDateSchema } from '../../domain/calendar/business-dates.ts'
import { accountIdSchema, customerIdSchema } from '../../domain/ids.ts'
import { currencySchema } from '../../domain/money.ts'
import { accountSummary } from '../../read-models/account-overview.ts'
import { findAccountByNumber, listAccounts } from '../../read-models/account-summaries/queries.ts'
import { accountStatuses } from '../../read-models/account-summaries/table.ts'
import { activityAt, activityTotals, listActivity } from '../../read-models/transactions/all-accounts.ts'
import { balanceAt } from '../../read-models/transactions/balance-at.ts'
import { balanceHistory } from '../../read-models/transactions/balance-history.ts'
import { balancesByCurrency } from '../../read-models/transactions/balances.ts'
import { listCounterparties } from '../../read-models/transactions/counterparties.ts'
import { listTransactions, transactionAt } from '../../read-models/transactions/queries.ts'
import { transactionTotals } from '../../read-models/transactions/totals.ts'
import { balanceFromReadModel, balanceFromWriteSide, sides } from '../account-balance.ts'
import { accountInterest } from '../account-interest.ts'
import { countLookups } from '../asking.ts'
import { daysOfHistory } from '../balance-history.ts'
import { badInput, notFound } from '../errors.ts'
import { ownerFilter, paging, reading, readingAs, router } from '../procedures.ts'
import { instant, ratesAt, totalIn } from '../rates.ts'
import { searchText, transactionFilter } from '../transaction-filter.ts'

/** A list that somebody has picked together, answered at once. */
const MOST_PICKED = 200

export const accountsRouter = router({
  /** One's own accounts; for staff everybody's, or one customer's. */
  list: reading(['account-summaries'], {
    ...paging,
    customerId: customerIdSchema.optional(),
    status: z.enum(accountStatuses, { error: `must be one of ${accountStatuses.join(', ')}` }).optional(),
    currency: currencySchema.optional(),
  }).query(({ ctx, input: { limit, cursor, customerId, status, currency } }) => {
    const owner = ownerFilter(ctx.signedIn)
    if (owner !== undefined && customerId !== undefined && customerId !== owner) throw notFound()
    const whose = owner ?? customerId
    return listAccounts(ctx.services.sql, { limit, cursor, customerId: whose, status, currency })
  }),

  summary: reading(['account-summaries', 'transactions'], { accountId: accountIdSchema }).query(
    async ({ ctx, input: { accountId } }) =>
      (await accountSummary(ctx.services.sql, { accountId, customerId: ownerFilter(ctx.signedIn) })) ??
      fail(),
  ),

  /**
   * What is in it, from the side that is chosen: the read model, which may be behind and says how far it is, or the
   * account's own events, which never are.
   */
  balance: reading([], {
    accountId: accountIdSchema,
    from: z.enum(sides, { error: 'must be readModel or writeSide' }).default('readModel'),
  }).query(async ({ ctx: { services, signedIn }, input, signal }) => {
    const { accountId, from, afterVersion } = input as typeof input & { afterVersion?: number | undefined }
    const query = { accountId, customerId: ownerFilter(signedIn) }
    if (from === 'writeSide')
      return (await balanceFromWriteSide(services.sql, { ...query, afterVersion })) ?? fail()
    if (afterVersion !== undefined)
      await services.versions.waitForVersion(['account-summaries'], afterVersion, { signal })
    return (await balanceFromReadModel(services.sql, query)) ?? fail()
  }),

  transactions: reading(['transactions'], {
    ...paging,
    accountId: accountIdSchema,
    ...transactionFilter,
  }).query(
    async ({ ctx, input: { afterVersion: _, ...query } }) =>
      (await listTransactions(ctx.services.sql, { ...query, customerId: ownerFilter(ctx.signedIn) })) ??
      fail(),
  ),

  /** What the transactions come to that the list shows with the same filters. */
  transactionTotals: reading(['transactions'], { accountId: accountIdSchema, ...transactionFilter }).query(
    async ({ ctx, input: { afterVersion: _, ...query } }) =>
      (await transactionTotals(ctx.services.sql, { ...query, customerId: ownerFilter(ctx.signedIn) })) ??
      fail(),
  ),

  /**
   * The transactions of all of one's accounts in one list, with the filters that each has by itself; or those at certain
   * positions, picked out of it.
   */
  activity: readingAs(['customer'], ['transactions'], {
    ...paging,
    ...transactionFilter,
    positions: z
      .array(z.int('must be a whole number').min(1, 'must be at least 1'), 'must be a list of positions')
      .min(1, 'must name at least one')
      .max(MOST_PICKED, `must name at most ${MOST_PICKED}`)
      .optional(),
  }).query(({ ctx, input: { afterVersion: _, positions, ...query } }) => {
    const customerId = ownerFilter(ctx.signedIn)!
    if (!positions) return listActivity(ctx.services.sql, { ...query, customerId })
    const { limit: _limit, ...others } = query
    const [other] = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : name))
    if (other) throw badInput([{ path: other, reason: 'cannot be given together with positions' }])
    return activityAt(ctx.services.sql, { customerId, positions })
  }),

  /** What the transactions come to that `activity` shows with the same filters, by currency. */
  activityTotals: readingAs(['customer'], ['transactions'], transactionFilter).query(
    ({ ctx, input: { afterVersion: _, ...query } }) =>
      activityTotals(ctx.services.sql, { ...query, customerId: ownerFilter(ctx.signedIn)! }),
  ),

  /** Who is at the other end of the account's movements, most often first: what a list can be filtered by. */
  counterparties: reading(['transactions'], {
    accountId: accountIdSchema,
    search: searchText.optional(),
    limit: z
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(50, 'must be at most 50')
      .default(20),
  }).query(
    async ({ ctx, input: { afterVersion: _, ...query } }) =>
      (await listCounterparties(ctx.services.sql, { ...query, customerId: ownerFilter(ctx.signedIn) })) ??
      fail(),
  ),

  /** One of them, by the position that it has in the list. */
  transaction: reading(['transactions'], {
    accountId: accountIdSchema,
    position: z.int('must be a whole number').min(1, 'must be at least 1'),
  }).query(
    async ({ ctx, input: { accountId, position } }) =>
      (await transactionAt(ctx.services.sql, {
        accountId,
        position,
        customerId: ownerFilter(ctx.signedIn),
      })) ?? fail(),
  ),

  /**
   * All that a customer has, in one currency, now or at an instant: at that time's rates in the middle of the market,
   * which the answer names. What is held of it and what is available are valued in the same way.
   */
  total: reading(['transactions'], {
    currency: currencySchema,
    at: instant.optional(),
    customerId: customerIdSchema.optional(),
  }).query(async ({ ctx: { services, signedIn }, input: { currency, at, customerId } }) => {
    const owner = ownerFilter(signedIn)
    if (owner !== undefined && customerId !== undefined && customerId !== owner) throw notFound()
    const whose = owner ?? customerId
    if (whose === undefined) throw badInput([{ path: 'customerId', reason: 'is required: whose money?' }])
    const rates = await ratesAt(services.rates, at)
    const { version, data } = await balancesByCurrency(services.sql, { customerId: whose, at })
    const totalOf = (figure: keyof (typeof data)[number]) =>
      totalIn(
        currency,
        data.map((one) => one[figure]),
        rates,
      )
    const { total: held } = totalOf('held')
    const { total: available } = totalOf('available')
    return { version, data: { currency, customerId: whose, ...totalOf('balance'), held, available } }
  }),

  balanceAt: reading(['transactions'], {
    accountId: accountIdSchema,
    at: instant,
  }).query(async ({ ctx, input: { accountId, at } }) => {
    if (at.getTime() > Date.now()) throw badInput([{ path: 'at', reason: 'is in the future' }])
    return (
      (await balanceAt(ctx.services.sql, { accountId, at, customerId: ownerFilter(ctx.signedIn) })) ?? fail()
    )
  }),

  /**
   * What was in it at the end of each of the bank's days; today's is what is in it now. Without `accountId` that of all
   * accounts of a customer, of whom the staff say which.
   */
  balanceHistory: reading(['transactions'], {
    ...paging,
    accountId: accountIdSchema.optional(),
    customerId: customerIdSchema.optional(),
    from: businessDateSchema,
    to: businessDateSchema,
    everyDays: z
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(366, 'must be at most 366')
      .default(1),
  }).query(async ({ ctx: { services, signedIn }, input }) => {
    const { accountId, customerId, from, to, everyDays, limit, cursor } = input
    const owner = ownerFilter(signedIn)
    if (owner !== undefined && customerId !== undefined && customerId !== owner) throw notFound()
    const whose = owner ?? customerId
    const isOfAll = accountId === undefined
    if (isOfAll && whose === undefined)
      throw badInput([{ path: 'customerId', reason: 'is required, unless accountId is given' }])
    const { timeZone } = services.bank
    const days = daysOfHistory({ from, to, everyDays, isOfAll }, { now: new Date(), timeZone })
    const page = await balanceHistory(services.sql, { accountId, customerId: whose, days, limit, cursor })
    return isOfAll || page.data.length > 0 ? page : fail()
  }),

  /** What it has earned and owes since its books were last closed. */
  interest: reading(['account-summaries', 'transactions'], { accountId: accountIdSchema }).query(
    async ({ ctx: { services, signedIn }, input: { accountId } }) =>
      (await accountInterest(services.sql, {
        accountId,
        customerId: ownerFilter(signedIn),
        now: new Date(),
        timeZone: services.bank.timeZone,
      })) ?? fail(),
  ),

  /** Whose account one is about to pay into: anybody's, but no more than a payee's name, so that it can be checked. */
  findByNumber: reading(['account-summaries'], { number: accountNumberSchema }).query(
    async ({ ctx, input: { number } }) => {
      await countLookups(ctx)
      return (await findAccountByNumber(ctx.services.sql, number)) ?? fail()
    },
  ),
})

const fail = (): never => {
  throw notFound()
}
