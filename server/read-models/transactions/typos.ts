/** How far a word is from what was typed, by the mistakes that people make when they type. */

/** None in short words, where a mistake makes another word; numbers are right or wrong. */
export const mistakesAllowed = (typed: string): number => {
  const { length } = [...typed]
  if (length < 4 || /\p{N}/u.test(typed)) return 0
  return length < 7 ? 1 : 2
}

/** Missing, additional and wrong letters, and neighbours that have changed places. */
export const mistakesBetween = (typed: string, word: string): number => {
  const [a, b] = [[...typed], [...word]]
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1]
      let least = Math.min(current[column - 1]! + 1, last[column]! + 1, last[column - 1]! + (isSame ? 0 : 1))
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, beforeLast[column - 2]! + 1)
      current.push(least)
    }
    beforeLast = last
    last = current
  }
  return last[b.length]!
}

/** The same for a word of which perhaps only the beginning was typed. */
export const mistakesInBeginning = (typed: string, word: string): number => {
  const characters = [...word]
  const { length } = [...typed]
  const ends = [length - 1, length, length + 1].filter((end) => end < characters.length)
  return Math.min(
    mistakesBetween(typed, word),
    ...ends.map((end) => mistakesBetween(typed, characters.slice(0, end).join(''))),
  )
}

/** With two neighbours back in their places: in a short word trigrams would not find it. */
export const swapsOf = (typed: string): string[] => {
  const characters = [...typed]
  return characters
    .slice(1)
    .map((character, index) =>
      [...characters.slice(0, index), character, characters[index]!, ...characters.slice(index + 2)].join(''),
    )
}
