/** Everybody's life, in the order of the customers' numbers. */
import type { Life } from '../life.ts'
import { ben, elena, grace, marcus, maya, nora, sofia } from './america.ts'
import { jonas, lena, omar, priya, tom } from './europe.ts'
import { kenji, yuki } from './japan.ts'

export const lives: readonly Life[] = [
  maya,
  ben,
  lena,
  jonas,
  priya,
  tom,
  yuki,
  kenji,
  sofia,
  elena,
  marcus,
  grace,
  omar,
  nora,
]
