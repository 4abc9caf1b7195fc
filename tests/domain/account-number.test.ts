import { describe, expect, it } from 'vitest'
import {
  accountNumberOf,
  accountNumberSchema,
  formatAccountNumber,
} from '../../server/domain/account-number.ts'
import type { AccountId } from '../../server/domain/ids.ts'
import * as arbitrary from '../support/arbitraries.ts'
import { problemsOf } from '../support/problems.ts'
import { fc, runs } from '../support/property.ts'

const accepts = (number: string) => accountNumberSchema.safeParse(number).success

describe('an account number', () => {
  it('is the same for the same account, and valid for every one', () => {
    fc.assert(
      fc.property(arbitrary.accountId, (id) => {
        const number = accountNumberOf(id)
        expect(number).toMatch(/^PB\d{2}PASS\d{16}$/)
        expect(accountNumberOf(id)).toBe(number)
        expect(accountNumberSchema.parse(number)).toBe(number)
      }),
      runs(1_000),
    )
  })

  it('differs from account to account, also when the ids were made in the same millisecond', () => {
    const ids = Array.from(
      { length: 1_000 },
      (_, n) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
    )
    expect(new Set(ids.map((id) => accountNumberOf(id as AccountId))).size).toBe(1_000)
  })

  it('is shown in groups of four and read in whatever way people write it', () => {
    fc.assert(
      fc.property(arbitrary.accountId, (id) => {
        const number = accountNumberOf(id)
        const shown = formatAccountNumber(number)
        expect(shown).toMatch(/^PB\d\d PASS( \d{4}){4}$/)
        for (const written of [
          shown,
          shown.toLowerCase(),
          ` ${shown} `,
          shown.replaceAll(' ', '-'),
          shown.replaceAll(' ', '\u00a0'),
        ])
          expect(accountNumberSchema.parse(written)).toBe(number)
      }),
      runs(200),
    )
  })

  it('with any one digit wrong is refused', () => {
    const digitAt = fc.constantFrom(2, 3, ...Array.from({ length: 16 }, (_, n) => n + 8))
    fc.assert(
      fc.property(arbitrary.accountId, digitAt, fc.integer({ min: 1, max: 9 }), (id, at, by) => {
        const number = accountNumberOf(id)
        const wrong = (Number(number[at]) + by) % 10
        expect(accepts(`${number.slice(0, at)}${wrong}${number.slice(at + 1)}`)).toBe(false)
      }),
      runs(3_000),
    )
  })

  it('with any two neighbours swapped is refused', () => {
    const firstAt = fc.constantFrom(2, ...Array.from({ length: 15 }, (_, n) => n + 8))
    fc.assert(
      fc.property(arbitrary.accountId, firstAt, (id, at) => {
        const number = accountNumberOf(id)
        fc.pre(number[at] !== number[at + 1])
        expect(accepts(`${number.slice(0, at)}${number[at + 1]}${number[at]}${number.slice(at + 2)}`)).toBe(
          false,
        )
      }),
      runs(3_000),
    )
  })

  it.each([
    ['PB76PASS012345678901234', 'one digit short'],
    ['PB76PASS01234567890123456', 'one too many'],
    ['GB76PASS0123456789012345', 'of another country'],
    ['PB76BANK0123456789012345', 'of another bank'],
    ['PBXXPASS0123456789012345', 'without check digits'],
    ['PB76PASS０１２３4567890123', 'in other digits'],
    ['', 'empty'],
  ])('%s is refused: it is %s', (number) => {
    expect(problemsOf(accountNumberSchema, number)).toEqual([
      ': must look like PB76 PASS 0123 4567 8901 2345',
    ])
  })
  it.each([76, null, undefined, {}])('%j is no text', (number) => {
    expect(problemsOf(accountNumberSchema, number)).toEqual([': must be an account number'])
  })
  it('with wrong check digits says so', () => {
    const number = accountNumberOf('00000000-0000-7000-8000-000000000001' as AccountId)
    const check = (Number(number.slice(2, 4)) % 97) + 1
    expect(problemsOf(accountNumberSchema, `PB${`${check}`.padStart(2, '0')}${number.slice(4)}`)).toEqual([
      ': is not a valid account number: please check the digits',
    ])
  })
})
