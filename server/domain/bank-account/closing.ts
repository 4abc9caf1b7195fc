/**
 * The end of an account. What the month that is open has earned and cost until then is settled in the same commit, and
 * what is left after it goes to another account of its owner's: nothing is forfeited, and nothing stays behind. Where it
 * is the owner who ends it, that is a transfer like any other, under the account's limits: an account that could be closed
 * into the next one would have none.
 */
import { z } from 'zod'
import { addDays, monthOf } from '../calendar/business-dates.ts'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { type AccountId, accountIdSchema, type TransferId } from '../ids.ts'
import { type DayBalances, SCALE } from '../interest/reckoning.ts'
import { addInterest, type Sums, settleInterest } from '../interest/settlement.ts'
import { internalAccountRef } from '../internal-accounts.ts'
import type { Occasion } from '../limits/spending.ts'
import { type Currency, type Money, money } from '../money.ts'
import { transferRef } from '../transfer/decider.ts'
import { reasonSchema } from './commands.ts'
import {
  accountRef,
  type BankAccount,
  deposit,
  type Existing,
  evolve,
  mayAct,
  named,
  notFound,
  notOpen,
  spend,
  withdraw,
} from './decider.ts'
import type { BankAccountEvent } from './events.ts'

const input = z.object({
  accountId: accountIdSchema,
  reason: reasonSchema,
  /** Where what is left goes: another account of the owner's. */
  toAccountId: accountIdSchema.optional(),
  /**
   * The balance at the end of each day of the open month that is over, from the log. When it has not been looked up,
   * nothing is reckoned.
   */
  accrual: z
    .object(
      {
        month: z.string(),
        /** The first instant of the month, or when the account was opened in it. */
        from: z.iso.datetime(),
        days: z.object({ firstDay: z.string(), balances: z.array(z.bigint()).readonly() }),
      },
      { error: 'must be what the log says of the month' },
    )
    .nullish(),
})

export type Accrual = {
  readonly month: string
  readonly from: string
  readonly days: DayBalances
}
type Opened = Exclude<BankAccount, { status: 'none' }>

/** Ends an account: settles its interest and fees, and pays out what is left. */
export const closeAccount = defineCommand({
  roles: ['customer', 'teller', 'system'],
  input,
  // Asking again is the same request, however many days of the month are over by then.
  asked: ({ accrual: _, ...request }) => request,
  prepare: ({ toAccountId = null, accrual, ...data }, { newId, at, today }) => ({
    ...data,
    at: at.toISOString(),
    toAccountId,
    accrual: accrual ?? null,
    transferId: newId() as TransferId,
    today,
  }),
  streams: ({ accountId }) => ({ account: accountRef(accountId) }),
  further: ({ accrual, toAccountId, transferId }, { account }) => {
    if (account.status !== 'open') return undefined
    const sums = sumsOf(accrual, account)
    const pays = toAccountId && { to: accountRef(toAccountId), transfer: transferRef(transferId) }
    return { ...(sums && booksRefs(account.balance.currency)), ...pays }
  },
  decide: (command, { account, interest, fees, to }, actor) => {
    const { accountId, reason, accrual, toAccountId, transferId, at, today } = command
    if (!mayAct(account, actor)) return notFound('accountId')
    const problem = notOpen(account, 'accountId')
    if (problem) return rejected(problem)
    if (toAccountId === accountId) return rejected({ reason: 'SameAccount', field: 'toAccountId' })
    if (accrual && !isOfThisMonth(accrual, account, monthOf(today)))
      return rejected({ reason: 'MonthEndUnderWay', field: 'accountId' })
    if (accrual && !isUpTo(today, accrual)) return rejected({ reason: 'DayHasEnded', field: 'accountId' })
    const sums = sumsOf(accrual, account)
    const left = leftOf(account, sums)
    if (left.amountMinor < 0n)
      return account.balance.amountMinor < 0n || !sums
        ? rejected({ reason: 'BalanceNotZero', field: 'accountId', balance: account.balance })
        : rejected({ reason: 'ChargesDue', field: 'accountId', due: dueOf(account, sums) })
    if (left.amountMinor > 0n && toAccountId === null)
      return left.amountMinor > earnedOf(sums)
        ? rejected({ reason: 'BalanceNotZero', field: 'accountId', balance: account.balance })
        : rejected({ reason: 'InterestToPayOut', field: 'toAccountId', amount: left })
    if (account.held.amountMinor !== 0n)
      return rejected({ reason: 'MoneyIsHeld', field: 'accountId', held: account.held })

    const month = accrual?.month ?? monthOf(today)
    const settled =
      sums && interest && fees ? settleInterest({ accountId, month, sums }, { account, interest, fees }) : []
    const closed = { type: 'AccountClosed' as const, data: { accountId, reason } }
    if (left.amountMinor === 0n || toAccountId === null) return accepted(...settled, closed)

    const target = to && to.status !== 'none' && to.owner === account.owner ? to : undefined
    if (!target) return notFound('toAccountId')
    const targetProblem = notOpen(target, 'toAccountId')
    if (targetProblem) return rejected(targetProblem)
    const paid = payOut(
      { transferId, from: accountId, to: toAccountId, left },
      { source: afterwards(account, accountId, settled), target },
      // At the counter nothing is counted.
      actor.role === 'customer' ? { at, today, payee: null } : null,
    )
    if (paid.outcome === 'rejected') return paid
    return accepted(...settled, ...paid.events, closed)
  },
  answer: () => ({}),
})

const booksRefs = (currency: Currency) => ({
  interest: internalAccountRef('interest', currency),
  fees: internalAccountRef('fees', currency),
})

const sumsOf = (accrual: Accrual | null, account: Opened): Sums | undefined =>
  accrual ? addInterest(accrual.days, account) : undefined

/** Months that are over are closed first, or what they have earned would be reckoned as this one's. */
const isOfThisMonth = ({ month, from }: Accrual, { books }: Existing, thisMonth: string): boolean =>
  month === thisMonth && (books === null || books.until === from)

/** A day that has ended since they were looked up would be forfeited. Where the log is ahead of the clock, none has. */
const isUpTo = (today: string, { days: { firstDay, balances } }: Accrual): boolean =>
  addDays(firstDay, balances.length) >= today

/** In whole minor units; what is less than one is given up on either side. */
const dueOf = ({ balance: { currency } }: Existing, sums: Sums | undefined): Money => {
  const { earned, charged, fee } = sums?.due ?? { earned: 0n, charged: 0n, fee: 0n }
  return money(charged / SCALE + fee - earned / SCALE, currency)
}

const earnedOf = (sums: Sums | undefined): bigint => (sums ? sums.due.earned / SCALE : 0n)

const leftOf = (account: Existing, sums: Sums | undefined): Money =>
  money(account.balance.amountMinor - dueOf(account, sums).amountMinor, account.balance.currency)

const afterwards = (account: Opened, accountId: AccountId, events: readonly BankAccountEvent[]): Opened => {
  const state = events
    .filter(({ data }) => data.accountId === accountId)
    .reduce<BankAccount>((before, event) => evolve(before, event), account)
  return state.status === 'none' ? account : state
}

type PayOut = {
  readonly transferId: TransferId
  readonly from: AccountId
  readonly to: AccountId
  readonly left: Money
}

/** A transfer like any other between accounts of one owner; under no limit where `occasion` is null. */
const payOut = (
  { transferId, from, to, left }: PayOut,
  { source, target }: { readonly source: Opened; readonly target: Opened },
  occasion: Occasion | null,
) => {
  const movement = { money: left, description: CLOSING }
  const given = deposit(
    { ...movement, accountId: to, transfer: { transferId, counterpartyAccountId: from } },
    target,
  )
  if (given.outcome === 'rejected') return rejected(named('toAccountId', given.rejection))
  const leaving = { ...movement, accountId: from, transfer: { transferId, counterpartyAccountId: to } }
  const taken = occasion === null ? withdraw(leaving, source) : spend(leaving, source, occasion)
  if (taken.outcome === 'rejected') return taken
  const { owner } = target
  return accepted(...taken.events, ...given.events, {
    type: 'TransferCompleted' as const,
    data: {
      transferId,
      fromAccountId: from,
      toAccountId: to,
      fromCustomerId: owner,
      toCustomerId: owner,
      money: left,
      description: CLOSING,
    },
  })
}
const CLOSING = 'Closing of the account'
