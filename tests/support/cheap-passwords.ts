/**
 * Hashing a password takes a twentieth of a second of a core, on purpose. Of the hundreds of people whom tests invent
 * nobody has anything to lose: theirs are hashed in the same way with fewer rounds, from {@link hashCheaply} to the end
 * of the file. Only in the test's own process; what is tried on hashing itself does without.
 */
import crypto, { type ScryptOptions } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { afterAll } from 'vitest'

const ROUNDS = 16
const { scrypt } = crypto

type Scrypt = (
  password: crypto.BinaryLike,
  salt: crypto.BinaryLike,
  length: number,
  options: ScryptOptions,
  callback: (error: Error | null, key: Buffer) => void,
) => void

const cheap: Scrypt = (password, salt, length, options, callback) =>
  scrypt(password, salt, length, { ...options, N: ROUNDS }, callback)

/** To be called at the top of a file, or in `beforeAll`. */
export const hashCheaply = (): void => {
  use(cheap)
  afterAll(() => use(scrypt))
}

/** The packages that hash have it by name, which only this makes look again. */
const use = (way: Scrypt) => {
  Object.assign(crypto, { scrypt: way })
  syncBuiltinESMExports()
}
