/**
 * Chance that can be repeated, and asked about in any order: each question has a number of its own, which follows from
 * the seed, so that one more question does not change the others' answers.
 */
import { createHash } from 'node:crypto'

export type Chance = {
  /** At least 0, below 1. */
  readonly fraction: (question: string) => number
  readonly happens: (question: string, probability: number) => boolean
  /** A whole number, both ends included. */
  readonly within: (question: string, range: readonly [number, number]) => number
}

export const chanceOf = (seed: string): Chance => {
  const fraction: Chance['fraction'] = (question) =>
    createHash('sha256').update(`${seed} ${question}`).digest().readUInt32BE(0) / 2 ** 32
  return {
    fraction,
    happens: (question, probability) => fraction(question) < probability,
    within: (question, [low, high]) => low + Math.floor(fraction(question) * (high - low + 1)),
  }
}
