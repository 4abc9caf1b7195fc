/** What the form opens with: an account to send from, whom to pay, or something that was ordered before. */
import type { Movement } from '../../api-client/move-queries.ts'
import type { SavedPayee } from '../../api-client/payees-queries.ts'
import type { PendingTransfer } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import { addressedTo, blankDraft, type Draft, draftOf } from './draft.ts'
import { allOf, type Recipients } from './recipients.ts'

export type Beginning = {
  readonly fromAccountId: string | undefined
  readonly payee: SavedPayee | undefined
  /** An order that the bank has refused, to be changed. */
  readonly refused: PendingTransfer | undefined
  /** Something to be done once more. */
  readonly repeated: Movement | undefined
  /** Whoever comes from what is scheduled wants something more of it. */
  readonly isForLater: boolean
}

export const firstDraft = (
  { fromAccountId, payee, refused, repeated, isForLater }: Beginning,
  {
    accounts,
    recipientsFrom,
    today,
  }: {
    accounts: readonly ShownAccount[]
    recipientsFrom: (accountId: string) => Recipients
    today: string
  },
): Draft => {
  const isOwn = (id: string | undefined) => accounts.some(({ accountId }) => accountId === id)
  const first = accounts[0]?.accountId ?? ''
  const written = refused ?? (repeated && writtenIn(repeated, { accounts, isOwn }))
  if (written && isOwn(written.from.accountId))
    return draftOf(written, { recipients: allOf(recipientsFrom(written.from.accountId)), today })

  const from = isOwn(fromAccountId) ? (fromAccountId ?? first) : first
  const blank: Draft = { ...blankDraft(from, today), ...(isForLater && { when: 'date' }) }
  return payee ? { ...blank, ...addressedTo(payee, allOf(recipientsFrom(from))) } : blank
}

/** What was received is paid the other way round: whoever repeats it pays whom it came from. */
const writtenIn = (
  movement: Movement,
  { accounts, isOwn }: { accounts: readonly ShownAccount[]; isOwn: (id: string) => boolean },
) => {
  if (movement.kind !== 'exchange') {
    const { from, to, money, description } = movement.data
    return isOwn(from.accountId)
      ? { from, to, money, description }
      : { from: to, to: from, money, description }
  }
  const { fromAccountId, toAccountId, sell } = movement.data
  const [from, to] = [fromAccountId, toAccountId].map((id) =>
    accounts.find(({ accountId }) => accountId === id),
  )
  return from && to ? { from, to, money: sell, description: '' } : undefined
}
