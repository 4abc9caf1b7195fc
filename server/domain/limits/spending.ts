/**
 * What an account has sent and may still send, kept in its own state: a transfer is held against its limits without a
 * look at anything else. What is held counts from the moment it is, on that business day; given back, it counts no more.
 *
 * A payee is new for 24 hours from the first time that this account has sent it something. The account remembers its
 * newest payees only. One that it has forgotten is new once more, and as if it had been paid as much already as any of
 * those forgotten in their first 24 hours: a bounded memory can make a limit stricter, and never weaker.
 */
import { z } from 'zod'
import { add, type Currency, type Money, storedMoneySchema, subtract, zero } from '../money.ts'
import type { LimitKind } from './amounts.ts'
import { type ChosenLimits, limitsAt } from './in-force.ts'

export const NEW_FOR_HOURS = 24
const NEW_FOR_MS = NEW_FOR_HOURS * 3_600_000
/** How many payees an account remembers. */
export const REMEMBERED_PAYEES = 100

/** As it stands in events: the business date on which an amount counts, and whose first 24 hours it falls into. */
export type Counted = {
  /** Null where nothing is counted: at the counter, and for what the bank itself moves. */
  readonly day: string | null
  /** Null for somebody paid before, and between accounts of one owner. */
  readonly newPayee: { readonly id: string; readonly since: string } | null
}
export const UNCOUNTED: Counted = { day: null, newPayee: null }

export const countedShape = {
  day: z.iso.date().nullable(),
  newPayee: z.object({ id: z.uuid(), since: z.iso.datetime() }).nullable(),
}

type Newcomer = { readonly id: string; readonly since: string; readonly sent: Money }
export type Spending = {
  readonly today: { readonly day: string; readonly sent: Money } | null
  /** Oldest first. */
  readonly payees: readonly Newcomer[]
  /** The newest of those forgotten in their first 24 hours, and the most that any of them was sent. */
  readonly forgotten: { readonly since: string; readonly sent: Money } | null
}
export const NOTHING_SENT: Spending = { today: null, payees: [], forgotten: null }

export const spendingSchema = z.object({
  today: z.object({ day: z.string(), sent: storedMoneySchema }).nullable(),
  payees: z.array(z.object({ id: z.string(), since: z.string(), sent: storedMoneySchema })),
  forgotten: z.object({ since: z.string(), sent: storedMoneySchema }).nullable(),
})
export const holdSchema = z.object({ money: storedMoneySchema, ...countedShape })
/** An amount that is held, and what it counts as. */
export type Hold = Counted & { readonly money: Money }

/** Adds an amount to what was sent. */
export const count = (spending: Spending, { money, day, newPayee }: Hold): Spending => {
  if (day === null) return spending
  const { today } = spending
  return {
    ...spending,
    today:
      day === today?.day
        ? { day, sent: add(today.sent, money) }
        : today === null || day > today.day
          ? { day, sent: money }
          : today,
    ...(newPayee !== null && countTo(newPayee, money, spending)),
  }
}

/** Takes back what was counted: a day that is over, and a payee that is forgotten, stay as they were. */
export const uncount = (spending: Spending, { money, day, newPayee }: Hold): Spending => {
  if (day === null) return spending
  const { today, payees } = spending
  return {
    ...spending,
    today: day === today?.day ? { day, sent: subtract(today.sent, money) } : today,
    payees: newPayee === null ? payees : changed(payees, newPayee.id, (sent) => subtract(sent, money)),
  }
}

const changed = (payees: readonly Newcomer[], id: string, change: (sent: Money) => Money) =>
  payees.map((one) => (one.id === id ? { ...one, sent: change(one.sent) } : one))

const countTo = (
  { id, since }: NonNullable<Counted['newPayee']>,
  money: Money,
  { payees, forgotten }: Spending,
): Pick<Spending, 'payees' | 'forgotten'> => {
  if (payees.some((one) => one.id === id))
    return { payees: changed(payees, id, (sent) => add(sent, money)), forgotten }
  const added = { id, since, sent: add(presumed(forgotten, since, money.currency), money) }
  const [oldest, ...others] = payees
  if (!oldest || payees.length < REMEMBERED_PAYEES) return { payees: [...payees, added], forgotten }
  return { payees: [...others, added], forgotten: forget(oldest, forgotten, since) }
}

const isNew = (since: string, at: string): boolean => Date.parse(at) - Date.parse(since) < NEW_FOR_MS

const presumed = (forgotten: Spending['forgotten'], at: string, currency: Currency): Money =>
  forgotten !== null && isNew(forgotten.since, at) ? forgotten.sent : zero(currency)

const forget = (
  { since, sent }: Newcomer,
  forgotten: Spending['forgotten'],
  at: string,
): Spending['forgotten'] => {
  if (!isNew(since, at)) return forgotten
  const most = presumed(forgotten, at, sent.currency)
  return { since, sent: sent.amountMinor > most.amountMinor ? sent : most }
}

/** When an amount is to be sent, and to whom; `payee` is null between accounts of one owner. */
export type Occasion = {
  readonly at: string
  readonly today: string
  readonly payee: string | null
  /** Then the limit for new payees does not hold; what is sent is counted all the same. */
  readonly isTrusted?: boolean
}

export type LimitExceeded = {
  readonly reason: 'LimitExceeded'
  readonly which: LimitKind
  readonly limit: Money
  /** What could be sent now without breaking this limit. */
  readonly available: Money
}

type Spender = { readonly spending: Spending; readonly limits: ChosenLimits }

/** What an amount counts as, or the first limit that it would break. */
export const countFor = (
  money: Money,
  { spending, limits: chosen }: Spender,
  occasion: Occasion,
): Counted | LimitExceeded => {
  const { currency } = money
  const limits = limitsAt(chosen, currency, occasion.at)
  const { day, today, newPayee, toPayee } = countedBefore(spending, occasion, currency)
  const exceeded = (which: LimitKind, sent: Money): LimitExceeded | undefined => {
    const limit = limits[which]
    const rest = subtract(limit, sent)
    if (money.amountMinor <= rest.amountMinor) return undefined
    return { reason: 'LimitExceeded', which, limit, available: rest.amountMinor > 0n ? rest : zero(currency) }
  }
  const broken =
    exceeded('perTransfer', zero(currency)) ??
    exceeded('perDay', today) ??
    (newPayee === null || occasion.isTrusted ? undefined : exceeded('newPayee', toPayee))
  return broken ?? { day, newPayee }
}

const countedBefore = (
  { today, payees, forgotten }: Spending,
  { at, today: date, payee }: Occasion,
  currency: Currency,
) => {
  // Two servers' clocks may disagree about midnight: the later day has begun.
  const isSameDay = today !== null && today.day >= date
  const onDay = isSameDay ? { day: today.day, today: today.sent } : { day: date, today: zero(currency) }
  const known = payee === null ? undefined : payees.find(({ id }) => id === payee)
  if (payee === null || (known && !isNew(known.since, at)))
    return { ...onDay, newPayee: null, toPayee: zero(currency) }
  return {
    ...onDay,
    newPayee: { id: payee, since: known?.since ?? at },
    toPayee: known?.sent ?? presumed(forgotten, at, currency),
  }
}

/** What was sent on a business date, for whoever asks how much is left. */
export const sentOn = ({ today }: Spending, date: string, currency: Currency): Money =>
  today !== null && today.day >= date ? today.sent : zero(currency)
