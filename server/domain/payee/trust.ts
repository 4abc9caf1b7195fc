/**
 * What it means that a customer vouches for a payee: the limit for new payees does not hold for it. Only after a day,
 * like a limit that is raised, so that whoever has got hold of an account cannot trust themselves and empty it before its
 * owner notices. All other limits, and reviews, are the same for everybody.
 */
import type { BankAccount } from '../bank-account/decider.ts'
import type { AccountId } from '../ids.ts'
import { countFor } from '../limits/spending.ts'
import type { Money } from '../money.ts'
import { type Payee, type Payees, payeesRef } from './decider.ts'

export const TRUST_TAKES_HOURS = 24

/** From when on a payee's being trusted counts. */
export const trustCountsFrom = (trustedAt: string): string =>
  new Date(Date.parse(trustedAt) + TRUST_TAKES_HOURS * 3_600_000).toISOString()

/** Who is marked from a time when trust meant nothing is taken as not trusted: nobody has said it knowing what it does. */
export const isTrustedAt = ({ trustedAt }: Payee, at: string): boolean =>
  trustedAt !== null && trustCountsFrom(trustedAt) <= at

/** Whether an account at this bank belongs to one of those who are trusted by then. */
export const trusts = ({ saved }: Payees, accountId: AccountId, at: string): boolean =>
  Object.values(saved).some((payee) => payee.accountId === accountId && isTrustedAt(payee, at))

export type Asked = {
  readonly toAccountId: AccountId
  readonly money: Money
  readonly at: string
  readonly today: string
}

/** The payer's list, where only trust could let this go to somebody else; nobody else's transfer waits for it. */
export const trustAsked = (
  from: BankAccount,
  { toAccountId, money, at, today }: Asked,
): { payees?: ReturnType<typeof payeesRef> } => {
  if (from.status !== 'open' || money.currency !== from.balance.currency) return {}
  const counted = countFor(money, from, { at, today, payee: toAccountId })
  const isOfNewPayee = 'reason' in counted && counted.which === 'newPayee'
  return isOfNewPayee ? { payees: payeesRef(from.owner) } : {}
}
