/**
 * Posting what a month has earned and cost. Interest is paid from the bank's own interest account and charges go to it,
 * fees to the bank's own account for fees. What cannot be moved now, because less than a minor unit is due, the account is
 * frozen, or it has not the money, is carried into the next month: a charge never takes more than is available.
 */
import { available, type BankAccount, type Books, isInternal } from '../bank-account/decider.ts'
import type { BankAccountEvent, InterestReckoned } from '../bank-account/events.ts'
import type { AccountId, TransferId } from '../ids.ts'
import { type AccountState, type Posting, post } from '../internal-accounts.ts'
import { type Currency, type Money, money } from '../money.ts'
import { internalAccountId } from '../the-bank.ts'
import { type DayBalances, type Reckoned, reckon, SCALE } from './reckoning.ts'

/** What the month has added, and what there is with what was carried into it. */
export type Sums = { readonly accrued: Reckoned; readonly due: Reckoned }

const NOTHING: Books['carried'] = { earned: 0n, charged: 0n, fee: 0n }

/**
 * `undefined` when there is nothing to say: nothing was earned or is owed. An account that was closed earns and owes
 * nothing for its last month, and one of the bank's own never does.
 */
export const addInterest = (
  days: DayBalances,
  account: Exclude<BankAccount, { status: 'none' }>,
): Sums | undefined => {
  const { product, balance, books } = account
  if (product === 'internal' || isInternal(account) || account.status === 'closed') return undefined
  const accrued = reckon(days, { product, currency: balance.currency })
  const carried = books?.carried ?? NOTHING
  const due = {
    earned: carried.earned + accrued.earned,
    charged: carried.charged + accrued.charged,
    fee: carried.fee + accrued.fee,
  }
  const isNothing = due.earned === 0n && due.charged === 0n && due.fee === 0n
  return isNothing ? undefined : { accrued, due }
}

type Settlement = {
  readonly accountId: AccountId
  readonly month: string
  readonly sums: Sums
}

type Posted = { readonly earned: bigint; readonly charged: bigint; readonly fee: bigint }

export const settleInterest = (
  { accountId, month, sums }: Settlement,
  {
    account,
    interest,
    fees,
  }: {
    readonly account: Exclude<BankAccount, { status: 'none' }>
    readonly interest: BankAccount
    readonly fees: BankAccount
  },
): readonly BankAccountEvent[] => {
  const { currency } = account.balance
  const [interestId, feesId] = [internalAccountId('interest', currency), internalAccountId('fees', currency)]
  const states: readonly AccountState[] = [
    [accountId, account],
    [interestId, interest],
    [feesId, fees],
  ]
  const postingsOf = ({ earned, charged, fee }: Posted): Posting[] =>
    [
      posting(
        postingId(accountId, month, 'interest'),
        [interestId, accountId],
        money(earned, currency),
        `Interest for ${month}`,
      ),
      posting(
        postingId(accountId, month, 'charge'),
        [accountId, interestId],
        money(charged, currency),
        `Overdraft interest for ${month}`,
      ),
      posting(
        postingId(accountId, month, 'fee'),
        [accountId, feesId],
        money(fee, currency),
        `Overdraft fee for ${month}`,
      ),
    ].filter(({ money: { amountMinor } }) => amountMinor > 0n)

  const posted = postable(sums.due, account)
  const moved = post(postingsOf(posted), states)
  // Only an account that is full up to the last cent cannot take what it is given.
  if (moved.outcome === 'rejected')
    return [reckoned({ accountId, month, currency }, sums, { earned: 0n, charged: 0n, fee: 0n })]
  return [reckoned({ accountId, month, currency }, sums, posted), ...moved.events]
}

const kinds = { interest: 1, charge: 2, fee: 3 } as const

/**
 * By which both sides of a posting are found: a UUID of version 8 from the account, the month and what it is for. What it
 * leaves out of the account's own id is its time, of which the rest is not made.
 */
export const postingId = (accountId: AccountId, month: string, kind: keyof typeof kinds): TransferId => {
  const [, low, , ...random] = accountId.split('-')
  const version = `8${accountId.slice(15, 18)}`
  return [`${month.replace('-', '')}0${kinds[kind]}`, low, version, ...random].join('-') as TransferId
}

const posting = (
  transferId: TransferId,
  [from, to]: readonly [AccountId, AccountId],
  amount: Money,
  description: string,
): Posting => ({ transferId, from, to, money: amount, description })

/** In minor units. Interest comes before what is charged, and a charge's interest before its fee. */
const postable = (
  { earned, charged, fee }: Reckoned,
  account: Exclude<BankAccount, { status: 'none' }>,
): Posted => {
  if (account.status !== 'open') return { earned: 0n, charged: 0n, fee: 0n }
  const paid = earned / SCALE
  const spendable = least(available(account).amountMinor + paid)
  const taken = lesser(charged / SCALE, spendable)
  return { earned: paid, charged: taken, fee: lesser(fee, spendable - taken) }
}

const least = (amount: bigint): bigint => (amount < 0n ? 0n : amount)
const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b)

const reckoned = (
  { accountId, month, currency }: { accountId: AccountId; month: string; currency: Currency },
  { accrued, due }: Sums,
  posted: Posted,
): InterestReckoned => ({
  type: 'InterestReckoned',
  data: {
    accountId,
    month,
    earned: {
      accrued: accrued.earned,
      posted: money(posted.earned, currency),
      carried: due.earned - posted.earned * SCALE,
    },
    charged: {
      accrued: accrued.charged,
      posted: money(posted.charged, currency),
      carried: due.charged - posted.charged * SCALE,
    },
    fee: {
      due: money(accrued.fee, currency),
      posted: money(posted.fee, currency),
      carried: money(due.fee - posted.fee, currency),
    },
  },
})
