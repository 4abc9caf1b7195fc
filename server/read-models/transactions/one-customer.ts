/** One customer by id, to staff: also somebody who has no account yet. */
import type { Sql } from '../../../db/client.ts'
import { type Answer, versionOf } from '../version.ts'

export type NamedCustomer = { readonly customerId: string; readonly name: string }

/** Undefined when there is nobody. Of somebody who has been forgotten the name says that and nothing else. */
export const customerById = async (
  sql: Sql,
  customerId: string,
): Promise<Answer<NamedCustomer> | undefined> => {
  const [row] = await sql<{ version: number; name: string | null }[]>`
    SELECT version, c.name
    FROM ${versionOf(sql, 'transactions')} AS checkpoint
    LEFT JOIN transaction_customers c ON c.customer_id = ${customerId}
    ORDER BY c.customer_id`
  return row?.name == null ? undefined : { version: row.version, data: { customerId, name: row.name } }
}
