/**
 * What read models hold of a customer that no event says is to be erased: payers from other banks, who are in no stream of
 * their own, and notes, of which each is in one of its own. They go with the customer. Whoever folds their events after
 * this reads them as erased already.
 */
import type { Queryable } from '../event-store/append.ts'
import { raiseGeneration, readCheckpoint } from './checkpoint.ts'
import { ERASED_PAYER } from './display-name.ts'
import { writeParameters, writeStatement } from './rows.ts'
import { erasedPayer } from './transactions/outsiders.ts'
import { transactionOutsiderTable } from './transactions/table.ts'

/** In the transaction that destroys the customer's key: no batch that was read before can be written after it. */
export const eraseRows = async (tx: Queryable, customerId: string): Promise<void> => {
  for (const projector of ['transactions', 'transfers', 'spending'] as const) {
    await readCheckpoint(tx, projector)
    await raiseGeneration(tx, projector)
  }
  await erasePayers(tx, customerId)
  await tx`
    UPDATE transfer_payers SET name = ${ERASED_PAYER}, number = '' WHERE customer_id = ${customerId}`
  await tx`UPDATE transaction_notes SET note = '' WHERE customer_id = ${customerId}`
  await tx`
    UPDATE spending SET payer_category = NULL
    WHERE payer_category IS NOT NULL
      AND account_id IN (SELECT account_id FROM spending_accounts WHERE customer_id = ${customerId})`
}

/** All of them become one, of whom nothing is known. */
const erasePayers = async (tx: Queryable, customerId: string): Promise<void> => {
  const erased = erasedPayer(customerId)
  const { count } = await tx`
    UPDATE transaction_payments SET outsider_id = ${erased.outsiderId}
    WHERE received_at IS NOT NULL
      AND account_id IN (SELECT account_id FROM transaction_accounts WHERE customer_id = ${customerId})`
  await tx`DELETE FROM transaction_outsiders WHERE customer_id = ${customerId} AND NOT is_payee`
  if (count === 0) return
  const statement = writeStatement(transactionOutsiderTable, 'upsert', {
    source: '(SELECT) AS one',
    firstParameter: 1,
  })
  await tx.unsafe(statement, writeParameters(transactionOutsiderTable, [erased]))
}
