/** Where money goes and comes from: a customer's own; for staff anybody's, and the whole bank's. */
import { z } from 'zod'
import { monthSchema } from '../../domain/calendar/business-dates.ts'
import { allCategories, categorySchema } from '../../domain/categories/category.ts'
import { accountIdSchema, customerIdSchema } from '../../domain/ids.ts'
import { currencySchema, fromWire } from '../../domain/money.ts'
import { bankDashboardOf } from '../../read-models/bank-dashboard/queries.ts'
import { cashFlowByMonth } from '../../read-models/cash-flow/queries.ts'
import { dayOf, monthOf, rangeOfDays, rangeOfMonths } from '../../read-models/periods.ts'
import { flowsByAccount } from '../../read-models/spending/flows.ts'
import { spendingByMonth } from '../../read-models/spending/queries.ts'
import { transactionsInSpan } from '../../read-models/transactions/in-span.ts'
import { categoryRules } from '../../read-models/transactions/movement.ts'
import type { Context } from '../context.ts'
import { badInput, notFound } from '../errors.ts'
import { worthAtMonthEnds } from '../net-worth.ts'
import { ownerFilter, paging, reading, readingAs, router } from '../procedures.ts'
import { ratesAt, totalIn } from '../rates.ts'

const MAX_MONTHS = 36
const USUAL_MONTHS = 12
const USUAL_DAYS = 30

const day = z.iso.date({ error: 'must be a date, such as 2026-01-31' })

const scopeAndMonths = {
  accountId: accountIdSchema.optional(),
  customerId: customerIdSchema.optional(),
  from: monthSchema.optional(),
  to: monthSchema.optional(),
  /** So many, up to `to`. */
  months: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(MAX_MONTHS, `must be at most ${MAX_MONTHS}`)
    .optional(),
}
type ScopeAndMonths = z.output<z.ZodObject<typeof scopeAndMonths>>

/** A customer's own, whatever is asked for; staff have to say whose. */
const scopeOf = (signedIn: NonNullable<Context['signedIn']>, { accountId, customerId }: ScopeAndMonths) => {
  const owner = ownerFilter(signedIn)
  if (owner !== undefined && customerId !== undefined && customerId !== owner) throw notFound()
  if (owner === undefined && customerId === undefined && accountId === undefined)
    throw badInput([{ path: 'customerId', reason: 'is required, unless accountId is given' }])
  return { accountId, customerId: owner ?? customerId }
}

/** Both ends are included; by itself the last twelve months, this one included. */
const monthsOf = ({ from, to, months }: ScopeAndMonths, timeZone: string) => {
  if (from !== undefined && months !== undefined)
    throw badInput([{ path: 'months', reason: 'cannot be given together with from' }])
  const last = Temporal.PlainYearMonth.from(to ?? monthOf(new Date(), timeZone))
  const first = from
    ? Temporal.PlainYearMonth.from(from)
    : last.subtract({ months: (months ?? USUAL_MONTHS) - 1 })
  const count = first.until(last, { largestUnit: 'months' }).months + 1
  if (count < 1) throw badInput([{ path: 'from', reason: 'must not lie after to, or after this month' }])
  if (count > MAX_MONTHS)
    throw badInput([{ path: 'from', reason: `must not lie more than ${MAX_MONTHS} months before to` }])
  return { from: first.toString(), to: last.toString() }
}

const insight = (
  ctx: Pick<Context, 'services'> & { signedIn: NonNullable<Context['signedIn']> },
  input: ScopeAndMonths,
) => {
  const { timeZone } = ctx.services.bank
  const { from, to } = monthsOf(input, timeZone)
  const scope = scopeOf(ctx.signedIn, input)
  return { from, to, query: { scope, range: rangeOfMonths(from, to, timeZone), timeZone } }
}

export const insightsRouter = router({
  /** What was spent and received, by month, currency and category. */
  spending: reading(['spending'], scopeAndMonths).query(async ({ ctx, input }) => {
    const { from, to, query } = insight(ctx, input)
    const found = await spendingByMonth(ctx.services.sql, query)
    if (!found) throw notFound()
    return { version: found.version, data: { from, to, timeZone: query.timeZone, rows: found.data } }
  }),

  /** In, out and net by month and currency; own transfers are told apart. */
  cashFlow: reading(['cash-flow'], scopeAndMonths).query(async ({ ctx, input }) => {
    const { from, to, query } = insight(ctx, input)
    const found = await cashFlowByMonth(ctx.services.sql, query)
    if (!found) throw notFound()
    return { version: found.version, data: { from, to, timeZone: query.timeZone, rows: found.data } }
  }),

  /** What went through each account by category, for the whole time; own transfers name their other account. */
  flows: reading(['spending'], scopeAndMonths).query(async ({ ctx, input }) => {
    const { from, to, query } = insight(ctx, input)
    const found = await flowsByAccount(ctx.services.sql, query)
    if (!found) throw notFound()
    return { version: found.version, data: { from, to, timeZone: query.timeZone, rows: found.data } }
  }),

  /** Every account's balance at the end of each month; of the one that is running, now. */
  netWorth: reading(['transactions'], {
    ...scopeAndMonths,
    /** In which each month's total is told as well, at the rates of its end. */
    currency: currencySchema.optional(),
  }).query(async ({ ctx, input }) => {
    const { from, to, query } = insight(ctx, input)
    const found = await worthAtMonthEnds(ctx.services, { ...query, from, to, currency: input.currency })
    if (!found) throw notFound()
    return { version: found.version, data: { from, to, timeZone: query.timeZone, points: found.data } }
  }),

  /** The lines behind a figure, newest first and of all accounts, and what all of them come to. */
  transactions: reading(['transactions'], {
    ...paging,
    ...scopeAndMonths,
    currency: currencySchema.optional(),
    categories: z
      .array(categorySchema, { error: 'must be a list of categories' })
      .min(1, 'must name at least one')
      .max(allCategories.length, 'names some more than once')
      .optional(),
    direction: z.enum(['in', 'out'], { error: 'must be in or out' }).optional(),
    /** Leaves out what only went between accounts of the same owner. */
    withoutOwn: z.boolean('must be true or false').optional(),
  }).query(async ({ ctx, input }) => {
    const { from, to, query } = insight(ctx, input)
    const { limit, cursor, currency, categories, direction, withoutOwn } = input
    const filter = { currency, categories, direction, withoutOwn }
    const found = await transactionsInSpan(ctx.services.sql, {
      ...query,
      ...filter,
      ...{ reader: ownerFilter(ctx.signedIn), limit, cursor },
    })
    if (!found) throw notFound()
    const { version, data, nextCursor } = found
    return { version, data: { from, to, timeZone: query.timeZone, ...data }, nextCursor }
  }),

  /** What the customer wants remembered of categories. */
  rules: readingAs(['customer'], ['transactions'], paging).query(({ ctx, input: { limit, cursor } }) =>
    categoryRules(ctx.services.sql, { customerId: ownerFilter(ctx.signedIn)!, limit, cursor }),
  ),
})

export const bankRouter = router({
  /** Customers, accounts, totals, and what has moved each day; by itself in the last thirty days. */
  dashboard: readingAs(['teller', 'approver', 'auditor'], ['bank-dashboard'], {
    from: day.optional(),
    to: day.optional(),
    /** In which everything that customers have is told as well, at the rates of now. */
    currency: currencySchema.optional(),
  }).query(async ({ ctx: { services }, input }) => {
    const { timeZone } = services.bank
    const last = Temporal.PlainDate.from(input.to ?? dayOf(new Date(), timeZone))
    const first = input.from ? Temporal.PlainDate.from(input.from) : last.subtract({ days: USUAL_DAYS - 1 })
    if (Temporal.PlainDate.compare(first, last) > 0)
      throw badInput([{ path: 'from', reason: 'must not lie after to, or after today' }])
    if (Temporal.PlainDate.compare(first.add({ months: MAX_MONTHS }), last) <= 0)
      throw badInput([{ path: 'from', reason: `must not lie more than ${MAX_MONTHS} months before to` }])
    const [from, to] = [first.toString(), last.toString()]
    const { version, data } = await bankDashboardOf(services.sql, {
      range: rangeOfDays(from, to, timeZone),
      timeZone,
    })
    const inOneCurrency =
      input.currency === undefined
        ? null
        : totalIn(
            input.currency,
            data.totals.map(({ balance }) => fromWire(balance)),
            await ratesAt(services.rates),
          )
    return { version, data: { from, to, timeZone, ...data, inOneCurrency } }
  }),
})
