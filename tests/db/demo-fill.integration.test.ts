/** The demo bank in a real log. */
import { randomUUIDv7 } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { fillDemoBank } from '../../db/demo/fill.ts'
import { demoPeople } from '../../db/demo/people.ts'
import { demoState } from '../../db/demo/state.ts'
import { createUsers } from '../../server/auth/users.ts'
import { type CommandBus, createCommandBus } from '../../server/command-bus/command-bus.ts'
import { readAll, readHead } from '../../server/event-store/read.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const NOW = new Date('2026-03-14T15:09:26.535Z')

const busOn = ({ sql }: TestDatabase) =>
  createCommandBus({ sql, clock: () => new Date(), newId: randomUUIDv7 })

const fill = async (database: TestDatabase, bus: Pick<CommandBus, 'execute'>, now = NOW) =>
  fillDemoBank({ database, bus, now, createUsers: (users) => createUsers(database, users) })

/** Everything in the log but when receipts were written, which is no part of it. */
const fingerprint = async ({ sql }: TestDatabase) => {
  const [row] = await sql<{ hash: string; events: number }[]>`
    SELECT count(*)::int AS events, md5(string_agg(events::text, E'\n' ORDER BY global_position)) AS hash FROM events`
  return row
}

let database: TestDatabase
let whole: Awaited<ReturnType<typeof fingerprint>>

beforeAll(async () => {
  database = await createTestDatabase()
  const start = performance.now()
  const result = await fill(database, busOn(database))
  const seconds = (performance.now() - start) / 1_000
  console.info(`Demo bank: ${result.events} events in ${seconds.toFixed(1)} s`)
  expect(result.status).toBe('filled')
  expect(seconds).toBeLessThan(15)
  whole = await fingerprint(database)
})

describe('the filled demo bank', () => {
  it('neither makes nor loses money: what is on the accounts was deposited and not withdrawn', async () => {
    const rows = await database.sql`
      WITH movements AS (
        SELECT data->'money'->>'currency' AS currency, event_type, data->>'accountId' AS account,
               (data->'money'->>'amountMinor')::bigint AS amount, (data->'balanceAfter'->>'amountMinor')::bigint AS after,
               data->'transfer' = 'null' AS at_counter, global_position
        FROM events WHERE event_type IN ('MoneyDeposited', 'MoneyWithdrawn')
      ),
      balances AS (
        SELECT DISTINCT ON (account) account, currency, after FROM movements ORDER BY account, global_position DESC
      )
      SELECT m.currency, min(m.after)::int AS lowest,
             sum(CASE event_type WHEN 'MoneyDeposited' THEN amount ELSE -amount END) FILTER (WHERE at_counter)::text AS brought,
             (SELECT sum(after) FROM balances b WHERE b.currency = m.currency)::text AS held
      FROM movements m GROUP BY m.currency ORDER BY m.currency`
    expect(rows.map(({ currency }) => currency)).toEqual(['EUR', 'GBP', 'JPY', 'USD'])
    for (const { brought, held, lowest } of rows) {
      expect(held).toBe(brought)
      expect(lowest).toBeGreaterThanOrEqual(0)
    }
  })

  it('is back-dated in order, and every event can be read', async () => {
    let after = 0
    let latest = 0
    for (;;) {
      const events = await readAll(database.sql, { after, limit: 5_000 })
      if (events.length === 0) break
      for (const { globalPosition, createdAt } of events) {
        expect(globalPosition).toBe(++after)
        expect(createdAt.getTime()).toBeGreaterThanOrEqual(latest)
        latest = createdAt.getTime()
      }
    }
    expect(after).toBe(whole?.events)
    expect(latest).toBe(NOW.getTime() - 60_000)
  })

  it('has its users, who are its customers', async () => {
    const rows = await database.sql<{ email: string; role: string; registered: boolean }[]>`
      SELECT u.email, u.role, e.stream_id IS NOT NULL AS registered
      FROM auth_users u LEFT JOIN events e ON e.stream_id = 'Customer-' || u.customer_id
      ORDER BY u.email`
    expect(rows.map(({ email }) => email).sort()).toEqual(demoPeople.map(({ email }) => email).sort())
    for (const { role, registered } of rows) expect(registered).toBe(role === 'customer')
  })

  it('is left alone when it is complete, also on a later day', async () => {
    const tomorrow = new Date(NOW.getTime() + 86_400_000)
    expect(await fill(database, busOn(database), tomorrow)).toEqual({ status: 'was complete', events: 0 })
    expect(await fingerprint(database)).toEqual(whole)
  })
})

it('is the same log, byte for byte, when it was interrupted and begun again', async () => {
  const interrupted = await createTestDatabase()
  const bus = busOn(interrupted)
  let sent = 0
  const dying: Pick<CommandBus, 'execute'> = {
    execute: async (...args) => {
      if (++sent > 3_000) throw new Error('killed')
      return bus.execute(...args)
    },
  }
  await expect(fill(interrupted, dying)).rejects.toThrow('killed')
  await bus.stop()
  expect((await demoState(interrupted.sql)).status).toBe('unfinished')
  const { status, events } = await fill(interrupted, busOn(interrupted))
  expect(status).toBe('completed')
  expect(events).toBeLessThan(whole?.events ?? 0)
  expect(await fingerprint(interrupted)).toEqual(whole)
})

it('leaves a bank that is not the demo alone', async () => {
  const own = await createTestDatabase()
  const bus = busOn(own)
  await bus.execute(
    'registerCustomer',
    { customerId: randomUUIDv7() as never, firstName: 'Ada', lastName: 'Byron', email: 'ada@example.test' },
    { actor: { userId: 'system', role: 'system', customerId: null } },
  )
  expect((await fill(own, bus)).status).toBe('not a demo bank')
  expect(await readHead(own.sql)).toBe(1)
})
