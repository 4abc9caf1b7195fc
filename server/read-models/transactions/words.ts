/**
 * The words under which a text is found, and what somebody searches for in the same terms. Case, accents and the width of
 * characters make no difference; text in scripts that put no spaces between words is cut into pairs of characters, so
 * that any part of it is found.
 */

/** A description's words count from 0 to below this, so that position and number make one key. */
export const MAX_WORDS = 256
/** More than a word needs; a longer run of characters is found by its beginning. */
const MAX_LENGTH = 64

/** What no accent tells apart from a plain letter. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}
/** How German writes its umlauts where there are none: both forms are looked for. */
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' }

const ASCII_WORD = /[a-z0-9]+/g
const WORD = /[\p{L}\p{N}\p{M}]+/gu
const APOSTROPHE = /['’]/
const APOSTROPHES = /['’]/g
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu

/** Each once, at most {@link MAX_WORDS}: lower-case letters and digits, nothing else. */
export const wordsOf = (text: string): string[] =>
  // Joe's is looked for as joes, too.
  APOSTROPHE.test(text)
    ? limited(new Set([...plainWordsOf(text), ...plainWordsOf(text.replace(APOSTROPHES, ''))]))
    : plainWordsOf(text)

const plainWordsOf = (text: string): string[] => {
  // Most texts need none of the rest.
  if (isAscii(text)) {
    return limited(new Set(text.toLowerCase().match(ASCII_WORD)))
  }
  const found = new Set<string>()
  for (const run of runsOf(text)) {
    // A last character alone begins no pair.
    const words = run.isUnspaced ? [...pairsOf(run.characters), run.characters.at(-1)!] : run.forms
    for (const word of words) found.add(word)
  }
  return limited(found)
}

/** One of several that must all be there; any of its forms will do, as the beginning of a word. */
export type SearchTerm = { readonly forms: readonly string[] }

/** Nothing for a text without letters and digits. */
export const searchTermsOf = (text: string): SearchTerm[] => {
  const terms = new Map<string, SearchTerm>()
  const add = (forms: readonly string[]) => terms.set(forms[0]!, { forms: limited(new Set(forms)) })
  for (const run of runsOf(text))
    if (!run.isUnspaced) add(run.forms)
    else if (run.characters.length === 1) add(run.characters)
    else for (const pair of pairsOf(run.characters)) add([pair])
  return [...terms.values()]
}

/** Words with a space before each, so that `LIKE '% ann%'` finds what begins with ann. */
export const spacedWords = (text: string): string =>
  wordsOf(text)
    .map((word) => ` ${word}`)
    .join('')

type Run =
  | { readonly isUnspaced: false; readonly forms: readonly string[] }
  | { readonly isUnspaced: true; readonly characters: readonly string[] }

const runsOf = (text: string): Run[] => {
  const composed = text.normalize('NFKC').toLowerCase()
  return [...composed.matchAll(WORD)].flatMap(([word]) => {
    const runs: Run[] = []
    let end = 0
    const addSpaced = (part: string) => {
      if (part !== '') runs.push({ isUnspaced: false, forms: formsOf(part) })
    }
    for (const match of word.matchAll(UNSPACED)) {
      addSpaced(word.slice(end, match.index))
      runs.push({ isUnspaced: true, characters: [...match[0]] })
      end = match.index + match[0].length
    }
    addSpaced(word.slice(end))
    return runs
  })
}

const formsOf = (word: string): string[] => {
  const plain = withoutAccents(word)
  const written = withoutAccents(word.replace(/[äöü]/g, (letter) => UMLAUTS[letter]!))
  return plain === written ? [plain] : [plain, written]
}

/** Only of letters whose alphabet has them as ornaments: elsewhere a mark makes another letter. */
const withoutAccents = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter]!)

const pairsOf = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, index) => `${characters[index]!}${character}`)

const limited = (words: ReadonlySet<string>): string[] =>
  [...words]
    .slice(0, MAX_WORDS)
    .map((word) => (word.length > MAX_LENGTH ? [...word].slice(0, MAX_LENGTH).join('') : word))

const isAscii = (text: string): boolean => !/[\u0080-\uffff]/.test(text)
