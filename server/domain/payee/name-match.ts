/**
 * Whether a name that somebody typed is the holder's: tolerant of case, accents, punctuation, order and titles, which
 * are no reason for doubt, and of initials, a missing middle name and typing mistakes, which are for the payer to look
 * at. Neither a family name alone nor a first name alone is close: the answer tells the right name, and it is not there
 * to be guessed.
 */

export type NameMatch = 'match' | 'closeMatch' | 'noMatch'

export const matchNames = (typed: string, actual: string): NameMatch => {
  // Two spellings of ä, ö and ü are in use, and either side may have either.
  const pairs = spellingsOf(typed).flatMap((a) => spellingsOf(actual).map((b) => [a, b] as const))
  if (pairs.some(([a, b]) => isSame(a, b))) return 'match'
  return pairs.some(([a, b]) => isClose(a, b)) ? 'closeMatch' : 'noMatch'
}

type Words = readonly string[]

const TITLES = new Set('mr mrs ms miss mx sir dr prof herr frau mme mlle sig sra sr jr'.split(' '))
/** Letters that are not made of a plain one and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}

const spellingsOf = (name: string): Words[] => {
  const lower = name.normalize('NFC').toLowerCase()
  const spelled = [lower, lower.replace(/[äöü]/g, (letter) => `${letter.normalize('NFD').charAt(0)}e`)]
  return [...new Set(spelled)].map(wordsOf)
}

const wordsOf = (lower: string): Words => {
  const plain = lower
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßæœøđðłþı]/g, (letter) => PLAIN[letter] ?? letter)
    // O'Brien is one word, Anne-Marie two.
    .replace(/['’ʼ`]/g, '')
  const words = plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
  const named = words.filter((word) => !TITLES.has(word))
  // Where no first and last name are left, it may be a name after all.
  return named.length > 1 ? named : words
}

/** The same words in any order, or the same letters with other spaces: Vanderberg, van der Berg. */
const isSame = (a: Words, b: Words): boolean =>
  a.length > 0 && ([...a].sort().join(' ') === [...b].sort().join(' ') || a.join('') === b.join(''))

/** The family name, the last word, must be there, and another one with it unless there is no other. */
const isClose = (typed: Words, actual: Words): boolean => {
  const rest = [...typed]
  const family = actual.at(-1)
  if (family === undefined || !take(rest, family, isAlike)) return false
  const others = actual.slice(0, -1)
  const found = others.filter((word) => take(rest, word, isAlike) || take(rest, word, isInitial)).length
  // One word more than the bank knows may be a middle name; two are somebody else.
  return rest.length <= 1 && (found > 0 || (others.length === 0 && rest.length === 0))
}

/** Removes the first word that is like the given one, the equal one before all others. */
const take = (words: string[], wanted: string, like: (a: string, b: string) => boolean): boolean => {
  const equal = words.indexOf(wanted)
  const index = equal >= 0 ? equal : words.findIndex((word) => like(word, wanted))
  if (index >= 0) words.splice(index, 1)
  return index >= 0
}

const isInitial = (a: string, b: string): boolean =>
  (a.length === 1 || b.length === 1) && a.charAt(0) === b.charAt(0)

/** Equal, or a typing mistake away: one in four letters and more, two in eight and more, none in shorter words. */
const isAlike = (a: string, b: string): boolean => {
  if (a === b) return true
  const length = Math.min(a.length, b.length)
  const allowed = length >= 8 ? 2 : length >= 4 ? 1 : 0
  return Math.abs(a.length - b.length) <= allowed && mistakesBetween(a, b) <= allowed
}

/** Letters to add, leave out, replace or swap with their neighbour (optimal string alignment). */
const mistakesBetween = (a: string, b: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSameLetter = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSameLetter ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
