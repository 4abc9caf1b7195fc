/** Words, mistakes and classes of amounts: what searching for movements rests on. */
import { describe, expect, test } from 'vitest'
import { amountClassOf } from '../../server/read-models/transactions/amount-classes.ts'
import {
  mistakesAllowed,
  mistakesBetween,
  mistakesInBeginning,
  swapsOf,
} from '../../server/read-models/transactions/typos.ts'
import {
  MAX_WORDS,
  searchTermsOf,
  spacedWords,
  wordsOf,
} from '../../server/read-models/transactions/words.ts'
import { fc, runs } from '../support/property.ts'

describe('words', () => {
  test.each([
    ['Groceries at the CORNER shop', ['groceries', 'at', 'the', 'corner', 'shop']],
    ['Lunch, 50% each (lunch!)', ['lunch', '50', 'each']],
    ['Café Crème', ['cafe', 'creme']],
    ['Müller & Söhne', ['muller', 'mueller', 'sohne', 'soehne']],
    ['Straße', ['strasse']],
    ['Mu\u0308ller', ['muller', 'mueller']],
    ['ＡＢＣ１２', ['abc12']],
    ["L'eau d’Évian", ['l', 'eau', 'd', 'evian', 'leau', 'devian']],
    ['Søren Łukasz', ['soren', 'lukasz']],
    ['Οδός', ['οδος']],
    ['家賃5月', ['家賃', '賃', '5', '月']],
    ['ガス代', ['ガス', 'ス代', '代']],
    ['🍕', []],
    ['', []],
    ["'; DROP TABLE x \\ :* & |", ['drop', 'table', 'x']],
  ])('of %s', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected)
  })

  test('are no more than there are numbers for, and none is endless', () => {
    const many = Array.from({ length: 400 }, (_, n) => `w${n}`).join(' ')
    expect(wordsOf(many)).toHaveLength(MAX_WORDS)
    expect(wordsOf('x'.repeat(1_000))).toEqual(['x'.repeat(64)])
  })

  test('are each once, and nothing but letters, marks and digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const words = wordsOf(text)
        expect(new Set(words).size).toBe(words.length)
        for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}\p{M}ー]+$/u)
      }),
      runs(300),
    )
  })

  test('any part of a text between spaces is found again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zäöüßéñ0-9家賃ガス代]{1,8}$/u), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        (parts, at) => {
          const part = parts[at % parts.length]!
          const words = wordsOf(parts.join(' '))
          for (const { forms } of searchTermsOf(part))
            expect(words.some((word) => forms.some((form) => word.startsWith(form)))).toBe(true)
        },
      ),
      runs(300),
    )
  })

  test('with spaces before them are what a name is searched in', () => {
    expect(spacedWords('Jürgen Müller')).toBe(' jurgen juergen muller mueller')
  })

  test('that are searched for come once, umlauts in both forms, unspaced scripts in pairs', () => {
    expect(searchTermsOf('Rent rent MÜLLER 家賃代')).toEqual([
      { forms: ['rent'] },
      { forms: ['muller', 'mueller'] },
      { forms: ['家賃'] },
      { forms: ['賃代'] },
    ])
    expect(searchTermsOf('家')).toEqual([{ forms: ['家'] }])
    expect(searchTermsOf(' %_\\ ')).toEqual([])
  })
})

describe('typing mistakes', () => {
  test.each([
    ['grocereis', 'groceries', 1],
    ['haratmann', 'hartmann', 1],
    ['lnuch', 'lunch', 1],
    ['cofee', 'coffee', 1],
    ['farmacy', 'pharmacy', 2],
    ['rent', 'rent', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
  ])('between %s and %s', (typed, word, mistakes) => {
    expect(mistakesBetween(typed, word)).toBe(mistakes)
    expect(mistakesBetween(word, typed)).toBe(mistakes)
  })

  test('in the beginning of a longer word', () => {
    expect(mistakesInBeginning('grocre', 'groceries')).toBe(1)
    expect(mistakesInBeginning('groc', 'groceries')).toBe(0)
  })

  test('are allowed in longer words alone, and never in numbers', () => {
    expect(['abc', 'abcd', 'abcdef', 'abcdefg', '12345678', 'order1'].map(mistakesAllowed)).toEqual([
      0, 1, 1, 2, 0, 0,
    ])
  })

  test('of two neighbours are put right', () => {
    expect(swapsOf('lnuch')).toContain('lunch')
    expect(swapsOf('a')).toEqual([])
  })
})

describe('classes of amounts', () => {
  test('grow with the amount, from one to the next', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n), fc.bigInt(0n, 10n ** 6n), (amount, more) => {
        expect(amountClassOf(amount + more)).toBeGreaterThanOrEqual(amountClassOf(amount))
      }),
      runs(500),
    )
    expect([1n, 9n, 10n, 11n, 99n, 100n, 1_000n].map(amountClassOf)).toEqual([0, 38, 40, 41, 79, 80, 120])
    expect(amountClassOf(2n ** 63n - 1n)).toBeLessThan(2 ** 15)
  })
})
