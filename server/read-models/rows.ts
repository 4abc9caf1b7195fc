/**
 * A projection's rows in bulk: a batch is loaded by one statement and written by one, whatever its size. Columns travel
 * as one array each, so that no number of rows comes near Postgres' limit of 65,535 parameters, and the text of a
 * statement, which the server keeps prepared, is always the same.
 */
import { getTableColumns, getTableName } from 'drizzle-orm'
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import type { Queryable } from '../event-store/append.ts'
import type { Row } from './projection.ts'

/** The rows with these keys, by key; those that do not exist are missing. */
export const loadRows = async (
  sql: Queryable,
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

export type WriteMode = 'upsert' | 'insert'

/**
 * A statement that writes whole rows, one of `source`'s rows being there; one that is there already is replaced
 * (`upsert`) or left as it is (`insert`). Its parameters are numbered from `firstParameter`.
 */
export const writeStatement = (
  table: PgTable,
  mode: WriteMode,
  { source, firstParameter }: { source: string; firstParameter: number },
): string => {
  const { columns, insertInto, onConflict } = statementsOf(table)
  const arrays = columns.map(
    ([, column], index) => `$${firstParameter + index}::text::${column.getSQLType()}[]`,
  )
  return `${insertInto} SELECT new.* FROM ${source}, unnest(${arrays.join(', ')}) AS new ${onConflict[mode]}`
}

/** The rows as the parameters of {@link writeStatement}: one array per column. */
export const writeParameters = (table: PgTable, rows: readonly Row[]): string[] =>
  statementsOf(table).columns.map(([property, column]) =>
    arrayLiteral(rows.map((row) => encode(column, row[property]))),
  )

/** A statement that writes the rows of another table of the same columns over those that are there. */
export const copyStatement = (table: PgTable, source: string): string => {
  const { columns, insertInto, onConflict } = statementsOf(table)
  const names = columns.map(([, column]) => quote(column.name))
  return `${insertInto} SELECT ${names.join(', ')} FROM ${source} ${onConflict.upsert}`
}

/** The name that the primary key has in a row. */
export const keyPropertyOf = (table: PgTable): string => statementsOf(table).keyProperty

type Statements = {
  readonly columns: readonly (readonly [property: string, column: PgColumn])[]
  readonly keyProperty: string
  readonly select: string
  readonly insertInto: string
  readonly onConflict: Readonly<Record<WriteMode, string>>
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
  const replaced = names
    .filter((column) => column !== quote(key.name))
    .map((column) => `${column} = excluded.${column}`)
  return {
    columns,
    keyProperty: columns.find(([, column]) => column === key)![0],
    // One index lookup per key is what is wanted. `= ANY` may compare every row with every key, and a join may read
    // the whole table; LIMIT keeps the planner from turning the subquery into either.
    select: `
    SELECT ${selected.join(', ')}
    FROM unnest($1::text::${key.getSQLType()}[]) AS wanted (key)
    CROSS JOIN LATERAL (SELECT * FROM ${name} WHERE ${quote(key.name)} = wanted.key LIMIT 1) AS t`,
    insertInto: `INSERT INTO ${name} (${names.join(', ')})`,
    onConflict: {
      upsert: `ON CONFLICT (${quote(key.name)}) DO ${replaced.length > 0 ? `UPDATE SET ${replaced.join(', ')}` : 'NOTHING'}`,
      insert: `ON CONFLICT (${quote(key.name)}) DO NOTHING`,
    },
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
