/** In, out and net by month and currency. What only goes between one's own accounts is neither income nor spent. */
import type { Sql } from '../../../db/client.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { monthOf, type Range } from '../periods.ts'
import { type Answer, versionOf } from '../version.ts'

export type CashFlowRow = {
  month: string
  currency: Currency
  in: WireMoney
  inCount: number
  out: WireMoney
  outCount: number
  /** In less out. */
  net: WireMoney
  /** From and to accounts of the same owner: not in the sums above. */
  fromOwn: WireMoney
  toOwn: WireMoney
}

type Sums = { in: bigint; inCount: number; out: bigint; outCount: number; fromOwn: bigint; toOwn: bigint }

/** `undefined` when the account is not there, or is somebody else's. Oldest month first. */
export const cashFlowByMonth = async (
  sql: Sql,
  {
    scope: { accountId, customerId },
    range,
    timeZone,
  }: {
    readonly scope: { readonly accountId?: string | undefined; readonly customerId?: string | undefined }
    readonly range: Range
    readonly timeZone: string
  },
): Promise<Answer<CashFlowRow[]> | undefined> => {
  const between = (column: string) => sql`
    ${sql(column)} >= ${range.from.toISOString()}::timestamptz AND ${sql(column)} < ${range.to.toISOString()}::timestamptz`
  const rows = await sql<
    ({ version: number; is_there: boolean } & (
      | {
          period: string
          currency: Currency
          in: string
          in_count: number
          out: string
          out_count: number
          from_own: string
          to_own: string
          own_in: number
          own_out: number
        }
      | { period: null }
    ))[]
  >`
    WITH mine AS (
      SELECT * FROM cash_flow_accounts
      WHERE true ${accountId === undefined ? sql`` : sql`AND account_id = ${accountId}`}
      ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`}
    ), own AS (
      SELECT o.at, o.from_account_id, o.currency AS left_in, o.amount AS has_left,
             o.to_account_id, o.currency AS came_in, o.amount AS has_come
      FROM cash_flow_own_transfers o
      WHERE o.customer_id IN (SELECT customer_id FROM mine) AND ${between('o.at')}
      UNION ALL
      SELECT e.at, e.from_account_id, e.sold_currency, e.sold, e.to_account_id, e.bought_currency, e.bought
      FROM cash_flow_exchanges e
      WHERE e.customer_id IN (SELECT customer_id FROM mine) AND ${between('e.at')}
    ), found AS (
      SELECT f.period, f.currency, f."in", f.in_count, f.out, f.out_count,
             0::bigint AS from_own, 0::bigint AS to_own, 0 AS own_in, 0 AS own_out
      FROM mine JOIN cash_flow f ON f.account_id = mine.account_id AND ${between('f.period')}
      UNION ALL
      SELECT own.at, own.came_in, 0, 0, 0, 0, own.has_come, 0, 1, 0 FROM own JOIN mine ON mine.account_id = own.to_account_id
      UNION ALL
      SELECT own.at, own.left_in, 0, 0, 0, 0, 0, own.has_left, 0, 1 FROM own JOIN mine ON mine.account_id = own.from_account_id
    )
    SELECT version, EXISTS (SELECT FROM mine) AS is_there, period, currency, "in"::text, in_count, out::text, out_count,
           from_own::text, to_own::text, own_in, own_out
    FROM ${versionOf(sql, 'cash-flow')} AS checkpoint LEFT JOIN found ON true
    ORDER BY period, currency`
  const { version, is_there: isThere } = rows[0]!
  if (accountId !== undefined && !isThere) return undefined
  const byKey = new Map<string, { month: string; currency: Currency } & Sums>()
  for (const row of rows) {
    if (row.period === null) continue
    const { currency } = row
    const month = monthOf(new Date(row.period), timeZone)
    const sums = byKey.get(`${month} ${currency}`) ?? { month, currency, ...nothing() }
    const [fromOwn, toOwn] = [BigInt(row.from_own), BigInt(row.to_own)]
    sums.in += BigInt(row.in) - fromOwn
    sums.inCount += row.in_count - row.own_in
    sums.out += BigInt(row.out) - toOwn
    sums.outCount += row.out_count - row.own_out
    sums.fromOwn += fromOwn
    sums.toOwn += toOwn
    byKey.set(`${month} ${currency}`, sums)
  }
  const data = [...byKey.values()]
    .sort((a, b) => a.month.localeCompare(b.month) || a.currency.localeCompare(b.currency))
    .map(({ month, currency, inCount, outCount, ...sums }) => {
      const wire = (amount: bigint) => toWire(money(amount, currency))
      return {
        month,
        currency,
        in: wire(sums.in),
        inCount,
        out: wire(sums.out),
        outCount,
        net: wire(sums.in - sums.out),
        fromOwn: wire(sums.fromOwn),
        toOwn: wire(sums.toOwn),
      }
    })
  return { version, data }
}

const nothing = (): Sums => ({ in: 0n, inCount: 0, out: 0n, outCount: 0, fromOwn: 0n, toOwn: 0n })
