/**
 * An account's movements that fit every filter given, newest first: what is meant by the filters, and then the way to
 * what fits (walk.ts).
 *
 * All is as of one version: what has been added after the first question is passed over by all later ones.
 */
import type { Sql } from '../../../db/client.ts'
import type { Category } from '../../domain/categories/category.ts'
import { type Currency, currencyDecimals } from '../../domain/money.ts'
import { fetchSize } from '../paging.ts'
import { versionOf } from '../version.ts'
import type { Found } from './candidates.ts'
import { counterpartyNumbered, countOf } from './counterparty.ts'
import { meantCategories } from './meant-categories.ts'
import { meaningOf } from './search-terms.ts'
import { counterpartyJoins, type StoredTransaction, transactionColumns } from './stored-transaction.ts'
import type { Direction } from './table.ts'
import { newestFitting } from './walk.ts'

export type TransactionFilter = {
  /**
   * Words of the description, of the counterparty's name, or a part of its number; each must be found, as the beginning
   * of a word. Case, accents and, where nothing is found without, typing mistakes make no difference.
   */
  search?: string | undefined
  /** Both ends are included. */
  from?: Date | undefined
  to?: Date | undefined
  /** Decimal strings in major units, both included. */
  minAmount?: string | undefined
  maxAmount?: string | undefined
  direction?: Direction | undefined
  category?: Category | undefined
  /** Any of these. */
  categories?: readonly Category[] | undefined
  /** The number of the account at the other end, at this bank or another one, in its stored form. */
  counterparty?: string | undefined
}

/** Whether it asks for anything. */
export const isFilter = ({ search, ...others }: TransactionFilter): boolean =>
  Boolean(search?.trim()) || Object.values(others).some((value) => value !== undefined)

type Scope = {
  readonly accountId: string
  readonly customerId?: string | undefined
  /** Only what is older than this position. */
  readonly before?: number | undefined
}
type Search = TransactionFilter & Scope & { readonly limit: number }

/** One row more than the page shows, if there is one. `undefined` when there is no such account. */
export const searchTransactions = async (
  sql: Sql,
  { limit, ...asked }: Search,
  turns?: readonly number[],
): Promise<{ version: number; rows: StoredTransaction[] } | undefined> => {
  const size = fetchSize(limit)
  const meant = await meantBy(sql, asked)
  if (!meant) return undefined
  const { version, found } = meant
  return { version, rows: found ? await rowsOf(sql, found, { size, turns, reader: asked.customerId }) : [] }
}

/** The newest that fit, no more than `size`. */
export const rowsOf = (
  sql: Sql,
  found: Found,
  {
    size,
    turns,
    reader,
  }: {
    readonly size: number
    readonly turns?: readonly number[] | undefined
    /** The customer who asks; `undefined` for staff. */
    readonly reader: string | undefined
  },
): Promise<StoredTransaction[]> =>
  newestFitting(sql, found, {
    size,
    turns,
    shown: { columns: transactionColumns(sql, reader), joins: counterpartyJoins(sql) },
  })

/** What a filter means as of one version. `undefined` when there is no such account; without `found` nothing can fit. */
export const meantBy = async (
  sql: Sql,
  { accountId, customerId, before, ...filter }: Scope & TransactionFilter,
): Promise<{ version: number; currency: Currency; found: Found | undefined } | undefined> => {
  const frame = await frameOf(sql, { accountId, customerId, filter })
  if (!frame) return undefined
  const { version, currency, first } = frame
  const nothing = { version, currency, found: undefined }
  const last = Math.min(frame.last, version, before === undefined ? version : before - 1)
  const categories = categoriesOf(filter)
  if (first > last || categories?.length === 0) return nothing
  const search = filter.search?.trim()
  const { owner } = frame
  const [terms, counterparty, lists] = await Promise.all([
    search ? meaningOf(sql, { accountId, owner, search }) : [],
    filter.counterparty === undefined
      ? undefined
      : counterpartyNumbered(sql, { customerId: owner, number: filter.counterparty }),
    categories && meantCategories(sql, { accountId, owner, categories }),
  ])
  if (!terms || (counterparty && countOf(counterparty) === 0)) return nothing
  const { direction } = filter
  const category = categories && { anyOf: categories, lists }
  const meant = { terms, direction, category, counterparty, ...amountsOf(filter, currency) }
  return { version, currency, found: { accountId, first, last, ...meant } }
}

type Frame = { version: number; currency: Currency; owner: string; first: number; last: number }

/** The version, and between which positions the two instants lie. */
const frameOf = async (
  sql: Sql,
  { accountId, customerId, filter: { from, to } }: Scope & { readonly filter: TransactionFilter },
): Promise<Frame | undefined> => {
  const [row] = await sql<
    {
      version: number
      currency: Currency | null
      customer_id: string
      first: number | null
      last: number | null
    }[]
  >`
    SELECT version, account.currency, account.customer_id,
           ${from ? sql`(SELECT t.position FROM transactions t WHERE t.account_id = ${accountId} AND t.at >= ${from.toISOString()}::timestamptz ORDER BY t.at, t.position LIMIT 1)` : sql`0::bigint`} AS first,
           ${to ? sql`(SELECT t.position FROM transactions t WHERE t.account_id = ${accountId} AND t.at <= ${to.toISOString()}::timestamptz ORDER BY t.at DESC, t.position DESC LIMIT 1)` : sql`version`} AS last
    FROM ${versionOf(sql, 'transactions')} AS checkpoint
    LEFT JOIN transaction_accounts account
      ON account.account_id = ${accountId} ${customerId === undefined ? sql`` : sql`AND account.customer_id = ${customerId}`}
    ORDER BY version`
  if (!row || row.currency === null) return undefined
  const { version, currency, customer_id: owner, first, last } = row
  return { version, currency, owner, first: first ?? Number.MAX_SAFE_INTEGER, last: last ?? -1 }
}

/** All filters go together, these two as well. */
const categoriesOf = ({ category, categories }: TransactionFilter): readonly Category[] | undefined =>
  category === undefined || categories === undefined
    ? (categories ?? (category && [category]))
    : categories.filter((one) => one === category)

const amountsOf = (
  { minAmount, maxAmount }: TransactionFilter,
  currency: Currency,
): Pick<Found, 'minAmount' | 'maxAmount'> => ({
  minAmount: minAmount === undefined ? undefined : minorUnits(minAmount, currency).up,
  maxAmount: maxAmount === undefined ? undefined : minorUnits(maxAmount, currency).down,
})

/** What lies between two minor units is rounded either way: no amount is lost and none is added. */
const minorUnits = (decimal: string, currency: Currency): { up: bigint; down: bigint } => {
  const [whole = '0', fraction = ''] = decimal.split('.')
  const decimals = currencyDecimals[currency]
  const down = BigInt(`${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`)
  return { down, up: /[1-9]/.test(fraction.slice(decimals)) ? down + 1n : down }
}
