import { describe, expect, it } from 'vitest'
import { lineSchema } from '../../server/domain/text.ts'
import * as arbitrary from '../support/arbitraries.ts'
import { problemsOf } from '../support/problems.ts'
import { fc, runs } from '../support/property.ts'

const line = lineSchema(1, 10)
const control = ': must not contain control characters'

describe('a line of text', () => {
  it.each([
    ['  Rent  ', 'Rent'],
    ['\tRent\n', 'Rent'],
    ['\u00a0Rent\u3000', 'Rent'],
    ['Café', 'Café'],
    ['Cafe\u0301', 'Café'],
    ['ﬁ', 'ﬁ'],
    ['a  b', 'a  b'],
    ['🏦', '🏦'],
    ['שלום', 'שלום'],
    [`"'\\<b>`, `"'\\<b>`],
  ])('%j is kept as %j', (given, kept) => {
    expect(line.parse(given)).toBe(kept)
  })

  it.each([
    ['\u0000', control],
    ['a\u0000b', control],
    ['a\nb', control],
    ['a\rb', control],
    ['a\tb', control],
    ['a\u001bb', control],
    ['a\u007fb', control],
    ['a\u0085b', control],
    ['a\u009fb', control],
    ['a\u2028b', control],
    ['a\u202eb', control],
    ['\ud800', control],
    ['a\udc00b', control],
    ['\udfe6\ud83c', control],
    ['', ': must not be empty'],
    ['   ', ': must not be empty'],
    ['12345678901', ': must have at most 10 characters'],
    [5, ': must be text'],
    [null, ': must be text'],
    [undefined, ': must be text'],
    [['a'], ': must be text'],
  ])('%j is refused%s', (given, problem) => {
    expect(problemsOf(line, given)).toEqual([problem])
  })

  it('is measured as it will be kept: trimmed and composed', () => {
    expect(line.parse(`${' '.repeat(50)}1234567890${' '.repeat(50)}`)).toBe('1234567890')
    // Ten letters and ten accents are ten characters; ten of U+0958 grow to twenty, because NFC takes them apart.
    expect(line.parse('e\u0301'.repeat(10))).toBe('é'.repeat(10))
    expect(problemsOf(line, '\u0958'.repeat(10))).toEqual([': must have at most 10 characters'])
  })

  it('counts characters as people do', () => {
    expect(line.parse('🦊'.repeat(10))).toBe('🦊'.repeat(10))
    expect(problemsOf(line, '🦊'.repeat(11))).toEqual([': must have at most 10 characters'])
  })

  it('may be empty where that is allowed', () => {
    expect(lineSchema(0, 10).parse('   ')).toBe('')
    expect(problemsOf(lineSchema(3, 10), 'ab')).toEqual([': must have at least 3 characters'])
    expect(lineSchema(3, 10).parse('abc')).toBe('abc')
  })

  it('is never changed a second time', () => {
    fc.assert(
      fc.property(fc.oneof(arbitrary.text, fc.string({ unit: 'binary' })), (given) => {
        const once = lineSchema(0, 200).safeParse(given)
        if (!once.success) return
        expect(lineSchema(0, 200).parse(once.data)).toBe(once.data)
        expect(once.data.isWellFormed()).toBe(true)
        expect(JSON.stringify(once.data)).not.toMatch(/\\u00[01]|\\ud[89a-f]/)
      }),
      runs(1_000),
    )
  })
})
