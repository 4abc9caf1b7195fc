/** A transfer while it is being written: whom it can go to, what is still wrong with it, and what it becomes when sent. */
import type { Transfer as Sent } from '../../api-client/api.ts'
import type { Transfer } from '../../api-client/orders.ts'
import type { Failure, Party, PendingTransfer } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import { readAmount } from '../../components/amount-input.ts'

const MAX_DESCRIPTION = 140
const MAX_PAYEES = 5

/** `other` means an account number, typed by hand. */
export type Draft = {
  readonly fromAccountId: string
  readonly toAccountId: string | 'other' | ''
  readonly typedNumber: string
  readonly typedAmount: string
  readonly description: string
}

export type Payee = Party & { readonly currency: string }
export type DraftField = NonNullable<Failure['field']>
export type DraftProblems = { readonly [Field in DraftField]?: string }

export const blankDraft = (fromAccountId: string): Draft => ({
  fromAccountId,
  toAccountId: '',
  typedNumber: '',
  typedAmount: '',
  description: '',
})

/** A refused transfer, opened again to be changed. */
export const draftOf = (
  { from, to, money, description }: PendingTransfer,
  payees: readonly Payee[],
): Draft => {
  const isListed = payees.some(({ accountId }) => accountId === to.accountId)
  return {
    fromAccountId: from.accountId,
    toAccountId: isListed ? to.accountId : 'other',
    typedNumber: isListed ? '' : to.number,
    typedAmount: money.amount,
    description,
  }
}

const asParty = ({ accountId, number, name }: Party): Party => ({ accountId, number, name })

export const ownPayees = (accounts: readonly ShownAccount[], from: ShownAccount): Payee[] =>
  accounts
    .filter((account) => account.accountId !== from.accountId && account.currency === from.currency)
    .filter(({ status }) => status === 'open')
    .map((account) => ({ ...asParty(account), currency: account.currency }))

/** Other people's accounts in this currency that money went to or came from lately. */
export const recentPayees = (
  transfers: readonly Sent[],
  accounts: readonly ShownAccount[],
  from: ShownAccount,
): Payee[] => {
  const own = new Set(accounts.map(({ accountId }) => accountId))
  const payees = new Map<string, Payee>()
  for (const { from: sender, to, money } of transfers)
    for (const party of own.has(sender.accountId) ? [to] : [sender])
      if (!own.has(party.accountId) && money.currency === from.currency && !payees.has(party.accountId))
        payees.set(party.accountId, { ...asParty(party), currency: money.currency })
  return [...payees.values()].slice(0, MAX_PAYEES)
}

export type CheckedDraft =
  | { readonly ok: true; readonly order: Omit<Transfer, 'transferId' | 'commandId' | 'startedAt'> }
  | { readonly ok: false; readonly problems: DraftProblems }

export const checkDraft = (
  draft: Draft,
  accounts: readonly ShownAccount[],
  payees: readonly Payee[],
  /** Whom the typed number belongs to, once the bank has said so. */
  lookedUp: Payee | undefined,
): CheckedDraft => {
  const from = accounts.find(({ accountId }) => accountId === draft.fromAccountId)
  if (!from) return { ok: false, problems: { from: 'Choose the account to send from.' } }
  const to =
    draft.toAccountId === 'other' ? lookedUp : payees.find(({ accountId }) => accountId === draft.toAccountId)
  const amount = readAmount(draft.typedAmount, from.currency)
  const description = draft.description.normalize('NFC').trim()

  const problems: { -readonly [Field in DraftField]?: string } = {}
  if (!to)
    problems.to =
      draft.toAccountId === 'other'
        ? 'Enter the account number of the recipient.'
        : 'Choose who the money goes to.'
  else if (to.accountId === from.accountId) problems.to = 'Money cannot go from an account to itself.'
  else if (to.currency !== from.currency)
    problems.to = `This account is in ${to.currency}; you are sending ${from.currency}.`
  if (!amount.ok) problems.amount = amount.reason
  if (description.length > MAX_DESCRIPTION)
    problems.description = `Use at most ${MAX_DESCRIPTION} characters.`
  else if (/\p{Cc}/u.test(description)) problems.description = 'Write it in one line.'

  if (!to || !amount.ok || Object.keys(problems).length > 0) return { ok: false, problems }
  return {
    ok: true,
    order: {
      kind: 'transfer',
      from: { ...asParty(from), name: from.name },
      to: asParty(to),
      money: { amount: amount.amount, currency: from.currency },
      description,
    },
  }
}
