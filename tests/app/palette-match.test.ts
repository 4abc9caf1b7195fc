import { describe, expect, it } from 'vitest'
import { isOneSlip, matching } from '../../app/components/palette/palette-match.ts'

const things = [
  'Move money',
  'Monthly savings',
  'Zürich Everyday PB76 PASS 0123 4567',
  'Settings',
  'My own money',
]
const found = (typed: string) => matching(typed, things, (thing) => thing)

describe('what is meant by a few letters', () => {
  it.each([
    ['', things],
    ['  ', things],
    ['mon', ['Move money', 'Monthly savings', 'My own money']],
    ['money mo', ['Move money', 'My own money']],
    ['zurich', ['Zürich Everyday PB76 PASS 0123 4567']],
    ['01234567', ['Zürich Everyday PB76 PASS 0123 4567']],
    ['0123 4567', ['Zürich Everyday PB76 PASS 0123 4567']],
    ['setitngs', ['Settings']],
    ['savigs', ['Monthly savings']],
    ['day', ['Zürich Everyday PB76 PASS 0123 4567']],
    ['xyz', []],
    ['…', []],
  ])('%j finds %j', (typed, expected) => expect(found(typed)).toEqual(expected))
})

it.each([
  ['money', 'mony', true],
  ['money', 'monney', true],
  ['money', 'monye', true],
  ['money', 'mondy', true],
  ['money', 'money', false],
  ['money', 'mnoye', false],
  ['money', 'mo', false],
])('%s and %s differ by one slip: %s', (a, b, expected) => expect(isOneSlip(a, b)).toBe(expected))
