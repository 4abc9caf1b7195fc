/**
 * A projection's rows in bulk: a whole batch is loaded by one statement and written by one, whatever its size. Columns
 * travel as one array each, so that no number of rows comes near Postgres' limit of 65,535 parameters, and the text of
 * the statement, which the server keeps prepared, is always the same.
 */
import { getTableColumns, getTableName } from 'drizzle-orm'
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import type { Sql, TransactionSql } from '../../db/client.ts'
import type { Row } from './projection.ts'

/** The rows with these keys, by key; those that do not exist are missing. */
export const loadRows = async (
  sql: Sql,
  table: PgTable,
  keys: Iterable<string>,
): Promise<Map<string, Row>> => {
  const statements = statementsOf(table)
  const wanted = arrayLiteral(keys)
  if (wanted === '{}') return new Map()
  const rows = await sql.unsafe(statements.select, [wanted], { prepare: true }).values()
  return new Map(
    rows.map((values) => {
      const row: Record<string, unknown> = {}
      for (const [index, [property, column]] of statements.columns.entries()) {
        const value = values[index]
        row[property] = value === null ? null : column.mapFromDriverValue(value)
      }
      return [String(row[statements.keyProperty]), row]
    }),
  )
}

/** Writes whole rows; one that is there already is replaced (`upsert`) or left as it is (`insert`). */
export const writeRows = async (
  tx: TransactionSql,
  table: PgTable,
  rows: readonly Row[],
  mode: 'upsert' | 'insert',
): Promise<void> => {
  if (rows.length === 0) return
  const statements = statementsOf(table)
  const parameters = statements.columns.map(([property, column]) =>
    arrayLiteral(rows.map((row) => encode(column, row[property]))),
  )
  await tx.unsafe(statements[mode], parameters, { prepare: true })
}

/** The name that the primary key has in a row. */
export const keyPropertyOf = (table: PgTable): string => statementsOf(table).keyProperty

type Statements = {
  readonly columns: readonly (readonly [property: string, column: PgColumn])[]
  readonly keyProperty: string
  readonly select: string
  readonly upsert: string
  readonly insert: string
}

const statementsByTable = new WeakMap<PgTable, Statements>()

const statementsOf = (table: PgTable): Statements => {
  let statements = statementsByTable.get(table)
  if (!statements) {
    statements = buildStatements(table)
    statementsByTable.set(table, statements)
  }
  return statements
}

const buildStatements = (table: PgTable): Statements => {
  const columns = Object.entries(getTableColumns(table)) as [string, PgColumn][]
  const name = quote(getTableName(table))
  const keys = getTableConfig(table).columns.filter((column) => column.primary)
  const [key] = keys
  if (!key || keys.length !== 1) throw new TypeError(`${name} must have a primary key of one column`)
  const names = columns.map(([, column]) => quote(column.name))
  // As text, so that an amount never passes through a float on its way to a bigint.
  const selected = columns.map(([, column]) =>
    column.getSQLType() === 'bigint' ? `t.${quote(column.name)}::text` : `t.${quote(column.name)}`,
  )
  const arrays = columns.map(([, column], index) => `$${index + 1}::text::${column.getSQLType()}[]`)
  const replaced = names
    .filter((column) => column !== quote(key.name))
    .map((column) => `${column} = excluded.${column}`)
  const insert = `
    INSERT INTO ${name} (${names.join(', ')})
    SELECT * FROM unnest(${arrays.join(', ')})
    ON CONFLICT (${quote(key.name)})`
  return {
    columns,
    keyProperty: columns.find(([, column]) => column === key)![0],
    // One index lookup per key is what is wanted. `= ANY` may compare every row with every key, and a join may read
    // the whole table; LIMIT keeps the planner from turning the subquery into either.
    select: `
    SELECT ${selected.join(', ')}
    FROM unnest($1::text::${key.getSQLType()}[]) AS wanted (key)
    CROSS JOIN LATERAL (SELECT * FROM ${name} WHERE ${quote(key.name)} = wanted.key LIMIT 1) AS t`,
    upsert: `${insert} DO UPDATE SET ${replaced.join(', ')}`,
    insert: `${insert} DO NOTHING`,
  }
}

const quote = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`

const encode = (column: PgColumn, value: unknown): string | null =>
  value === null || value === undefined ? null : String(column.mapToDriverValue(value))

/** Postgres' own notation for arrays. Written here because the driver would have to ask the server about each type. */
const arrayLiteral = (values: Iterable<string | null>): string => {
  let elements = ''
  for (const value of values) {
    if (elements !== '') elements += ','
    if (value === null) elements += 'NULL'
    else elements += SPECIAL.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value
  }
  return `{${elements}}`
}

/** What must be quoted in an array: its own punctuation, white space, nothing at all, and the word for null. */
const SPECIAL = /[^\w.:+-]|^$|^null$/i
