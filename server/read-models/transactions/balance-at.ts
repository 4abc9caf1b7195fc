/**
 * What was in an account, held on it and available at an instant: after the last change of each that is not later. A row
 * by index for each, however many movements and holds there are. Of several at one instant the last one counts.
 */
import type { Sql } from '../../../db/client.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import type { Fragment } from '../fragment.ts'
import { type Answer, versionOf } from '../version.ts'

export type BalanceAt = {
  accountId: string
  at: string
  balance: WireMoney
  held: WireMoney
  /** What is left of the balance and the overdraft limit beside what is held. */
  available: WireMoney
}

type Moment = { readonly at: Date; readonly accountId: string; readonly customerId?: string | undefined }

/** `undefined` when there is no such account, or it is somebody else's. */
export const balanceAt = async (
  sql: Sql,
  { accountId, customerId, at }: Moment,
): Promise<Answer<BalanceAt> | undefined> => {
  const [row] = await balanceQuery(sql, { accountId, customerId, at })
  if (!row || row.currency === null) return undefined
  const { currency } = row
  const inWire = (amountMinor: string) => toWire(money(BigInt(amountMinor), currency))
  return {
    version: row.version,
    data: {
      accountId,
      at: at.toISOString(),
      balance: inWire(row.balance),
      held: inWire(row.held),
      available: inWire(row.available),
    },
  }
}

type Found =
  | { version: number; currency: Currency; balance: string; held: string; available: string }
  | { version: number; currency: null }

export const balanceQuery = (sql: Sql, { accountId, customerId, at }: Moment) =>
  sql<Found[]>`
    WITH account AS (
      SELECT account_id, currency FROM transaction_accounts
      WHERE account_id = ${accountId} ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`}
    )
    SELECT version, account.currency, ${figures(sql)}
    FROM ${versionOf(sql, 'transactions')} AS checkpoint
    LEFT JOIN account ON true
    ${figuresAt(sql, { account: sql`account.account_id`, at })}
    ORDER BY account.account_id`

/** The three figures as text, of one account or summed over several; beside {@link figuresAt}. */
export const figures = (sql: Sql, { summed = false }: { readonly summed?: boolean } = {}) => {
  const sum = summed ? sql`sum` : sql``
  return sql`
    ${sum}(coalesce(newest.balance_after, 0))::text AS balance,
    ${sum}(coalesce(holds.held, 0))::text AS held,
    ${sum}(coalesce(newest.balance_after, 0) - coalesce(holds.held, 0) + coalesce(overdraft.overdraft_limit, 0))::text
      AS available`
}

/** For `FROM`, behind something with the account's id; now when no instant is given. */
export const figuresAt = (
  sql: Sql,
  { account, at }: { readonly account: Fragment; readonly at?: Date | undefined },
) => {
  const upTo = at === undefined ? sql`` : sql`AND r.at <= ${at.toISOString()}::timestamptz`
  // By time only where a time is given: positions rise with it, and have an index of their own.
  const newest = at === undefined ? sql`r.position DESC` : sql`r.at DESC, r.position DESC`
  return sql`
    LEFT JOIN LATERAL (
      SELECT r.balance_after FROM transactions r
      WHERE r.account_id = ${account} ${upTo}
      ORDER BY ${newest} LIMIT 1
    ) newest ON true
    LEFT JOIN LATERAL (
      SELECT r.held FROM transaction_cover r
      WHERE r.account_id = ${account} AND r.held IS NOT NULL ${upTo}
      ORDER BY r.at DESC, r.position DESC LIMIT 1
    ) holds ON true
    LEFT JOIN LATERAL (
      SELECT r.overdraft_limit FROM transaction_cover r
      WHERE r.account_id = ${account} AND r.overdraft_limit IS NOT NULL ${upTo}
      ORDER BY r.at DESC, r.position DESC LIMIT 1
    ) overdraft ON true`
}
