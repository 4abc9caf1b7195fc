/** Other banks' account numbers, as typed. */
import { describe, expect, it, test } from 'vitest'
import { accountNumberOf } from '../../server/domain/account-number.ts'
import { ibanSchema, readTypedIban } from '../../server/domain/iban.ts'
import { payeeNumberSchema } from '../../server/domain/payee/commands.ts'
import { alice } from '../support/bank.ts'
import { problemsOf } from '../support/problems.ts'
import { fc, runs } from '../support/property.ts'

/** The examples of SWIFT's registry. */
const examples = [
  'AT611904300234573201',
  'BE68539007547034',
  'CH9300762011623852957',
  'DE89370400440532013000',
  'DK5000400440116243',
  'ES9121000418450200051332',
  'FI2112345600000785',
  'FR1420041010050500013M02606',
  'GB29NWBK60161331926819',
  'IE29AIBK93115212345678',
  'IT60X0542811101000000123456',
  'LI21088100002324013AA',
  'LU280019400644750000',
  'MT84MALT011000012345MTLCAST001S',
  'NL91ABNA0417164300',
  'NO9386011117947',
  'PL61109010140000071219812874',
  'PT50000201231234567890154',
  'SE4550000000058398257466',
  'TR330006100519786457841326',
]

describe('an IBAN', () => {
  it.each(examples)('%s is taken', (number) => {
    expect(ibanSchema.parse(number)).toBe(number)
    expect(payeeNumberSchema.parse(number)).toBe(number)
  })
  it('is taken as it is typed, in groups and small letters', () => {
    expect(payeeNumberSchema.parse(' gb29 nwbk 6016-1331-9268-19 ')).toBe('GB29NWBK60161331926819')
  })
  it.each([
    ['', 'must be an IBAN, such as DE89 3704 0044 0532 0130 00'],
    ['Max Mustermann', 'must be an IBAN, such as DE89 3704 0044 0532 0130 00'],
    ['DE893704004405320130００', 'must be an IBAN, such as DE89 3704 0044 0532 0130 00'],
    ['US64SVBKUS6S3300958879', 'must begin with a country that has IBANs, and US is none'],
    ['XX89370400440532013000', 'must begin with a country that has IBANs, and XX is none'],
    ['DE8937040044053201300', 'must have 22 characters, as all in DE, and has 21'],
    ['DE893704004405320130000', 'must have 22 characters, as all in DE, and has 23'],
    ['DE88370400440532013000', 'is not a valid account number: please check the digits'],
    ['1'.repeat(10_000), 'must have at most 50 characters'],
  ])('%.30s is refused', (typed, problem) => {
    expect(problemsOf(payeeNumberSchema, typed)).toEqual([`: ${problem}`])
  })
})

test('one mistyped or two swapped digits are always found', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...examples),
      fc.integer({ min: 4, max: 13 }),
      fc.integer({ min: 1, max: 9 }),
      (number, at, by) => {
        const digit = number.charAt(at)
        const next = number.charAt(at + 1)
        if (/\d/.test(digit)) {
          const wrong = String((Number(digit) + by) % 10)
          expect(ibanSchema.safeParse(number.slice(0, at) + wrong + number.slice(at + 1)).success).toBe(false)
        }
        if (digit !== next) {
          const swapped = number.slice(0, at) + next + digit + number.slice(at + 2)
          expect(ibanSchema.safeParse(swapped).success).toBe(false)
        }
      },
    ),
    runs(500),
  )
})

test('a number of this bank is checked as one', () => {
  const number = accountNumberOf(alice.accountId)
  expect(payeeNumberSchema.parse(number)).toBe(number)
  expect(problemsOf(payeeNumberSchema, `${number}0`)).toEqual([
    ': must look like PB76 PASS 0123 4567 8901 2345',
  ])
})

describe('an IBAN while it is being typed', () => {
  it.each(examples)('%s is incomplete up to its last character, and then complete', (number) => {
    for (let length = 2; length < number.length; length += 1)
      expect(readTypedIban(number.slice(0, length).toLowerCase())).toEqual({
        state: 'incomplete',
        missing: number.length - length,
      })
    expect(readTypedIban(number)).toEqual({ state: 'complete', number })
    expect(readTypedIban(`${number}0`).state).toBe('wrong')
  })
  it.each([
    ['1', 'must be an IBAN'],
    ['XX', 'must begin with a country that has IBANs, and XX is none'],
    ['DEX', 'must be an IBAN'],
    ['DE89 3704 0044 0532 0130 01', 'please check the digits'],
  ])('%s is wrong at once', (typed, reason) => {
    expect(readTypedIban(typed)).toMatchObject({ state: 'wrong', reason: expect.stringContaining(reason) })
  })
})
