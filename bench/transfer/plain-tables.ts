/**
 * The same transfers on plain tables, without events, receipts or idempotency: a balance per account and a line in a
 * ledger. Each way of doing it gets the pool that suits it best.
 */
import { randomUUIDv7 } from 'node:crypto'
import { connect, type Sql } from '../../db/client.ts'
import { OPENING_MINOR } from '../bank.ts'
import { closedLoop } from '../closed-loop.ts'
import { fastestOf } from '../measure.ts'
import { pickAccounts, type Target, wordsFor } from './accounts.ts'
import type { Transferrer } from './transferrer.ts'

const POOL_SIZES = [4, 8, 16, 32]

type Move = (sql: Sql, from: string, to: string, amountMinor: number) => Promise<void>

/** As most applications do it: lock both rows in the order of their ids, look, change both, write the ledger. */
export const forUpdate: Move = async (sql, from, to, amountMinor) => {
  await sql.begin(async (tx) => {
    const rows = await tx<{ id: string; balance: number }[]>`
      SELECT id, balance FROM accounts WHERE id IN (${from}, ${to}) ORDER BY id FOR UPDATE`
    const source = rows.find(({ id }) => id === from)
    if (rows.length !== 2 || !source || source.balance < amountMinor) throw new Error('Insufficient funds')
    await tx`UPDATE accounts SET balance = balance - ${amountMinor} WHERE id = ${from}`
    await tx`UPDATE accounts SET balance = balance + ${amountMinor} WHERE id = ${to}`
    await tx`
      INSERT INTO ledger (id, from_account_id, to_account_id, amount, description)
      VALUES (${randomUUIDv7()}, ${from}, ${to}, ${amountMinor}, 'Lunch')`
  })
}

/** All of it in one statement and one round trip. The rows are locked in the order of their ids here as well. */
export const oneStatement: Move = async (sql, from, to, amountMinor) => {
  const rows = await sql`
    WITH locked AS MATERIALIZED (
      SELECT id, balance FROM accounts WHERE id IN (${from}, ${to}) ORDER BY id FOR UPDATE
    ),
    moved AS (
      UPDATE accounts a SET balance = a.balance + CASE WHEN a.id = ${from} THEN -${amountMinor}::bigint ELSE ${amountMinor}::bigint END
      FROM locked WHERE a.id = locked.id
        AND (SELECT balance FROM locked WHERE id = ${from}) >= ${amountMinor}
      RETURNING a.id
    )
    INSERT INTO ledger (id, from_account_id, to_account_id, amount, description)
    SELECT ${randomUUIDv7()}, ${from}, ${to}, ${amountMinor}, 'Lunch' WHERE (SELECT count(*) FROM moved) = 2
    RETURNING id`
  if (rows.length !== 1) throw new Error('Insufficient funds')
}

export const plainTables = async (
  url: string,
  accounts: number,
  { name, move, trialMs, callers }: { name: string; move: Move; trialMs: number; callers: number },
): Promise<Transferrer> => {
  const pools = new Map(POOL_SIZES.map((max) => [max, connect(url, { applicationName: 'bench', max })]))
  const { sql } = pools.get(POOL_SIZES[0]!)!
  await sql`
    CREATE TABLE accounts (
      id uuid PRIMARY KEY, owner_id uuid NOT NULL, currency text NOT NULL,
      balance bigint NOT NULL CHECK (balance >= 0)
    )`
  await sql`
    CREATE TABLE ledger (
      id uuid PRIMARY KEY, from_account_id uuid NOT NULL, to_account_id uuid NOT NULL, amount bigint NOT NULL,
      description text NOT NULL, created_at timestamptz(3) NOT NULL DEFAULT now()
    )`
  // An account's statement must be found: the event log has an index per stream for it as well.
  await sql`CREATE INDEX ON ledger (from_account_id, created_at)`
  await sql`CREATE INDEX ON ledger (to_account_id, created_at)`
  const ids = Array.from({ length: accounts }, () => randomUUIDv7())
  await sql`
    INSERT INTO accounts SELECT id, ${randomUUIDv7()}::uuid, 'USD', ${Number(OPENING_MINOR)}
    FROM unnest(${ids}::uuid[]) AS id`
  await sql`ANALYZE accounts`

  let transferred = 0
  const contestant = (callers: number, target: Target, max: number) =>
    closedLoop(`${name}, ${wordsFor(target)} (${callers} callers, ${max} connections)`, callers, async () => {
      const [from, to] = pickAccounts(ids, target)
      await move(pools.get(max)!.sql, from, to, 1)
      transferred += 1
      return 1
    })
  const best = {
    uniform: await fastestOf(POOL_SIZES, (max) => contestant(callers, 'uniform', max), trialMs),
    hot: await fastestOf(POOL_SIZES, (max) => contestant(callers, 'hot', max), trialMs),
  }
  return {
    contestant: (callers, target) => contestant(callers, target, best[target]),
    check: async () => {
      const [row] = await sql<{ total: string; lines: number }[]>`
        SELECT (SELECT sum(balance)::text FROM accounts) AS total, (SELECT count(*) FROM ledger) AS lines`
      if (BigInt(row!.total) !== OPENING_MINOR * BigInt(accounts) || row!.lines !== transferred)
        throw new Error(`${name} is wrong after ${transferred} transfers: ${JSON.stringify(row)}`)
    },
    close: async () => {
      for (const pool of pools.values()) await pool.close()
    },
  }
}
