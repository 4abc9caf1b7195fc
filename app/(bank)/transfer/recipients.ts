/** Whom money can go to: one's own accounts, those on the list of payees, those paid before, and anybody by number. */
import { isOwnNumber } from '../../../server/domain/account-number.ts'
import type { Currency } from '../../../server/domain/decimal.ts'
import type { Transfer } from '../../api-client/api.ts'
import type { NameCheck } from '../../api-client/move-queries.ts'
import type { SavedPayee } from '../../api-client/payees-queries.ts'
import type { Party } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'

const MOST_RECENT = 5

/** What a number has in the form's list of choices that is typed by hand. */
export const OTHER = 'other'

/** One line of the list. `id` is the account's; at another bank, the payee's. */
export type Recipient = Party & {
  readonly from: 'own' | 'payees' | 'recent'
  /** Not known of a payee until the bank has been asked; at another bank any will do. */
  readonly currency: Currency | null
  readonly isElsewhere: boolean
  readonly isTrusted: boolean
  readonly bank: string | null
}

const asParty = ({ accountId, number, name }: Party): Party => ({ accountId, number, name })

/** Those in the same currency first: to the others money is exchanged. */
export const ownRecipients = (accounts: readonly ShownAccount[], from: ShownAccount): Recipient[] =>
  accounts
    .filter(({ accountId, status }) => accountId !== from.accountId && status === 'open')
    .toSorted((a, b) => Number(a.currency !== from.currency) - Number(b.currency !== from.currency))
    .map((account) => ({
      ...asParty(account),
      from: 'own',
      currency: account.currency,
      isElsewhere: false,
      isTrusted: false,
      bank: null,
    }))

export const savedRecipients = (payees: readonly SavedPayee[]): Recipient[] =>
  payees.map(({ payeeId, accountId, number, name, bank, isTrusted }) => ({
    accountId: accountId ?? payeeId,
    number,
    name,
    from: 'payees',
    currency: null,
    isElsewhere: accountId === null,
    isTrusted,
    bank,
  }))

/** Other people's accounts at this bank, in this currency, that money went to or came from lately, and that are not saved. */
export const recentRecipients = (
  transfers: readonly Transfer[],
  {
    accounts,
    payees,
    from,
  }: {
    accounts: readonly ShownAccount[]
    payees: readonly Recipient[]
    from: ShownAccount
  },
): Recipient[] => {
  const own = new Set(accounts.map(({ accountId }) => accountId))
  const saved = new Set(payees.map(({ number }) => number))
  const recent = new Map<string, Recipient>()
  for (const { from: sender, to, money } of transfers) {
    const party = own.has(sender.accountId) ? to : sender
    const isOffered =
      !own.has(party.accountId) && isOwnNumber(party.number) && !saved.has(party.number) && party.name !== ''
    if (isOffered && money.currency === from.currency && !recent.has(party.accountId))
      recent.set(party.accountId, {
        ...asParty(party),
        from: 'recent',
        currency: money.currency,
        isElsewhere: false,
        isTrusted: false,
        bank: null,
      })
  }
  return [...recent.values()].slice(0, MOST_RECENT)
}

export type Recipients = Readonly<Record<'own' | 'payees' | 'recent', readonly Recipient[]>>

export const recipientsOf = (
  from: ShownAccount | undefined,
  given: {
    accounts: readonly ShownAccount[]
    payees: readonly SavedPayee[]
    transfers: readonly Transfer[]
  },
): Recipients => {
  if (!from) return { own: [], payees: [], recent: [] }
  const payees = savedRecipients(given.payees)
  return {
    own: ownRecipients(given.accounts, from),
    payees,
    recent: recentRecipients(given.transfers, { accounts: given.accounts, payees, from }),
  }
}

export const allOf = ({ own, payees, recent }: Recipients): Recipient[] => [...own, ...payees, ...recent]

/** How the bank knows that the account is whose one thinks it is. */
export type Check = 'own' | 'trusted' | 'saved' | 'recent' | NameCheck['result']

/** Whom the money goes to, once that is known for certain: money is sent to nobody else. */
export type Target = {
  readonly party: Party
  readonly place: 'own' | 'here' | 'elsewhere'
  /** At another bank: any will do. */
  readonly currency: Currency | null
  readonly check: Check
  /** Not on the list of payees: it can be saved along with the order. */
  readonly isNew: boolean
  /** As far as is known here. To somebody who was not, less may go at first. */
  readonly wasPaid: boolean
}

/** Where the question who gets it stands. */
export type Asked =
  | { readonly state: 'nobody' }
  | { readonly state: 'typing'; readonly missing: number | null }
  | { readonly state: 'looking' }
  | { readonly state: 'wrong'; readonly reason: string }
  | { readonly state: 'found'; readonly target: Target }

/** A line whose account needs no look at the bank. */
export const targetOf = (recipient: Recipient): Target => ({
  party: asParty(recipient),
  place: recipient.from === 'own' ? 'own' : recipient.isElsewhere ? 'elsewhere' : 'here',
  currency: recipient.currency,
  check:
    recipient.from === 'own'
      ? 'own'
      : recipient.from === 'recent'
        ? 'recent'
        : recipient.isTrusted
          ? 'trusted'
          : 'saved',
  isNew: false,
  wasPaid: true,
})
