/** What is the same name, what is nearly the same, and what tells nothing. */
import { describe, expect, it, test } from 'vitest'
import { matchNames } from '../../server/domain/payee/name-match.ts'
import { fc, runs } from '../support/property.ts'

describe('the same name', () => {
  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['  ADA   lovelace ', 'Ada Lovelace'],
    ['Lovelace, Ada', 'Ada Lovelace'],
    ['Ms Ada Lovelace', 'Ada Lovelace'],
    ['Dr. Ada Lovelace', 'Ada Lovelace'],
    ['Jose Nunez', 'José Núñez'],
    ['José Núñez', 'Jose Nunez'],
    ['Jurgen Muller', 'Jürgen Müller'],
    ['Juergen Mueller', 'Jürgen Müller'],
    ['Jürgen Müller', 'Juergen Mueller'],
    ['Jürgen Müller', 'Ju\u0308rgen Mu\u0308ller'],
    ['Soren Strom', 'Søren Strøm'],
    ['Lukasz Weiss', 'Łukasz Weiß'],
    ['Siobhan OBrien', 'Siobhán O’Brien'],
    ["Siobhan O'Brien", 'Siobhán O’Brien'],
    ['Anne Marie Dupont', 'Anne-Marie Dupont'],
    ['Mary Vanderberg', 'Mary van der Berg'],
    ['van der Berg Mary', 'Mary van der Berg'],
    ['Κωστας Παπας', 'Κώστας Πάπας'],
    ['山田 太郎', '山田 太郎'],
    ['山田太郎', '山田 太郎'],
  ])('%s is %s', (typed, actual) => expect(matchNames(typed, actual)).toBe('match'))
})

describe('nearly the same name', () => {
  it.each([
    ['A Lovelace', 'Ada Lovelace'],
    ['A. Lovelace', 'Ada Lovelace'],
    ['Lovelace A', 'Ada Lovelace'],
    ['Ada Lovlace', 'Ada Lovelace'],
    ['Ada Lovelcae', 'Ada Lovelace'],
    ['Abba Lovelace', 'Abbba Lovelace'],
    ['Jhon Smith', 'John Smith'],
    ['John Smiht', 'John Smith'],
    ['John Michael Smith', 'John Smith'],
    ['John Smith', 'John Michael Smith'],
    ['J M Smith', 'John Michael Smith'],
    ['Christofer Wintherbotom', 'Christopher Winterbottom'],
    ['Mary Berg', 'Mary van der Berg'],
    ['Madona', 'Madonna'],
  ])('%s is close to %s', (typed, actual) => expect(matchNames(typed, actual)).toBe('closeMatch'))
})

describe('another name', () => {
  it.each([
    ['', 'Ada Lovelace'],
    ['...', 'Ada Lovelace'],
    ['Lovelace', 'Ada Lovelace'],
    ['Ada', 'Ada Lovelace'],
    ['A L', 'Ada Lovelace'],
    ['Ada L', 'Ada Lovelace'],
    ['B Lovelace', 'Ada Lovelace'],
    ['Bob Lovelace', 'Ada Lovelace'],
    ['Ada Turing', 'Ada Lovelace'],
    ['Mr Smith', 'John Smith'],
    ['Lee', 'Jr Lee'],
    ['Joan Smith and Co', 'John Smith'],
    ['A B C D E F G H Smith', 'John Smith'],
    ['Ada Loveless', 'Ada Lovelock'],
    ['Li', 'Lu'],
    ['An Li', 'An Lu'],
    ['Ada Lovelace', ''],
    ['ガ', 'カ'],
  ])('%s is not %s', (typed, actual) => expect(matchNames(typed, actual)).toBe('noMatch'))
})

const word = fc.stringMatching(/^[A-Z][a-zäöüéñ]{1,11}$/)
const name = fc.array(word, { minLength: 2, maxLength: 4 })
/** Too long to be taken for titles. */
const longNames = fc.array(fc.stringMatching(/^[A-Z][a-zäöüéñ]{4,11}$/), { minLength: 2, maxLength: 4 })

test('order, case, accents and a title never matter', () => {
  fc.assert(
    fc.property(longNames, fc.constantFrom('', 'Dr ', 'Mrs. '), (words, title) => {
      const actual = words.join(' ')
      expect(matchNames(actual, actual)).toBe('match')
      const typed = `${title}${[...words].reverse().join(' ').toUpperCase().normalize('NFD')}`
      expect(matchNames(typed, actual)).toBe('match')
      expect(matchNames(actual.normalize('NFD').replace(/\p{M}/gu, ''), actual)).toBe('match')
    }),
    runs(500),
  )
})

test('neither any text nor much of it is a fault', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 121 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(['match', 'closeMatch', 'noMatch']).toContain(matchNames(a, b))
    }),
    runs(500),
  )
  expect(matchNames('a '.repeat(5_000), 'b '.repeat(60))).toBe('noMatch')
})

test('the name alone of somebody’s family never tells the rest', () => {
  fc.assert(
    fc.property(name, (words) => {
      const family = words.at(-1) as string
      fc.pre(words.join('').toLowerCase() !== family.toLowerCase())
      expect(matchNames(family, words.join(' '))).toBe('noMatch')
    }),
    runs(500),
  )
})
