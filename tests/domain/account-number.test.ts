import { describe, expect, it } from 'vitest'
import {
  accountNumberOf,
  accountNumberSchema,
  formatAccountNumber,
  groupTyped,
  readTypedNumber,
} from '../../server/domain/account-number.ts'
import type { AccountId } from '../../server/domain/ids.ts'
import * as arbitrary from '../support/arbitraries.ts'
import { alice } from '../support/bank.ts'
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

describe('a number while it is being typed', () => {
  const number = accountNumberOf(alice.accountId)
  it.each([
    ['', { state: 'incomplete', missing: 24 }],
    ['p', { state: 'incomplete', missing: 23 }],
    ['PB', { state: 'incomplete', missing: 22 }],
    ['pb76 pass-0123 ', { state: 'incomplete', missing: 12 }],
    ['D', { state: 'wrong', reason: 'must begin with PB, as all of this bank do' }],
    ['DE89 3704', { state: 'wrong', reason: 'must begin with PB, as all of this bank do' }],
    ['PX', { state: 'wrong', reason: 'must begin with PB, as all of this bank do' }],
    ['PB7P', { state: 'wrong', reason: 'must have two digits after PB' }],
    ['PB76 PB', { state: 'wrong', reason: 'must have PASS after the first four characters' }],
    ['PB76 PASS 012O', { state: 'wrong', reason: 'must have 16 digits after PASS' }],
    ['PB76 PASS ٠', { state: 'wrong', reason: 'must have 16 digits after PASS' }],
    [
      `${'PB76 PASS 0123 4567 8901 2345'}6`,
      { state: 'wrong', reason: expect.stringMatching(/more than the 24/) },
    ],
  ])('%s', (typed, expected) => expect(readTypedNumber(typed)).toEqual(expected))

  it('is not complained about as long as it can become right, and then taken', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const whole = accountNumberOf(id as AccountId)
        for (let length = 0; length < whole.length; length++)
          expect(readTypedNumber(groupTyped(whole.slice(0, length).toLowerCase()))).toEqual({
            state: 'incomplete',
            missing: whole.length - length,
          })
        expect(readTypedNumber(formatAccountNumber(whole))).toEqual({ state: 'complete', number: whole })
      }),
      runs(100),
    )
  })
  it('says what its schema says of every text', () => {
    const near = fc
      .tuple(fc.nat(number.length - 1), fc.constantFrom(...'PB7SX0 -'))
      .map(([at, character]) => number.slice(0, at) + character + number.slice(at + 1))
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ maxLength: 30 })), (typed) => {
        const read = readTypedNumber(typed)
        const parsed = accountNumberSchema.safeParse(typed)
        expect(read.state === 'complete').toBe(parsed.success)
        if (read.state === 'complete') expect(read.number).toBe(parsed.data)
      }),
      runs(500),
    )
  })
  it('is shown in groups, and what is no number is left as it is', () => {
    expect(groupTyped('pb76pass01')).toBe('PB76 PASS 01')
    expect(groupTyped('PB76 PASS 0123')).toBe('PB76 PASS 0123')
    expect(groupTyped('to Bob: pb76')).toBe('to Bob: pb76')
    expect(groupTyped('')).toBe('')
  })
})
