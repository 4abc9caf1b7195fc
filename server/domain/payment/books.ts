/** The two of the bank's own accounts that payments between banks pass through. */
import type { BankAccount } from '../bank-account/decider.ts'
import type { StreamRef } from '../decider.ts'
import type { TransferId } from '../ids.ts'
import { type AccountState, internalAccountRef, post } from '../internal-accounts.ts'
import type { Currency, Money } from '../money.ts'
import { internalAccountId } from '../the-bank.ts'

/** `clearing`: what has left the bank through the clearing house. `suspense`: what belongs to nobody, or is missing. */
export type Book = 'clearing' | 'suspense'
export type Books = Readonly<Record<Book, BankAccount>>

export const bookId = (book: Book, currency: Currency) => internalAccountId(book, currency)

export const bookRefs = ({ currency }: Money): Readonly<Record<Book, StreamRef<BankAccount>>> => ({
  clearing: internalAccountRef('clearing', currency),
  suspense: internalAccountRef('suspense', currency),
})

export const bookStates = ({ currency }: Money, { clearing, suspense }: Books): AccountState[] => [
  [bookId('clearing', currency), clearing],
  [bookId('suspense', currency), suspense],
]

type Inside = {
  readonly transferId: TransferId
  readonly from: Book
  readonly to: Book
  readonly money: Money
  readonly description: string
}

/** From one of them to the other. Nothing can be short there; that one is full is a fault. */
export const moveInside = ({ from, to, money, ...rest }: Inside, books: Books) => {
  const { currency } = money
  const posting = { ...rest, money, from: bookId(from, currency), to: bookId(to, currency) }
  const result = post([posting], bookStates(money, books))
  if (result.outcome === 'rejected') throw new Error(`The bank’s own accounts say ${result.rejection.reason}`)
  return result.events
}
