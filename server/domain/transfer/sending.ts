/**
 * The rules of every transfer inside the bank, whoever asked for it and why: both accounts say yes, and it happens at
 * once, or its money is held until it can no more be called back or somebody has looked at it.
 */
import { deposit, type Existing, named, notOpen, spend } from '../bank-account/decider.ts'
import { hold } from '../bank-account/holds.ts'
import { accepted, rejected } from '../decider.ts'
import type { AccountId, TransferId } from '../ids.ts'
import type { Money } from '../money.ts'
import { needsReview, reviewEnds } from '../review/in-review.ts'

export type Sending = {
  readonly transferId: TransferId
  readonly fromAccountId: AccountId
  readonly toAccountId: AccountId
  readonly money: Money
  readonly description: string
  /** When it settles by itself; at once when null. */
  readonly settleAt: string | null
  readonly at: string
  readonly today: string
}

type Opened = Existing & { readonly status: 'open' | 'frozen' | 'closed' }

/**
 * `isReturn`: it only gives back what has come from there. So it is no payment to a new payee, and nobody needs to look
 * at it; the account's other limits hold all the same. `isTrusted`: whoever pays vouches for whom it goes to.
 */
export const send = (
  { transferId, fromAccountId, toAccountId, money, description, settleAt, at, today }: Sending,
  { from, to }: { readonly from: Opened; readonly to: Opened },
  { isReturn = false, isTrusted = false }: { readonly isReturn?: boolean; readonly isTrusted?: boolean } = {},
) => {
  const closedOrFrozen = notOpen(from, 'fromAccountId') ?? notOpen(to, 'toAccountId')
  if (closedOrFrozen) return rejected(closedOrFrozen)

  const movement = { money, description }
  const occasion = { at, today, payee: isReturn || from.owner === to.owner ? null : toAccountId, isTrusted }
  const isReviewed = !isReturn && needsReview(money, from, to)
  const isAtOnce = settleAt === null && !isReviewed
  const withdrawal = isAtOnce
    ? spend(
        {
          ...movement,
          accountId: fromAccountId,
          transfer: { transferId, counterpartyAccountId: toAccountId },
        },
        from,
        occasion,
      )
    : hold({ ...movement, accountId: fromAccountId, transferId, occasion }, from)
  // The currencies are compared before the balance: being short of money in a currency one does not have is no answer.
  if (withdrawal.outcome === 'rejected' && withdrawal.rejection.reason === 'CurrencyMismatch')
    return rejected(named('fromAccountId', withdrawal.rejection))
  const depositing = deposit(
    { ...movement, accountId: toAccountId, transfer: { transferId, counterpartyAccountId: fromAccountId } },
    to,
  )
  if (depositing.outcome === 'rejected' && depositing.rejection.reason === 'CurrencyMismatch')
    return rejected(named('toAccountId', depositing.rejection))
  if (withdrawal.outcome === 'rejected') return withdrawal
  if (depositing.outcome === 'rejected') return depositing

  const parties = {
    transferId,
    fromAccountId,
    toAccountId,
    fromCustomerId: from.owner,
    toCustomerId: to.owner,
    money,
    description,
  }
  return isAtOnce
    ? accepted(...withdrawal.events, ...depositing.events, {
        type: 'TransferCompleted' as const,
        data: parties,
      })
    : accepted(...withdrawal.events, {
        type: 'TransferHeld' as const,
        data: isReviewed
          ? { ...parties, purpose: 'review' as const, settleAt: null, expiresAt: reviewEnds(at) }
          : { ...parties, purpose: 'undoWindow' as const, settleAt, expiresAt: null },
      })
}
