/**
 * A log written by hand and a projector that fails where a test wants it to. Accounts are letters, a to f. In a log,
 * `a` is an event of account a, `ab` a transfer from a to b, `a!` an event of account a that cannot be decoded.
 */
import { randomUUID } from 'node:crypto'
import { bigint, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { expect } from 'vitest'
import type { Sql } from '../../db/client.ts'
import {
  append,
  fold,
  type Projector,
  projector,
  type StoredEventOf,
} from '../../server/read-models/projection.ts'
import type { TestDatabase } from '../support/database.ts'

const seenTable = pgTable('test_seen', {
  accountId: uuid('account_id').primaryKey(),
  seen: text('seen').notNull(),
  lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
})
const receivedTable = pgTable('test_received', {
  position: bigint('position', { mode: 'number' }).primaryKey(),
  accountId: uuid('account_id').notNull(),
})

export const accountOf = (letter: string) =>
  `${letter.repeat(8)}-${letter.repeat(4)}-4${letter.repeat(3)}-8${letter.repeat(3)}-${letter.repeat(12)}`
const letterOf = (accountId: string) => accountId.charAt(0)
export const streamOf = (letter: string) => `BankAccount-${accountOf(letter)}`

export type Rows = {
  /** By account: the positions of its events and of the transfers out of it. */
  readonly seen: Readonly<Record<string, readonly number[]>>
  /** Of the transfers into each account. */
  readonly received: Readonly<Record<string, readonly number[]>>
}

/** The same projector twice is two with the same faults; they share the tables. */
export const createFailingProjector = (name: string) => {
  /** Positions at which it throws. A transfer throws only after its first part is done. */
  const faults = new Set<number>()
  const fail = (position: number) => {
    if (faults.has(position)) throw new RangeError(`No way past ${position}`)
  }
  const see = (row: { seen: string } | undefined, position: number, accountId: string) => ({
    accountId,
    seen: row ? `${row.seen} ${position}` : String(position),
    lastPosition: position,
  })
  const seen = fold(
    seenTable,
    {
      AccountFrozen: (row, { globalPosition, data }) => {
        fail(globalPosition)
        return see(row, globalPosition, data.accountId)
      },
      TransferCompleted: (row, { globalPosition, data }) => see(row, globalPosition, data.fromAccountId),
    },
    {
      key: (event) => (event.type === 'TransferCompleted' ? event.data.fromAccountId : event.data.accountId),
    },
  )
  const receive = ({ globalPosition, data }: StoredEventOf<'TransferCompleted'>) => {
    fail(globalPosition)
    return [{ position: globalPosition, accountId: data.toAccountId }]
  }
  const received = append(
    receivedTable,
    { TransferCompleted: receive },
    { key: ({ data }) => data.toAccountId },
  )
  return { projector: projector(name, [seen, received]) as Projector, faults }
}

export const createTables = ({ sql }: TestDatabase) =>
  sql.unsafe(`
    CREATE TABLE test_seen (account_id uuid PRIMARY KEY, seen text NOT NULL, last_position bigint NOT NULL);
    CREATE TABLE test_received (position bigint PRIMARY KEY, account_id uuid NOT NULL)`)

/** As if nothing had been projected. */
export const emptyTables = async ({ sql }: TestDatabase) => {
  await sql.unsafe('TRUNCATE test_seen, test_received, parked_events; DELETE FROM projector_checkpoints')
}

export const rowsOf = async ({ sql }: { sql: Sql }): Promise<Rows> => {
  const seen = await sql<{ account_id: string; seen: string }[]>`
    SELECT account_id, seen FROM test_seen ORDER BY account_id`
  const received = await sql<{ account_id: string; position: number }[]>`
    SELECT account_id, position FROM test_received ORDER BY position`
  const byAccount: Record<string, number[]> = {}
  for (const { account_id, position } of received) {
    byAccount[letterOf(account_id)] ??= []
    byAccount[letterOf(account_id)]!.push(position)
  }
  return {
    seen: Object.fromEntries(seen.map((row) => [letterOf(row.account_id), row.seen.split(' ').map(Number)])),
    received: byAccount,
  }
}

/** Appends to the log, each event by a command of its own; answers the position of the first one. */
export const writeLog = async ({ sql }: { sql: Sql }, log: string): Promise<number> => {
  const [head] = await sql<{ last_position: number }[]>`SELECT last_position FROM event_log_head`
  const lengths = await sql<{ stream_id: string; length: number }[]>`
    SELECT stream_id, count(*)::int AS length FROM events GROUP BY stream_id ORDER BY stream_id`
  const next = new Map(lengths.map(({ stream_id, length }) => [stream_id, length]))
  const base = head!.last_position
  const rows = log.split(' ').map((word, index) => {
    const { streamId, ...event } = eventOf(word)
    const streamPosition = next.get(streamId) ?? 0
    next.set(streamId, streamPosition + 1)
    const id = randomUUID()
    const metadata = { commandId: id, correlationId: id, causationId: id, userId: 'test' }
    return { position: base + index + 1, streamId, streamPosition, ...event, metadata }
  })
  await sql`
    INSERT INTO events (global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at)
    SELECT e.position, e."streamId", e."streamPosition", e.type, e.version, e.data, e.metadata, now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
         AS e (position bigint, "streamId" text, "streamPosition" int, type text, version smallint, data jsonb, metadata jsonb)`
  await sql`UPDATE event_log_head SET last_position = ${base + rows.length}, last_created_at = now()`
  return base + 1
}

const eventOf = (word: string) => {
  const [from = '', to] = word
  if (to === undefined || to === '!')
    return {
      streamId: streamOf(from),
      type: 'AccountFrozen',
      version: to === '!' ? 99 : 1,
      data: { accountId: accountOf(from), reason: 'test' },
    }
  const transferId = randomUUID()
  return {
    streamId: `Transfer-${transferId}`,
    type: 'TransferCompleted',
    version: 1,
    data: {
      transferId,
      fromAccountId: accountOf(from),
      toAccountId: accountOf(to),
      fromCustomerId: accountOf(from),
      toCustomerId: accountOf(to),
      money: { amountMinor: '1', currency: 'USD' },
      description: 'test',
    },
  }
}

/** What should come of a log when the events at `faults` fail, and those at `skipped` were never there. */
export const expectedRows = (
  log: string,
  first: number,
  { faults, skipped = new Set() }: { faults: ReadonlySet<number>; skipped?: ReadonlySet<number> },
) => {
  const seen: Record<string, number[]> = {}
  const received: Record<string, number[]> = {}
  const blocked = new Set<string>()
  const failed: number[] = []
  const behind: number[] = []
  const add = (rows: Record<string, number[]>, letter: string, position: number) => {
    rows[letter] ??= []
    rows[letter].push(position)
  }
  for (const [index, word] of log.split(' ').entries()) {
    const position = first + index
    if (skipped.has(position)) continue
    const [from = '', to = ''] = word
    const unreadable = to === '!'
    // What cannot be decoded has no key but its stream; what can waits for both.
    const keys = unreadable ? [streamOf(from)] : to ? [from, to] : [from]
    const isBehind = [...keys, ...(to ? [] : [streamOf(from)])].some((key) => blocked.has(key))
    if (isBehind || unreadable || faults.has(position)) {
      for (const key of keys) blocked.add(key)
      ;(isBehind ? behind : failed).push(position)
    } else {
      add(seen, from, position)
      if (to) add(received, to, position)
    }
  }
  return { rows: { seen, received } satisfies Rows, failed, behind }
}

export type FailingProjector = ReturnType<typeof createFailingProjector>
export type WrittenLog = { readonly first: number; readonly last: number; readonly log: string }

/** The log only grows, so the projector is put to where it has seen everything before these events. */
export const beginLog = async (
  { sql }: { sql: Sql },
  { faults, projector: { name } }: FailingProjector,
  log: string,
  faulty: readonly number[] = [],
): Promise<WrittenLog> => {
  const first = await writeLog({ sql }, log)
  await sql`
    INSERT INTO projector_checkpoints (projector_name, last_position) VALUES (${name}, ${first - 1})
    ON CONFLICT (projector_name) DO UPDATE SET last_position = ${first - 1}`
  for (const index of faulty) faults.add(first + index)
  return { first, last: first + log.split(' ').length - 1, log }
}

type ParkedRow = {
  id: number
  position: number
  behind: number | null
  tries: number
  error: { name: string; message: string } | null
}

export const parkedRowsOf = async ({ sql }: { sql: Sql }): Promise<ParkedRow[]> => [
  ...(await sql<ParkedRow[]>`
    SELECT id, global_position AS position, behind, tries, error FROM parked_events
    WHERE status = 'parked' ORDER BY global_position`),
]

export const checkpointOf = async ({ sql }: { sql: Sql }): Promise<number> => {
  const [row] = await sql<{ last_position: number }[]>`
    SELECT last_position FROM projector_checkpoints WHERE projector_name = 'test'`
  return row!.last_position
}

/** Rows, parked events and checkpoint are what the log comes to with the faults as they are now. */
export const expectSoundRows = async (
  database: { sql: Sql },
  { faults }: FailingProjector,
  { first, last, log }: WrittenLog,
  skipped?: ReadonlySet<number>,
): Promise<void> => {
  const { rows, failed, behind } = expectedRows(log, first, { faults, ...(skipped && { skipped }) })
  expect(await rowsOf(database)).toEqual(rows)
  const parked = await parkedRowsOf(database)
  const positions = (those: readonly ParkedRow[]) => those.map(({ position }) => position)
  expect(positions(parked.filter((row) => row.behind === null))).toEqual(failed)
  expect(positions(parked.filter((row) => row.behind !== null))).toEqual(behind)
  expect(await checkpointOf(database)).toBe(last)
}
