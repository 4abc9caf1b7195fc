/**
 * Chance that can be repeated: the same seed gives the same numbers on every machine. Each purpose draws from a source
 * of its own, so that one life's extra coffee does not change everybody else's.
 */

export type Random = {
  /** At least 0, below 1. */
  readonly next: () => number
  /** A whole number, both ends included. */
  readonly between: (low: number, high: number) => number
  readonly pick: <Item>(items: readonly Item[]) => Item
  readonly chance: (probability: number) => boolean
}

/** `sfc32` by Chris Doty-Humphrey, seeded with a hash of the text. */
export const createRandom = (seed: string): Random => {
  const hash = hasherOf(seed)
  let [a, b, c, counter] = [hash(), hash(), hash(), 1]
  const bits = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let round = 0; round < 12; round++) bits()
  const next = () => bits() / 2 ** 32
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new Error('There is nothing to pick from')
      return item
    },
    chance: (probability) => next() < probability,
  }
}

/** `xmur3` by bryc: any number of well mixed 32-bit words from a text. */
const hasherOf = (text: string): (() => number) => {
  let hash = 1_779_033_703 ^ text.length
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 3_432_918_353)
    hash = (hash << 13) | (hash >>> 19)
  }
  return () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507)
    hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909)
    hash ^= hash >>> 16
    return hash >>> 0
  }
}

/** A UUID of version 7 for an instant, whose random part follows from the name. */
export const uuidAt = (atMs: number, name: string): string => {
  const hash = hasherOf(name)
  const word = () => hash().toString(16).padStart(8, '0')
  const time = atMs.toString(16).padStart(12, '0')
  const noise = word() + word() + word()
  const variant = '89ab'[Number.parseInt(noise[3] as string, 16) & 3]
  return `${time.slice(0, 8)}-${time.slice(8)}-7${noise.slice(0, 3)}-${variant}${noise.slice(4, 7)}-${noise.slice(7, 19)}`
}
