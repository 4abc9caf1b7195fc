/**
 * Statements as clients see them: of a month that is closed what its book says, with the event that proves it; of one
 * that is not, what the movements come to so far. Books and movements move on independently; both are shown as of the
 * one that is behind, so that a month's lines are all there as soon as it is shown as closed.
 */

import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { monthSchema } from '../../domain/calendar/business-dates.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, encodeCursor, fetchSize, type Page, type Paging } from '../paging.ts'
import { versionOf } from '../version.ts'
import { type OpenMonth, openMonths } from './months.ts'
import type { StatementProof } from './table.ts'

export type StatementRow = {
  accountId: string
  month: string
  /** A month is open until its books are closed, soon after its end. */
  status: 'open' | 'closed'
  /** The first instant that belongs to it, and the first that does not any more. */
  from: string
  until: string
  opening: WireMoney
  credits: WireMoney
  debits: WireMoney
  entries: number
  closing: WireMoney
  /** What the month has earned and cost; the entries that moved it are in the next month. Null when there was nothing. */
  interest: null | { earned: WireMoney; charged: WireMoney; fee: WireMoney; owed: WireMoney }
  /** Where the events stand that closed the books: one, but where the bank has changed its zone. */
  proof: readonly StatementProof[]
}

/** In minor units. */
export type Book = {
  readonly month: string
  readonly status: 'open' | 'closed'
  readonly from: string
  readonly until: string
  readonly opening: bigint
  readonly credits: bigint
  readonly debits: bigint
  readonly entries: number
  readonly closing: bigint
  readonly interest: null | {
    readonly earned: bigint
    readonly charged: bigint
    readonly fee: bigint
    readonly owed: bigint
  }
  readonly proofs: readonly StatementProof[]
}

type Scope = { readonly accountId: string; readonly customerId?: string | undefined }
type Moment = { readonly now: Date; readonly timeZone: string }

/** Newest first. `undefined` when the account is not there, or is somebody else's. Throws InvalidCursor. */
export const listStatements = async (
  sql: Sql,
  { limit, cursor, ...scope }: Paging & Scope,
  moment: Moment,
): Promise<Page<StatementRow> | undefined> => {
  const [before] = decodeCursor(cursor, z.tuple([monthSchema])) ?? []
  const found = await booksOf(sql, { ...scope, before, size: fetchSize(limit) }, moment)
  if (!found) return undefined
  const { version, currency, books } = found
  const shown = books.slice(0, limit)
  return {
    version,
    data: shown.map((book) => toStatementRow(book, { accountId: scope.accountId, currency })),
    nextCursor: books.length > limit ? encodeCursor([shown.at(-1)!.month]) : null,
  }
}

/**
 * The books before a month, or of all, newest first: those that are open and then those that are closed, as of one
 * version of the books and of the movements.
 */
export const booksOf = async (
  sql: Sql,
  {
    accountId,
    customerId,
    before,
    size,
  }: Scope & { readonly before: string | undefined; readonly size: number },
  moment: Moment,
): Promise<{ version: number; currency: Currency; books: Book[] } | undefined> => {
  const stored = await storedBooks(sql, { accountId, customerId, before, size })
  if (!stored) return undefined
  const { version, currency, account, newest } = stored
  const open = await openBooks(sql, { accountId, version, account, newest }, moment)
  const books = [
    ...open.filter(({ month }) => before === undefined || month < before).reverse(),
    ...stored.books.filter(({ month }) => open.every((one) => one.month !== month)),
  ]
  return { version, currency, books: books.slice(0, size) }
}

type StoredBook = {
  month: string
  from_at: string
  until_at: string
  opening: string
  credits: string
  debits: string
  entries: number
  closing: string
  proofs: readonly StatementProof[]
  earned: string | null
  charged: string
  fee: string
  owed: string
}
type StoredAccount = { currency: Currency; opened_at: string; closed_at: string | null }

const storedBooks = async (
  sql: Sql,
  {
    accountId,
    customerId,
    before,
    size,
  }: Scope & { readonly before: string | undefined; readonly size: number },
) => {
  const rows = await sql<
    ({ version: number; is_newest: boolean } & (StoredAccount | { currency: null }) &
      (StoredBook | { month: null }))[]
  >`
    WITH reached AS (
      SELECT least(books.version, movements.version) AS version
      FROM ${versionOf(sql, 'statements')} AS books CROSS JOIN ${versionOf(sql, 'transactions')} AS movements
    ), account AS (
      SELECT account_id, currency, opened_at, closed_at FROM statement_accounts
      WHERE account_id = ${accountId} ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`}
    ), known AS (
      SELECT s.* FROM account JOIN statements s USING (account_id) CROSS JOIN reached
      WHERE s.last_position <= reached.version
    ), newest AS (
      SELECT *, true AS is_newest FROM known ORDER BY month DESC LIMIT 1
    ), page AS (
      SELECT *, false AS is_newest FROM known
      ${before === undefined ? sql`` : sql`WHERE month < ${before}`}
      ORDER BY month DESC LIMIT ${size}
    )
    SELECT reached.version, account.currency, account.opened_at, account.closed_at,
           one.month, one.is_newest, one.from_at, one.until_at, one.opening::text, one.credits::text, one.debits::text,
           one.entries, one.closing::text, one.proofs,
           i.earned::text, i.charged::text, i.fee::text, i.owed::text
    FROM reached
    LEFT JOIN account ON true
    LEFT JOIN (SELECT * FROM newest UNION ALL SELECT * FROM page) AS one ON true
    LEFT JOIN statement_interest i ON i.id = one.id AND i.last_position <= reached.version
    ORDER BY one.month DESC`
  const [first] = rows
  if (!first || first.currency === null) return undefined
  const found = rows.filter((row): row is typeof row & StoredBook => row.month !== null)
  const newest = found.find(({ is_newest: isNewest }) => isNewest)
  return {
    version: first.version,
    currency: first.currency,
    account: first,
    newest: newest && closedBook(newest),
    books: found.filter(({ is_newest: isNewest }) => !isNewest).map(closedBook),
  }
}

const closedBook = (row: StoredBook): Book => ({
  month: row.month,
  status: 'closed',
  from: toIso(row.from_at),
  until: toIso(row.until_at),
  opening: BigInt(row.opening),
  credits: BigInt(row.credits),
  debits: BigInt(row.debits),
  entries: row.entries,
  closing: BigInt(row.closing),
  interest:
    row.earned === null
      ? null
      : {
          earned: BigInt(row.earned),
          charged: BigInt(row.charged),
          fee: BigInt(row.fee),
          owed: BigInt(row.owed),
        },
  proofs: row.proofs,
})

/** The oldest first: each begins with what the one before it has left. */
const openBooks = async (
  sql: Sql,
  {
    accountId,
    version,
    account,
    newest,
  }: {
    readonly accountId: string
    readonly version: number
    readonly account: StoredAccount
    readonly newest: Book | undefined
  },
  moment: Moment,
): Promise<Book[]> => {
  const months = openMonths(
    {
      openSince: newest?.until ?? toIso(account.opened_at),
      closedAt: account.closed_at === null ? null : toIso(account.closed_at),
    },
    moment,
  )
  const sums = await sumsOf(sql, { accountId, version, months })
  const books: Book[] = []
  for (const [index, month] of months.entries()) {
    // Where the bank has moved to another zone, a month that was closed goes on for some hours.
    const goesOn = newest?.month === month.month ? newest : undefined
    const opening = books.at(-1)?.closing ?? newest?.closing ?? 0n
    const { credits, debits, entries } = sums[index]!
    books.push({
      ...month,
      status: 'open',
      from: goesOn?.from ?? month.from,
      opening: goesOn?.opening ?? opening,
      credits: (goesOn?.credits ?? 0n) + credits,
      debits: (goesOn?.debits ?? 0n) + debits,
      entries: (goesOn?.entries ?? 0) + entries,
      closing: opening + credits - debits,
      interest: null,
      proofs: goesOn?.proofs ?? [],
    })
  }
  return books
}

const sumsOf = async (
  sql: Sql,
  {
    accountId,
    version,
    months,
  }: { readonly accountId: string; readonly version: number; readonly months: readonly OpenMonth[] },
) => {
  if (months.length === 0) return []
  const rows = await sql<{ credits: string; debits: string; entries: number }[]>`
    SELECT coalesce(sum(t.amount) FILTER (WHERE t.direction = 'in'), 0)::text AS credits,
           coalesce(sum(t.amount) FILTER (WHERE t.direction = 'out'), 0)::text AS debits,
           count(t.position)::int AS entries
    FROM unnest(${months.map(({ from }) => from)}::text[], ${months.map(({ until }) => until)}::text[])
      WITH ORDINALITY AS month (from_at, until_at, n)
    LEFT JOIN transactions t ON t.account_id = ${accountId} AND t.position <= ${version}
      AND t.at >= month.from_at::timestamptz AND t.at < month.until_at::timestamptz
    GROUP BY month.n
    ORDER BY month.n`
  return rows.map(({ credits, debits, entries }) => ({
    credits: BigInt(credits),
    debits: BigInt(debits),
    entries,
  }))
}

export const toStatementRow = (
  { opening, credits, debits, closing, interest, proofs, ...book }: Book,
  { accountId, currency }: { readonly accountId: string; readonly currency: Currency },
): StatementRow => {
  const wire = (amount: bigint) => toWire(money(amount, currency))
  return {
    accountId,
    ...book,
    opening: wire(opening),
    credits: wire(credits),
    debits: wire(debits),
    closing: wire(closing),
    interest: interest && {
      earned: wire(interest.earned),
      charged: wire(interest.charged),
      fee: wire(interest.fee),
      owed: wire(interest.owed),
    },
    proof: proofs,
  }
}
