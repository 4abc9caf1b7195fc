/** An account number while it is being typed: of this bank as soon as it begins so, of another one otherwise. */
import { isOwnNumber, readTypedNumber, type TypedNumber } from '../../../server/domain/account-number.ts'
import { readTypedIban } from '../../../server/domain/iban.ts'

export type RecognisedNumber = TypedNumber & { readonly bank: 'here' | 'elsewhere' | null }

export const recognise = (typed: string): RecognisedNumber => {
  const start = typed.replace(/[\s-]/g, '').toUpperCase()
  // One letter may still become either.
  if ('PB'.startsWith(start)) return { ...readTypedNumber(typed), bank: isOwnNumber(start) ? 'here' : null }
  return isOwnNumber(start)
    ? { ...readTypedNumber(typed), bank: 'here' }
    : { ...readTypedIban(typed), bank: 'elsewhere' }
}
