/**
 * Whether a line that is not booked yet belongs into a filtered list. The bank filters what is in the book; what is on its
 * way is known here alone, so it is filtered here, by the same questions.
 */
import { minorUnits, type PendingMovement } from '../../../../api-client/pending-overlay.ts'
import type { ListFilter, ListRequest } from '../../../../components/transaction-filter/filter.ts'

export const matchesPending = (
  { transfer, counterparty, direction }: PendingMovement,
  filter: ListFilter,
  { from, to, minAmount, maxAmount }: ListRequest,
  now: Date,
): boolean => {
  if (filter.status === 'booked') return false
  if (filter.direction !== null && filter.direction !== direction) return false
  // Its category is known once it is booked, and it happens now.
  if (filter.categories.length > 0) return false
  const instant = now.toISOString()
  if ((from !== undefined && instant < from) || (to !== undefined && instant > to)) return false
  const { money } = transfer
  const amount = minorUnits(money)
  if (minAmount !== undefined && scaled(minAmount) > amount * UNIT[money.currency]) return false
  if (maxAmount !== undefined && scaled(maxAmount) < amount * UNIT[money.currency]) return false
  if (filter.counterparty !== null && filter.counterparty.key !== counterparty.number) return false
  return hasWords(`${transfer.description} ${counterparty.name} ${counterparty.number}`, filter.search)
}

/** Amounts in the address may have other decimals than the currency has: compared in ten-thousandths, exactly. */
const scaled = (amount: string): bigint => {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(`${whole}${fraction.padEnd(4, '0')}`)
}

const UNIT = { USD: 100n, EUR: 100n, GBP: 100n, CHF: 100n, JPY: 10_000n } as const

/** As the bank's own search: every word must begin some word there. */
const hasWords = (text: string, search: string): boolean => {
  const words = plain(text).split(' ')
  return plain(search)
    .split(' ')
    .every((typed) => words.some((word) => word.startsWith(typed)))
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
