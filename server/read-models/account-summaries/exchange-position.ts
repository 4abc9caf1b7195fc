/** What the bank has on its own exchange accounts: what it has bought of each currency, less what it has sold. */
import type { Sql } from '../../../db/client.ts'
import { type Currency, currencies, type Money, money } from '../../domain/money.ts'
import { internalAccountId } from '../../domain/the-bank.ts'
import { type Answer, versionOf } from '../version.ts'

const accountIds = currencies.map((currency) => internalAccountId('exchange', currency))

/** In the order of the currencies' codes, without those that nobody has exchanged yet. */
export const exchangePosition = async (sql: Sql): Promise<Answer<Money[]>> => {
  const rows = await sql<
    ({ version: number } & ({ currency: Currency; balance: string } | { currency: null; balance: null }))[]
  >`
    SELECT version, a.currency, a.balance::text
    FROM ${versionOf(sql, 'account-summaries')} AS checkpoint
    LEFT JOIN account_summaries a ON a.account_id = ANY(${accountIds}::uuid[])
    ORDER BY a.currency`
  return {
    version: rows[0]!.version,
    data: rows.flatMap(({ currency, balance }) =>
      currency === null ? [] : [money(BigInt(balance), currency)],
    ),
  }
}
