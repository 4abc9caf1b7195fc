/**
 * Account numbers in the form people know from IBANs: `PB` (Passbook is its own country), two check digits by
 * ISO 7064 mod 97-10, the bank `PASS`, sixteen digits.
 *
 * The digits come from the account's id, so that the pure decider needs no counter: 10^16 numbers make a collision
 * among a million accounts a one-in-twenty-thousand affair.
 */
import { z } from 'zod'
import type { AccountId } from './ids.ts'

const COUNTRY = 'PB'
const BANK = 'PASS'
const DIGITS = 16

/** `PB76PASS0123456789012345`, without spaces. */
export const accountNumberOf = (id: AccountId): string => {
  const uuid = BigInt(`0x${id.replaceAll('-', '')}`)
  const digits = (uuid % 10n ** BigInt(DIGITS)).toString().padStart(DIGITS, '0')
  const body = `${BANK}${digits}`
  const check = (98n - mod97(`${body}${COUNTRY}00`)).toString().padStart(2, '0')
  return `${COUNTRY}${check}${body}`
}

/** In groups of four, as printed on paper. */
export const formatAccountNumber = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ')

/** By ISO 7064 mod 97-10. Of upper case letters and digits only. */
export const hasValidCheckDigits = (number: string): boolean =>
  mod97(`${number.slice(4)}${number.slice(0, 4)}`) === 1n

/** Without the spaces and hyphens between groups, in capitals. */
const stored = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase()

/** What somebody typed, spaces and lower case allowed, to the stored form; a wrong check digit is refused. */
export const accountNumberSchema = z
  .string({ error: 'must be an account number' })
  .transform(stored)
  .pipe(
    z
      .string()
      // Ends here when it does not look like one: of other text no check digits can be computed.
      .regex(new RegExp(`^${COUNTRY}\\d{2}${BANK}\\d{${DIGITS}}$`), {
        error: 'must look like PB76 PASS 0123 4567 8901 2345',
        abort: true,
      })
      .refine(hasValidCheckDigits, 'is not a valid account number: please check the digits'),
  )

/** Whether a number in its stored form is one of this bank's, going by how it begins. */
export const isOwnNumber = (number: string): boolean => number.startsWith(COUNTRY)

const mod97 = (text: string): bigint =>
  BigInt(text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n

/** A number of this bank while it is being typed. */
export type TypedNumber =
  | { readonly state: 'incomplete'; readonly missing: number }
  /** It can become none any more, whatever else is typed. */
  | { readonly state: 'wrong'; readonly reason: string }
  | { readonly state: 'complete'; readonly number: string }

const LENGTH = COUNTRY.length + 2 + BANK.length + DIGITS
/** What belongs where: a letter for itself, `0` for any digit. */
const FORM = `${COUNTRY}00${BANK}${'0'.repeat(DIGITS)}`

/** Says what is wrong at the first character that is, and of a complete one what its check digits say. */
export const readTypedNumber = (typed: string): TypedNumber => {
  const number = stored(typed)
  const wrong = [...number].findIndex((character, at) => !belongs(character, FORM[at]))
  if (wrong >= 0) return { state: 'wrong', reason: whatBelongsAt(wrong) }
  if (number.length < LENGTH) return { state: 'incomplete', missing: LENGTH - number.length }
  return hasValidCheckDigits(number)
    ? { state: 'complete', number }
    : { state: 'wrong', reason: 'is not a valid account number: please check the digits' }
}

const belongs = (character: string, expected: string | undefined): boolean =>
  expected === '0' ? /[0-9]/.test(character) : character === expected

const whatBelongsAt = (at: number): string => {
  if (at >= LENGTH) return `has more than the ${LENGTH} characters of an account number`
  if (at < COUNTRY.length) return `must begin with ${COUNTRY}, as all of this bank do`
  if (at < COUNTRY.length + 2) return `must have two digits after ${COUNTRY}`
  if (at < LENGTH - DIGITS) return `must have ${BANK} after the first four characters`
  return `must have ${DIGITS} digits after ${BANK}`
}

/** As it is shown while somebody types at its end: in groups of four. Other text than a number's is left alone. */
export const groupTyped = (typed: string): string =>
  /^[a-z0-9\s-]*$/i.test(typed) ? formatAccountNumber(stored(typed)) : typed
