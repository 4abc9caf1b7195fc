/** Account numbers while they are typed: of which bank, and whether they can become one. */
import { describe, expect, it } from 'vitest'
import { recognise } from '../../app/(bank)/payees/typed-number.ts'

describe('a number that is being typed', () => {
  it.each([
    ['', null, 'incomplete'],
    ['p', null, 'incomplete'],
    ['PB', 'here', 'incomplete'],
    ['PB12 PASS 0123', 'here', 'incomplete'],
    ['PB12 XX', 'here', 'wrong'],
    ['PL61', 'elsewhere', 'incomplete'],
    ['de89 3704 0044', 'elsewhere', 'incomplete'],
    ['DE89 3704 0044 0532 0130 00', 'elsewhere', 'complete'],
    ['DE89 3704 0044 0532 0130 01', 'elsewhere', 'wrong'],
    ['ZZ', 'elsewhere', 'wrong'],
  ])('%s', (typed, bank, state) => expect(recognise(typed)).toMatchObject({ bank, state }))
})
