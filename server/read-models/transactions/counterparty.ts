/**
 * Whom a movement was with, by the number that it shows: an account of this bank, or one at another bank, which the
 * customer has saved as a payee, perhaps more than once, or from which somebody has paid.
 */
import type { Sql } from '../../../db/client.ts'
import { isOwnNumber } from '../../domain/account-number.ts'
import type { Fragment } from '../fragment.ts'

export type MeantCounterparty =
  | { readonly bank: 'this'; readonly accountId: string }
  | {
      readonly bank: 'another'
      readonly customerId: string
      readonly number: string
      readonly payeeIds: readonly string[]
    }

/** `undefined` when no account of this bank has the number. What stands at other banks is found when there are payments. */
export const counterpartyNumbered = async (
  sql: Sql,
  { customerId, number }: { readonly customerId: string; readonly number: string },
): Promise<MeantCounterparty | undefined> => {
  if (isOwnNumber(number)) {
    const [row] = await sql<{ account_id: string }[]>`
      SELECT a.account_id FROM transaction_accounts a WHERE a.number = ${number} ORDER BY a.account_id LIMIT 1`
    return row && { bank: 'this', accountId: row.account_id }
  }
  return { bank: 'another', customerId, number, payeeIds: await payeesNumbered(sql, { customerId, number }) }
}

/** From each payee of the customer's payments to the next one, past all the payments to them: there are not many. */
const payeesNumbered = async (
  sql: Sql,
  { customerId, number }: { readonly customerId: string; readonly number: string },
): Promise<string[]> => {
  const rows = await sql<{ payee_id: string }[]>`
    WITH RECURSIVE paid AS (
      (SELECT p.payee_id FROM transaction_payments p
       WHERE p.customer_id = ${customerId} AND p.payee_id IS NOT NULL
       ORDER BY p.payee_id LIMIT 1)
      UNION ALL
      SELECT (SELECT p.payee_id FROM transaction_payments p
              WHERE p.customer_id = ${customerId} AND p.payee_id > paid.payee_id
              ORDER BY p.payee_id LIMIT 1)
      FROM paid WHERE paid.payee_id IS NOT NULL
    )
    SELECT paid.payee_id
    FROM paid CROSS JOIN LATERAL (
      SELECT FROM transaction_payees payee
      WHERE payee.payee_id = paid.payee_id AND payee.number = ${number} OFFSET 0
    ) AS numbered
    ORDER BY paid.payee_id`
  return rows.map(({ payee_id: payeeId }) => payeeId)
}

/** Of `transactions t`. */
export const isWith = (sql: Sql, counterparty: MeantCounterparty): Fragment =>
  counterparty.bank === 'this'
    ? sql`t.counterparty_account_id = ${counterparty.accountId}`
    : sql`EXISTS (
        SELECT FROM transaction_payments p
        WHERE p.transfer_id = t.transfer_id
          AND (p.payee_id = ANY (${[...counterparty.payeeIds]}::uuid[]) OR p.number = ${counterparty.number}))`

/** The movements of payments to or from another bank, in no order; those on the bank's own side among them. */
export const paymentsWith = (
  sql: Sql,
  { customerId, number, payeeIds }: Extract<MeantCounterparty, { bank: 'another' }>,
  limit: Fragment,
): Fragment => sql`
  SELECT moved.position
  FROM (
    SELECT paid.transfer_id FROM unnest(${[...payeeIds]}::uuid[]) AS payee (id)
    CROSS JOIN LATERAL (
      SELECT p.transfer_id FROM transaction_payments p
      WHERE p.customer_id = ${customerId} AND p.payee_id = payee.id
      ORDER BY p.transfer_id DESC LIMIT ${limit}
    ) AS paid
    UNION ALL (
      SELECT p.transfer_id FROM transaction_payments p
      WHERE p.customer_id = ${customerId} AND p.number = ${number}
      ORDER BY p.transfer_id DESC LIMIT ${limit}
    )
  ) AS payment
  CROSS JOIN LATERAL (
    SELECT t.position FROM transactions t WHERE t.transfer_id = payment.transfer_id OFFSET 0
  ) AS moved
  LIMIT ${limit}`
