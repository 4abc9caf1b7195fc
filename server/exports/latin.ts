/**
 * Text for formats that have Latin letters and little else: accents are left out, German and Nordic letters are written
 * with two, Greek, Cyrillic and Japanese syllables as they sound. What nobody can spell without knowing the word, such as
 * a Chinese character or a picture, becomes a full stop: it shows that something was there.
 */

/** As words are written where the letters are missing. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'oe', å: 'aa' },
  ...{ ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n', ĸ: 'k', ŧ: 't', ſ: 's' },
}

const SIGNS: Readonly<Record<string, string>> = {
  ...{ '€': 'EUR', '£': 'GBP', '¥': 'JPY', $: 'USD', '&': '+', '@': '(at)', '…': '...', '№': 'No' },
  ...{ '‘': "'", '’': "'", '‚': "'", '“': "'", '”': "'", '„': "'", '"': "'", '«': "'", '»': "'", '`': "'" },
  ...{
    '–': '-',
    '—': '-',
    '‐': '-',
    '‑': '-',
    '−': '-',
    _: '-',
    '~': '-',
    '=': '-',
    '・': ' ',
    '。': '.',
    '、': ',',
  },
  ...{ '[': '(', ']': ')', '{': '(', '}': ')', '<': '(', '>': ')', '「': "'", '」': "'" },
  ...{ ';': ',', '!': '.', '|': '/', '\\': '/', '⁄': '/', '∕': '/', '×': 'x', '\u00A0': ' ', '\u3000': ' ' },
}

const GREEK = pairs('αβγδεζηθικλμνξοπρστυφχψως', 'a v g d e z i th i k l m n x o p r s t y f ch ps o s')
const CYRILLIC = pairs(
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћџђ',
  'a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i i ye g u j lj nj c dz dj',
)
const KANA = pairs(
  'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをんがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔ',
  'a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya yu yo ' +
    'ra ri ru re ro wa i e o n ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe po vu',
)
/** Behind a syllable in i these make one of both. */
const SMALL: Readonly<Record<string, string>> = { ゃ: 'ya', ゅ: 'yu', ょ: 'yo' }
const SMALL_VOWELS: Readonly<Record<string, string>> = { ぁ: 'a', ぃ: 'i', ぅ: 'u', ぇ: 'e', ぉ: 'o' }

function pairs(letters: string, spelled: string): Readonly<Record<string, string>> {
  const words = spelled.split(' ')
  return Object.fromEntries([...letters].map((letter, n) => [letter, words[n] === '-' ? '' : words[n]!]))
}

const PLAIN = /^[A-Za-z0-9 /\-?:().,'+]*$/
const PLAIN_LETTER = /[A-Za-z0-9 /\-?:().,'+]/

/** Of nothing but the letters, digits and signs of SWIFT's character set x, on one line. */
export const toLatin = (text: string): string => {
  if (PLAIN.test(text)) return text
  return spelledKana(text.normalize('NFKC').normalize('NFC'))
    .split('\u0000')
    .map((part, n) => (n % 2 === 1 ? part : [...part].map(spelled).join('')))
    .join('')
}

const spelled = (letter: string): string => {
  if (PLAIN_LETTER.test(letter)) return letter
  const lower = letter.toLowerCase()
  const found = LETTERS[lower] ?? GREEK[lower] ?? CYRILLIC[lower]
  if (found !== undefined) return lower === letter ? found : capital(found)
  const sign = SIGNS[letter]
  if (sign !== undefined) return sign
  const bare = letter.normalize('NFD').replace(/\p{M}/gu, '')
  // A mark alone says nothing.
  if (bare === '' || /^\p{Cf}$/u.test(letter)) return ''
  return bare === letter ? '.' : [...bare].map(spelled).join('')
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Runs of syllables between NULs, spelled; everything else as it is. */
const spelledKana = (text: string): string =>
  text.replace(/[\u3041-\u3096\u30A1-\u30FC]+/g, (run) => `\u0000${spelledRun(run)}\u0000`)

const spelledRun = (run: string): string => {
  const hiragana = [...run].map((one) =>
    one >= '\u30A1' && one <= '\u30F6' ? String.fromCharCode(one.charCodeAt(0) - 0x60) : one,
  )
  let written = ''
  let doubled = false
  for (const one of hiragana) {
    if (one === 'っ') {
      doubled = true
      continue
    }
    const small = SMALL[one]
    if (small && written.endsWith('i')) {
      // shi + ya is sha, ki + ya is kya.
      written = written.slice(0, -1) + (/(sh|ch|j)i$/.test(written) ? small.slice(1) : small)
      continue
    }
    const vowel = SMALL_VOWELS[one]
    if (vowel && /[aiueo]$/.test(written)) {
      written = written.slice(0, -1) + vowel
      continue
    }
    // A vowel that is drawn out is written twice.
    const next = one === 'ー' ? (/[aiueo]$/.exec(written)?.[0] ?? '') : (KANA[one] ?? small ?? vowel ?? '.')
    written += doubled && next ? (next.startsWith('ch') ? 't' : next.slice(0, 1)) + next : next
    doubled = false
  }
  return written
}
