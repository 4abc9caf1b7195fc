/**
 * Account numbers of other banks: IBANs by ISO 13616. Country, length and check digits are checked, so that what is
 * mistyped is found before any money is on its way. Whether a bank has such an account only that bank can say.
 */
import { z } from 'zod'
import { hasValidCheckDigits, type TypedNumber } from './account-number.ts'

/** By country, as in SWIFT's IBAN registry. */
const LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 ' +
    'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 ' +
    'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/** The longest there is has 33 characters; in groups of four with spaces between, 41. */
const LONGEST = 33
const LONGEST_TYPED = 50

/** What somebody typed, spaces and lower case allowed, to the stored form. */
export const ibanSchema = z
  .string({ error: 'must be an account number' })
  .max(LONGEST_TYPED, { error: `must have at most ${LONGEST_TYPED} characters`, abort: true })
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
  .superRefine((number, context) => {
    const problem = problemOf(number)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

const problemOf = (number: string): string | undefined => {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(number)) return 'must be an IBAN, such as DE89 3704 0044 0532 0130 00'
  const country = number.slice(0, 2)
  const length = LENGTHS[country]
  if (length === undefined) return noCountry(country)
  if (number.length !== length)
    return `must have ${length} characters, as all in ${country}, and has ${number.length}`
  if (!hasValidCheckDigits(number)) return 'is not a valid account number: please check the digits'
  return undefined
}

const noCountry = (letters: string): string =>
  `must begin with a country that has IBANs, and ${letters} is none`

/** An IBAN while it is being typed: wrong as soon as nothing that follows can make it one. */
export const readTypedIban = (typed: string): TypedNumber => {
  const number = typed.replace(/[\s-]/g, '').toUpperCase()
  if (!/^[A-Z]{0,2}$|^[A-Z]{2}\d{0,2}$|^[A-Z]{2}\d{2}[A-Z0-9]*$/.test(number))
    return { state: 'wrong', reason: 'must be an IBAN, such as DE89 3704 0044 0532 0130 00' }
  if (number.length < 2) return { state: 'incomplete', missing: LONGEST - number.length }
  const country = number.slice(0, 2)
  const length = LENGTHS[country]
  if (length === undefined) return { state: 'wrong', reason: noCountry(country) }
  if (number.length < length) return { state: 'incomplete', missing: length - number.length }
  const reason = problemOf(number)
  return reason ? { state: 'wrong', reason } : { state: 'complete', number }
}
