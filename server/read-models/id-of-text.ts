/** A text as an id that stands in its place: a UUID of version 8, the first bits of a SHA-256. */
import { createHash } from 'node:crypto'

export const idOfText = (text: string, purpose: 'category' | 'payer' = 'category'): string => {
  const hashed = `passbook ${purpose} ${text}`
  const known = made.get(hashed)
  if (known !== undefined) return known
  const bytes = createHash('sha256').update(hashed).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const id = bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  if (purpose === 'category' && made.size < 1_000) made.set(hashed, id)
  return id
}
/** The same few texts come again and again. */
const made = new Map<string, string>()
