/**
 * What read models hold of a customer that no event says is to be erased: payers from other banks, who are in no stream of
 * their own, and notes, of which each is in one of its own. They go with the customer. Whoever folds their events after
 * this reads them as erased already.
 */
import type { Queryable } from '../event-store/append.ts'
import { raiseGeneration, readCheckpoint } from './checkpoint.ts'
import { ERASED_PAYER } from './display-name.ts'

/** In the transaction that destroys the customer's key: no batch that was read before can be written after it. */
export const eraseRows = async (tx: Queryable, customerId: string): Promise<void> => {
  for (const projector of ['transactions', 'transfers'] as const) {
    await readCheckpoint(tx, projector)
    await raiseGeneration(tx, projector)
  }
  await tx`
    UPDATE transaction_payments SET name = ${ERASED_PAYER}, number = ''
    WHERE customer_id = ${customerId} AND payee_id IS NULL`
  await tx`
    UPDATE transfer_payers SET name = ${ERASED_PAYER}, number = '' WHERE customer_id = ${customerId}`
  await tx`UPDATE transaction_notes SET note = '' WHERE customer_id = ${customerId}`
}
