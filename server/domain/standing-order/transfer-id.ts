/** Each occurrence's transfer has an id that follows from the order and the date, so that there cannot be two. */
import type { StandingOrderId, TransferId } from '../ids.ts'

/** A UUID of version 8 from the FNV-1a hash of both, in 128 bits: it need not be hard to guess, only to be its own. */
export const occurrenceTransferId = (orderId: StandingOrderId, date: string): TransferId => {
  let hash = OFFSET
  for (const character of `${orderId} ${date}`)
    hash = BigInt.asUintN(128, (hash ^ BigInt(character.charCodeAt(0))) * PRIME)
  const hex = hash.toString(16).padStart(32, '0')
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4]
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20)].join('-') as TransferId
}

const OFFSET = 0x6c62272e07bb014262b821756295c58dn
const PRIME = 0x1000000000000000000013bn
