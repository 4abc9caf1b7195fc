/**
 * One month's statement: its book, its lines, oldest first, and what they come to by category. What the book says and
 * what the lines come to are reckoned apart, and the statement says whether they agree.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { addMonths } from '../../domain/calendar/business-dates.ts'
import type { Category } from '../../domain/categories/category.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { decodeCursor, encodeCursor, fetchSize, type Paging } from '../paging.ts'
import { categoryOfTransaction } from '../transactions/category.ts'
import {
  counterpartyJoins,
  type StoredTransaction,
  type TransactionRow,
  toTransactionRow,
  transactionColumns,
} from '../transactions/stored-transaction.ts'
import type { Answer } from '../version.ts'
import { type Book, booksOf, type StatementRow, toStatementRow } from './queries.ts'

export type CategoryTotal = {
  category: Category
  out: WireMoney
  outCount: number
  in: WireMoney
  inCount: number
}

export type Statement = Omit<StatementRow, 'proof'> & {
  /** By what was spent. Their sums are credits and debits. */
  categories: CategoryTotal[]
  proof: {
    /** The events that closed the books; none while the month is open. */
    events: StatementRow['proof']
    /** Opening + credits − debits = closing. */
    addsUp: boolean
    /** The lines come to these credits, debits and entries, and the last of them leaves this closing. */
    equalsLines: boolean
  }
  lines: TransactionRow[]
}

type Request = {
  readonly accountId: string
  readonly customerId?: string | undefined
  readonly month: string
}

/** What is asked for, or why there is none: no such account, or a month in which it was not there. */
export type StatementAnswer =
  | (Answer<Statement> & { readonly outcome: 'found'; readonly nextCursor: string | null })
  | { readonly outcome: 'noAccount' }
  | { readonly outcome: 'noMonth' }

/** Throws InvalidCursor. */
export const getStatement = async (
  sql: Sql,
  { limit, cursor, ...request }: Request & Paging,
  moment: Moment,
): Promise<StatementAnswer> => {
  const after = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.int().positive()]))
  const size = fetchSize(limit)
  const span = await spanOf(sql, request, moment)
  if (span.outcome !== 'found') return span
  const [head, lines] = await Promise.all([
    headOf(sql, span),
    linesOf(sql, span, { after, size, reader: request.customerId }),
  ])
  const shown = lines.slice(0, limit)
  return {
    outcome: 'found',
    version: span.version,
    data: { ...head, lines: shown.map(toTransactionRow) },
    nextCursor: lines.length > limit ? encodeCursor(keyOf(shown.at(-1)!)) : null,
  }
}

type Moment = { readonly now: Date; readonly timeZone: string }

/** Which movements a statement is about: all of an account, from one instant until another, as of one version. */
export type Span = {
  readonly outcome: 'found'
  readonly accountId: string
  readonly currency: Currency
  readonly version: number
  readonly book: Book
}

/** What is asked for, or why there is no such statement. */
export const spanOf = async (
  sql: Sql,
  { accountId, customerId, month }: Request,
  moment: Moment,
): Promise<Span | Exclude<StatementAnswer, { outcome: 'found' }>> => {
  const found = await booksOf(sql, { accountId, customerId, before: addMonths(month, 1), size: 1 }, moment)
  if (!found) return { outcome: 'noAccount' }
  const { version, currency, books } = found
  const [book] = books
  if (book?.month !== month) return { outcome: 'noMonth' }
  return { outcome: 'found', accountId, currency, version, book }
}

/** Everything of a statement but its lines. */
export type StatementHead = Omit<Statement, 'lines'>

export const headOf = async (sql: Sql, span: Span): Promise<StatementHead> => {
  const { accountId, currency, book } = span
  const [categories, last] = await Promise.all([totalsByCategory(sql, span), lastBalance(sql, span)])
  const { proof, ...row } = toStatementRow(book, { accountId, currency })
  const wire = (amount: bigint) => toWire(money(amount, currency))
  return {
    ...row,
    categories: categories.map(({ category, out, outCount, in: income, inCount }) => ({
      category,
      out: wire(out),
      outCount,
      in: wire(income),
      inCount,
    })),
    proof: {
      events: proof,
      addsUp: book.opening + book.credits - book.debits === book.closing,
      equalsLines: agrees(book, categories) && (last ?? book.opening) === book.closing,
    },
  }
}

export const keyOf = ({ at, position }: StoredTransaction): [string, number] => [
  new Date(at).toISOString(),
  position,
]

type Total = { category: Category; out: bigint; outCount: number; in: bigint; inCount: number }

const agrees = ({ credits, debits, entries }: Book, totals: readonly Total[]): boolean => {
  const sum = (amounts: bigint[]) => amounts.reduce((all, amount) => all + amount, 0n)
  return (
    sum(totals.map((total) => total.in)) === credits &&
    sum(totals.map((total) => total.out)) === debits &&
    totals.reduce((all, total) => all + total.inCount + total.outCount, 0) === entries
  )
}

const inSpan = (sql: Sql, { accountId, version, book: { from, until } }: Span) => sql`
  t.account_id = ${accountId} AND t.position <= ${version}
  AND t.at >= ${from}::text::timestamptz AND t.at < ${until}::text::timestamptz`

const totalsByCategory = async (sql: Sql, span: Span): Promise<Total[]> => {
  const rows = await sql<
    { category: Category; out: string; out_count: number; in: string; in_count: number }[]
  >`
    SELECT found.category,
           coalesce(sum(t.amount) FILTER (WHERE t.direction = 'out'), 0)::text AS out,
           count(*) FILTER (WHERE t.direction = 'out')::int AS out_count,
           coalesce(sum(t.amount) FILTER (WHERE t.direction = 'in'), 0)::text AS "in",
           count(*) FILTER (WHERE t.direction = 'in')::int AS in_count
    FROM transactions t CROSS JOIN LATERAL (${categoryOfTransaction(sql)}) AS found
    WHERE ${inSpan(sql, span)}
    GROUP BY found.category
    ORDER BY sum(t.amount) FILTER (WHERE t.direction = 'out') DESC NULLS LAST, found.category`
  return rows.map((row) => ({
    category: row.category,
    out: BigInt(row.out),
    outCount: row.out_count,
    in: BigInt(row.in),
    inCount: row.in_count,
  }))
}

/** Oldest first. */
export const linesOf = (
  sql: Sql,
  span: Span,
  {
    after,
    size,
    reader,
  }: {
    readonly after: [string, number] | undefined
    readonly size: number
    /** The customer who asks; `undefined` for staff. */
    readonly reader: string | undefined
  },
) => sql<StoredTransaction[]>`
  SELECT ${transactionColumns(sql, reader)}
  FROM (
    SELECT * FROM transactions t
    WHERE ${inSpan(sql, span)}
    ${after ? sql`AND (t.at, t.position) > (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    ORDER BY t.at, t.position
    LIMIT ${size}
  ) AS t ${counterpartyJoins(sql)}
  ORDER BY t.at, t.position`

const lastBalance = async (sql: Sql, span: Span): Promise<bigint | undefined> => {
  const [row] = await sql<{ balance_after: string }[]>`
    SELECT t.balance_after::text FROM transactions t
    WHERE ${inSpan(sql, span)}
    ORDER BY t.at DESC, t.position DESC LIMIT 1`
  return row && BigInt(row.balance_after)
}
