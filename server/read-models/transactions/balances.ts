/** What a customer has in each currency, now or at an instant. Currencies are not added up here: that takes rates. */
import type { Sql } from '../../../db/client.ts'
import { type Currency, type Money, money } from '../../domain/money.ts'
import { type Answer, versionOf } from '../version.ts'

/**
 * One amount per currency in which there is an account: each account after its last movement, or the last one that is not
 * later than `at`. In the order of the currencies' codes.
 */
export const balancesByCurrency = async (
  sql: Sql,
  { customerId, at }: { readonly customerId: string; readonly at?: Date | undefined },
): Promise<Answer<Money[]>> => {
  const rows = await sql<
    ({ version: number } & ({ currency: Currency; balance: string } | { currency: null; balance: null }))[]
  >`
    WITH found AS (
      SELECT a.currency, sum(coalesce(newest.balance_after, 0))::text AS balance
      FROM transaction_accounts a
      LEFT JOIN LATERAL (
        SELECT t.balance_after FROM transactions t
        WHERE t.account_id = a.account_id
        ${at === undefined ? sql`` : sql`AND t.at <= ${at.toISOString()}::timestamptz`}
        ORDER BY ${at === undefined ? sql`` : sql`t.at DESC,`} t.position DESC
        LIMIT 1
      ) newest ON true
      WHERE a.customer_id = ${customerId}
      GROUP BY a.currency
    )
    SELECT version, found.*
    FROM ${versionOf(sql, 'transactions')} AS checkpoint LEFT JOIN found ON true
    ORDER BY found.currency`
  return {
    version: rows[0]!.version,
    data: rows.flatMap(({ currency, balance }) =>
      currency === null ? [] : [money(BigInt(balance), currency)],
    ),
  }
}
