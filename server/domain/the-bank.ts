/**
 * The bank as its own customer: it owns the accounts that money passes through inside the bank. Their ids follow from
 * purpose and currency, so that everybody who needs one knows it, and no two are ever opened for the same.
 */
import type { Actor } from './decider.ts'
import type { AccountId, CustomerId } from './ids.ts'
import { type Currency, currencies } from './money.ts'

/** Reserved: nobody can sign up under it, because ids of customers are made by the bank. */
export const THE_BANK = '00000000-0000-8000-8000-62616e6b0000' as CustomerId

/** Who gives a command that nobody gave: processes, the clearing house's messages, the demo bank's past. */
export const theBankItself: Actor = { userId: 'system', role: 'system', customerId: null }

/** Never renumbered: ids in the log are made of these. */
const purposes = { suspense: 1, clearing: 2, interest: 3, fees: 4, exchange: 5 } as const
export type InternalPurpose = keyof typeof purposes
export const internalPurposes = Object.keys(purposes) as InternalPurpose[]

/** A UUID of version 8, whose bits are for whoever makes it: the purpose, and the currency's letters. */
export const internalAccountId = (purpose: InternalPurpose, currency: Currency): AccountId => {
  const letters = [...currency].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  return `00000000-0000-8000-8${purposes[purpose].toString(16).padStart(3, '0')}-62616e${letters}` as AccountId
}

/** What one of the bank's own accounts is for; undefined for everybody else's. */
export const internalAccountOf = (
  id: AccountId,
): { readonly purpose: InternalPurpose; readonly currency: Currency } | undefined => {
  if (!isReserved(id)) return undefined
  for (const purpose of internalPurposes)
    for (const currency of currencies)
      if (internalAccountId(purpose, currency) === id) return { purpose, currency }
  return undefined
}

const RESERVED = internalAccountId('suspense', 'USD').slice(0, 20)

/** Nobody may open an account under an id that is, or may become, one of the bank's own. */
export const isReserved = (id: AccountId): boolean => id.startsWith(RESERVED)
