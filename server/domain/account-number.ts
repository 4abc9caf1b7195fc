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

/** What somebody typed, spaces and lower case allowed, to the stored form; a wrong check digit is refused. */
export const accountNumberSchema = z
  .string({ error: 'must be an account number' })
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
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
