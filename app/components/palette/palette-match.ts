/** Which of the things that a page already knows are meant by a few typed letters, the likeliest first. */

/** Small letters without accents, as words. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** Whether one wrong, missing, additional or swapped letter makes one of the other. */
export const isOneSlip = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  const isSwap = left.length === 2 && right.length === 2 && left === `${right[1]}${right[0]}`
  return isSwap || (left.length <= 1 && right.length <= 1)
}

const WORTH_FORGIVING = 4

/** 0: begins with it; 1: has it somewhere; 2: one slip away; undefined: not meant. */
const closeness = (typed: string, words: readonly string[]): number | undefined => {
  if (words.some((word) => word.startsWith(typed))) return 0
  if (words.some((word) => word.includes(typed))) return 1
  const isMeant =
    typed.length >= WORTH_FORGIVING &&
    words.some((word) =>
      [-1, 0, 1].some((more) => isOneSlip(typed, word.slice(0, Math.max(0, typed.length + more)))),
    )
  return isMeant ? 2 : undefined
}

/** Those of which every typed word is meant; all of them, in their order, when nothing is typed. */
export const matching = <Entry>(
  typed: string,
  entries: readonly Entry[],
  textOf: (entry: Entry) => string,
): Entry[] => {
  const typedWords = wordsOf(typed)
  if (typedWords.length === 0) return typed.trim() === '' ? [...entries] : []
  return entries
    .flatMap((entry) => {
      const text = textOf(entry)
      // Numbers of accounts are typed in groups or without.
      const words = [...wordsOf(text), text.replace(/\s/g, '').toLowerCase()]
      const all = typedWords.map((word) => closeness(word, words))
      const sum = all.reduce<number | undefined>(
        (total, one) => (total === undefined || one === undefined ? undefined : total + one),
        0,
      )
      return sum === undefined ? [] : [{ entry, sum }]
    })
    .toSorted((a, b) => a.sum - b.sum)
    .map(({ entry }) => entry)
}
