/**
 * What an event itself says for its category: whom or what it is like, as one id of which customers can have something
 * remembered, and what its description says.
 */
import { createHash } from 'node:crypto'
import type { Category } from '../domain/categories/category.ts'
import { categoryOfText, normalised } from '../domain/categories/general-rules.ts'
import type { AccountId } from '../domain/ids.ts'
import { isReserved } from '../domain/the-bank.ts'

/**
 * The account at the other end. At the counter, and where the money only passes through an account of the bank's own,
 * an id made of the text, so that rules themselves hold no text.
 */
export const otherSideOf = ({
  transfer,
  description,
}: {
  readonly transfer: { readonly counterpartyAccountId: AccountId } | null
  readonly description: string
}): string =>
  transfer && !isReserved(transfer.counterpartyAccountId)
    ? transfer.counterpartyAccountId
    : idOfText(normalised(description))

/** By its description; at the counter it is cash where that says nothing. Null: it depends on who is at the other end. */
export const writtenCategory = ({
  transfer,
  description,
}: {
  readonly transfer: object | null
  readonly description: string
}): Category | null => categoryOfText(description) ?? (transfer === null ? 'cash' : null)

/** A UUID of version 8: the first bits of a SHA-256. */
const idOfText = (text: string): string => {
  const known = made.get(text)
  if (known !== undefined) return known
  const bytes = createHash('sha256').update(`passbook category ${text}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const id = bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  if (made.size < 1_000) made.set(text, id)
  return id
}
/** The same few texts come again and again. */
const made = new Map<string, string>()
