/** Ids that follow from other ids: the same question asked twice gives the same id, so doing it twice does nothing. */
import { createHash } from 'node:crypto'

/** A UUID of version 8 (RFC 9562, "custom"): the first 122 bits of a SHA-256 over purpose and source. */
export const derivedId = (purpose: string, source: string): string => {
  const bytes = createHash('sha256').update(`passbook ${purpose} ${source}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
