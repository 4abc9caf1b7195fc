/**
 * What an event itself says for its category: whom or what it is like, as one id of which customers can have something
 * remembered, and what its description says.
 */
import type { Outside } from '../domain/bank-account/events.ts'
import type { Category } from '../domain/categories/category.ts'
import { categoryOfText, normalised } from '../domain/categories/general-rules.ts'
import type { AccountId, TransferId } from '../domain/ids.ts'
import { isReserved } from '../domain/the-bank.ts'
import { idOfText } from './id-of-text.ts'

type Transfer = {
  readonly transferId: TransferId
  readonly counterpartyAccountId: AccountId
  readonly outside?: Outside | undefined
}
type Moved = {
  readonly transfer: Pick<Transfer, 'counterpartyAccountId' | 'outside'> | null
  readonly description: string
}

/**
 * The account at the other end, or the payee at another bank. At the counter, and where the money only passes through an
 * account of the bank's own, an id made of the text, so that rules themselves hold no text.
 */
export const otherSideOf = ({ transfer, description }: Moved): string => {
  if (transfer?.outside?.payeeId) return transfer.outside.payeeId
  return transfer && !isReserved(transfer.counterpartyAccountId)
    ? transfer.counterpartyAccountId
    : idOfText(normalised(description))
}

/** The payment from another bank by which money came in. Only that one knows who has paid. */
export const receivedBy = ({ transfer }: { readonly transfer: Transfer | null }): TransferId | null =>
  transfer?.outside?.payeeId === null ? transfer.transferId : null

/** By its description; at the counter it is cash where that says nothing. Null: it depends on who is at the other end. */
export const writtenCategory = ({
  transfer,
  description,
}: {
  readonly transfer: object | null
  readonly description: string
}): Category | null => categoryOfText(description) ?? (transfer === null ? 'cash' : null)
