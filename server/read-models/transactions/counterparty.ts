/**
 * Whom a movement was with: an account of this bank or a payee at another one, which stands in the movement, or somebody
 * who has paid from another bank, whom only the payment knows. Each has its movements in the order of the log.
 */
import type { Sql } from '../../../db/client.ts'
import { isOwnNumber } from '../../domain/account-number.ts'
import type { Fragment } from '../fragment.ts'

export type Parties = {
  /** Accounts and payees. */
  readonly sides: readonly string[]
  readonly payers: readonly string[]
}

export const countOf = ({ sides, payers }: Parties): number => sides.length + payers.length

export const inBoth = (one: Parties, other: Parties): Parties => ({
  sides: one.sides.filter((id) => other.sides.includes(id)),
  payers: one.payers.filter((id) => other.payers.includes(id)),
})

/**
 * By the number that a movement shows: an account of this bank, or one at another bank, which the customer has saved as a
 * payee, perhaps more than once, or from which somebody has paid.
 */
export const counterpartyNumbered = async (
  sql: Sql,
  { customerId, number }: { readonly customerId: string; readonly number: string },
): Promise<Parties> => {
  if (isOwnNumber(number)) {
    const rows = await sql<{ account_id: string }[]>`
      SELECT a.account_id FROM transaction_accounts a WHERE a.number = ${number} ORDER BY a.account_id LIMIT 1`
    return { sides: rows.map(({ account_id: id }) => id), payers: [] }
  }
  const rows = await sql<{ outsider_id: string; is_payee: boolean }[]>`
    SELECT o.outsider_id, o.is_payee FROM transaction_outsiders o
    WHERE o.customer_id = ${customerId} AND o.number = ${number}
    ORDER BY o.outsider_id`
  const idsOf = (isPayee: boolean) =>
    rows.filter((row) => row.is_payee === isPayee).map(({ outsider_id: id }) => id)
  return { sides: idsOf(true), payers: idsOf(false) }
}

/** Of `transactions t`. */
export const isWith = (sql: Sql, { sides, payers }: Parties): Fragment => {
  const isSide = sql`t.other_side = ANY (${[...sides]}::uuid[])`
  if (payers.length === 0) return isSide
  return sql`(${isSide} OR EXISTS (
    SELECT FROM transaction_payments p
    WHERE p.transfer_id = t.transfer_id AND p.received_at IS NOT NULL AND p.outsider_id = ANY (${[...payers]}::uuid[])))`
}

/**
 * Whether the account has a movement with this account, payee or payer: one is looked for, and by index. Not by EXISTS, for
 * which the planner may gather everybody's first.
 */
export const hasToDoWith = (
  sql: Sql,
  {
    accountId,
    id,
    isPayer,
  }: { readonly accountId: string; readonly id: Fragment; readonly isPayer: Fragment },
): Fragment => sql`
  CASE WHEN ${isPayer}
    THEN (
      SELECT true FROM transaction_payments p
      WHERE p.account_id = ${accountId} AND p.outsider_id = ${id} AND p.received_at IS NOT NULL
      ORDER BY p.received_at LIMIT 1)
    ELSE (
      SELECT true FROM transactions t WHERE t.account_id = ${accountId} AND t.other_side = ${id}
      ORDER BY t.position LIMIT 1)
  END`

type Within = {
  readonly accountId: string
  /** Positions, both included. */
  readonly first: number | Fragment
  readonly last: number | Fragment
  readonly limit: Fragment
}

/** Of each of them the newest movements, no more than `limit`: positions, one party after the other. */
export const movementsWith = (sql: Sql, { sides, payers }: Parties, within: Within): Fragment => {
  const bySide = sql`
    SELECT listed.position FROM unnest(${[...sides]}::uuid[]) AS side (id)
    CROSS JOIN LATERAL (${movementsOfSide(sql, sql`side.id`, within)}) AS listed`
  if (payers.length === 0) return bySide
  return sql`
    ${bySide}
    UNION ALL
    SELECT listed.position FROM unnest(${[...payers]}::uuid[]) AS payer (id)
    CROSS JOIN LATERAL (${movementsOfPayer(sql, sql`payer.id`, within)}) AS listed`
}

export const movementsOfSide = (
  sql: Sql,
  side: Fragment,
  { accountId, first, last, limit }: Within,
): Fragment => sql`
  SELECT t.position FROM transactions t
  WHERE t.account_id = ${accountId} AND t.other_side = ${side}
    AND t.position >= ${first}::bigint AND t.position <= ${last}::bigint
  ORDER BY t.position DESC LIMIT ${limit}`

/** More than a command writes behind the movement of a payment from another bank before it says whose it was. */
const BEHIND = 16

/** Payments are in the same order as their movements, and each is a little behind its own. */
export const movementsOfPayer = (
  sql: Sql,
  payer: Fragment,
  { accountId, first, last, limit }: Within,
): Fragment => sql`
  SELECT moved.position
  FROM (
    SELECT p.transfer_id, p.received_at FROM transaction_payments p
    WHERE p.account_id = ${accountId} AND p.outsider_id = ${payer}
      AND p.received_at >= ${first}::bigint AND p.received_at <= ${last}::bigint + ${BEHIND}::int
    ORDER BY p.received_at DESC LIMIT ${limit} + ${sql.unsafe(String(BEHIND)) as unknown as Fragment}
  ) AS paid
  CROSS JOIN LATERAL (
    SELECT t.position FROM transactions t
    WHERE t.transfer_id = paid.transfer_id AND t.account_id = ${accountId}
      AND t.position >= ${first}::bigint AND t.position <= ${last}::bigint
    OFFSET 0
  ) AS moved
  ORDER BY paid.received_at DESC LIMIT ${limit}`
