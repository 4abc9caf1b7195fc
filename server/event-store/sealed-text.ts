/**
 * Texts and keys, encrypted: AES-256-GCM, a new nonce each time, and bound to the place they are for, so that what is
 * moved elsewhere or altered does not open.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Nonce, ciphertext, tag. */
export const encrypt = (key: Uint8Array, plain: Uint8Array, place: readonly string[]): Buffer => {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad(place))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Throws for another key, another place, or anything altered. */
export const decrypt = (key: Uint8Array, sealed: Uint8Array, place: readonly string[]): Buffer => {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new RangeError('Too short to have been encrypted')
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(aad(place))
    .setAuthTag(sealed.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
}

/** JSON, so that no two places read the same. */
const aad = (place: readonly string[]) => Buffer.from(JSON.stringify(['passbook', ...place]))

export const newKey = (): Buffer => randomBytes(KEY_BYTES)

/** Tells keys apart without telling anything about them. */
export const keyIdOf = (key: Uint8Array): string =>
  createHmac('sha256', key).update('passbook master key id').digest('hex').slice(0, 16)

/** A text where it stands in an event's data, in place of the plain one. */
export type SealedText = { readonly enc: string }

export const isSealedText = (value: unknown): value is SealedText =>
  typeof value === 'object' && value !== null && 'enc' in value && typeof value.enc === 'string'

export const sealText = (key: Uint8Array, text: string, place: readonly string[]): SealedText => ({
  enc: encrypt(key, Buffer.from(text), place).toString('base64url'),
})

export const openText = (key: Uint8Array, { enc }: SealedText, place: readonly string[]): string =>
  decrypt(key, Buffer.from(enc, 'base64url'), place).toString()
