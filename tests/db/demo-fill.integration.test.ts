/** The demo bank in a real log. */
import { randomUUIDv7 } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { getTableName } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type DemoWays, fillDemoBank } from '../../db/demo/fill.ts'
import { demoPeople } from '../../db/demo/people.ts'
import { type DemoPlan, planDemoBank } from '../../db/demo/plan.ts'
import { demoState } from '../../db/demo/state.ts'
import { createUsers } from '../../server/auth/users.ts'
import { type CommandBus, createCommandBus } from '../../server/command-bus/command-bus.ts'
import type { StoredBankEvent } from '../../server/domain/events.ts'
import { fraudRules } from '../../server/domain/fraud/finding.ts'
import { setMasterKey } from '../../server/event-store/master-key.ts'
import { readAll, readHead } from '../../server/event-store/read.ts'
import { newKey } from '../../server/event-store/sealed-text.ts'
import type { ReadLog } from '../../server/read-models/batch.ts'
import { paymentsToDeliver } from '../../server/read-models/payments/queries.ts'
import { processInstances } from '../../server/read-models/processes/projection.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { drain } from '../../server/read-models/runner.ts'
import { createProcessRunner } from '../../server/worker/process-runner.ts'
import { createTestDatabase, TEST_MASTER_KEY, type TestDatabase } from '../support/database.ts'

const NOW = new Date('2026-03-14T15:09:26.535Z')

type OpenBus = (ways?: Partial<DemoWays>) => CommandBus
const busOn =
  ({ sql }: TestDatabase): OpenBus =>
  (ways) =>
    createCommandBus({ sql, clock: () => new Date(), newId: randomUUIDv7, ...ways })

const fill = async (
  database: TestDatabase,
  openBus: (ways: DemoWays) => Pick<CommandBus, 'execute'>,
  now = NOW,
) =>
  fillDemoBank({
    database,
    openBus,
    now,
    createUsers: (users) => createUsers(database, users),
    plan: planOnce,
  })

/** That it is the same each time is shown without a log: here it is reckoned once for all who ask for the same. */
const plans = new Map<string, DemoPlan>()
const planOnce: typeof planDemoBank = (firstDay, until, options) => {
  const asked = JSON.stringify([firstDay, until, options])
  const plan = plans.get(asked) ?? planDemoBank(firstDay, until, options)
  plans.set(asked, plan)
  return plan
}

/** Everything in the log, but of what is encrypted only that it is there: it is another text each time. */
const fingerprint = async ({ sql }: TestDatabase) => {
  const [row] = await sql<{ hash: string; events: number }[]>`
    SELECT count(*)::int AS events, md5(string_agg(
        regexp_replace(events::text, '""enc"": ""[^"]*""', '""enc""', 'g'), E'\n' ORDER BY global_position)) AS hash
    FROM events`
  return row
}

/** Without what only storing makes: the version, and where a name that was written in one is taken apart. */
const asRead = (event: StoredBankEvent | undefined) => {
  if (event?.type !== 'CustomerRegistered') return { ...event, schemaVersion: null }
  const { firstName, lastName, ...data } = event.data
  return { ...event, schemaVersion: null, data: { ...data, name: `${firstName} ${lastName}` } }
}

let database: TestDatabase
let whole: Awaited<ReturnType<typeof fingerprint>>

beforeAll(async () => {
  database = await createTestDatabase()
  const start = performance.now()
  const used = process.cpuUsage()
  const result = await fill(database, busOn(database))
  const { user, system } = process.cpuUsage(used)
  const seconds = (performance.now() - start) / 1_000
  console.info(`Demo bank: ${result.events} events in ${seconds.toFixed(1)} s`)
  expect(result.status).toBe('filled')
  // Of its own: by the clock on the wall, other tests that run beside it would count as well.
  expect((user + system) / 1_000_000).toBeLessThan(15)
  whole = await fingerprint(database)
})

describe('the filled demo bank', () => {
  it('neither makes nor loses money: what is on the accounts was deposited and not withdrawn', async () => {
    const rows = await database.sql`
      -- Version 1 has decimals, which numeric reads exactly.
      WITH movements AS (
        SELECT data->'money'->>'currency' AS currency, event_type, data->>'accountId' AS account,
               coalesce((data->'money'->>'amountMinor')::numeric, (data->'money'->>'amount')::numeric * minor) AS amount,
               coalesce((data->'balanceAfter'->>'amountMinor')::numeric,
                        (data->'balanceAfter'->>'amount')::numeric * minor) AS after,
               data->'transfer' = 'null' AS at_counter, global_position
        FROM events, LATERAL (SELECT CASE data->'money'->>'currency' WHEN 'JPY' THEN 1 ELSE 100 END AS minor) AS unit
        WHERE event_type IN ('MoneyDeposited', 'MoneyWithdrawn')
      ),
      balances AS (
        SELECT DISTINCT ON (account) account, currency, after FROM movements ORDER BY account, global_position DESC
      )
      SELECT m.currency, min(m.after) FILTER (WHERE account NOT LIKE '00000000-0000-8000-%')::int AS lowest,
             sum(CASE event_type WHEN 'MoneyDeposited' THEN amount ELSE -amount END) FILTER (WHERE at_counter)::bigint::text AS brought,
             (SELECT sum(after)::bigint FROM balances b WHERE b.currency = m.currency)::text AS held
      FROM movements m GROUP BY m.currency ORDER BY m.currency`
    expect(rows.map(({ currency }) => currency)).toEqual(['EUR', 'GBP', 'JPY', 'USD'])
    // One account may be overdrawn, by 500 euros.
    for (const { currency, brought, held, lowest } of rows) {
      expect(held).toBe(brought)
      expect(lowest).toBeGreaterThanOrEqual(currency === 'EUR' ? -50_000 : 0)
    }
  })

  it('has debits equal credits in each transfer, and in each commit', async () => {
    const unequal = await database.sql`
      WITH movements AS (
        SELECT data->'money'->>'currency' AS currency, data->'transfer'->>'transferId' AS transfer,
               metadata->>'commandId' AS command,
               coalesce((data->'money'->>'amountMinor')::numeric,
                        (data->'money'->>'amount')::numeric
                        * CASE data->'money'->>'currency' WHEN 'JPY' THEN 1 ELSE 100 END)
               * CASE event_type WHEN 'MoneyDeposited' THEN 1 ELSE -1 END AS amount
        FROM events
        WHERE event_type IN ('MoneyDeposited', 'MoneyWithdrawn') AND data->'transfer' <> 'null'
      )
      SELECT command, transfer, currency, sum(amount) AS sum FROM movements
      GROUP BY command, transfer, currency HAVING sum(amount) <> 0
      ORDER BY command, transfer, currency`
    expect(unequal).toEqual([])
  })

  it('is back-dated in order, and every event can be read', async () => {
    let after = 0
    let latest = 0
    for (;;) {
      const events = await readAll(database.sql, { after, limit: 5_000 })
      if (events.length === 0) break
      // Asked of `expect` only where it does not hold: to ask it thirty thousand times takes seconds.
      for (const { globalPosition, createdAt } of events) {
        after += 1
        if (globalPosition !== after) expect(globalPosition).toBe(after)
        const at = createdAt.getTime()
        if (at < latest) expect(at).toBeGreaterThanOrEqual(latest)
        latest = at
      }
    }
    expect(after).toBe(whole?.events)
    expect(latest).toBe(NOW.getTime() - 60_000)
  })

  it('is stored in older versions for its first half year', async () => {
    const rows = await database.sql<Record<'event_type' | 'schema_version' | 'first' | 'last', string>[]>`
      SELECT event_type, schema_version, min(created_at)::date::text AS first, max(created_at)::date::text AS last
      FROM events
      WHERE event_type IN ('CustomerRegistered', 'MoneyDeposited')
        AND data #> '{transfer,outside}' IS NULL -- Could not be said then.
      GROUP BY event_type, schema_version ORDER BY event_type, schema_version`
    expect(rows.map(({ event_type, schema_version }) => [event_type, schema_version])).toEqual([
      ['CustomerRegistered', 1],
      ['CustomerRegistered', 2],
      ['MoneyDeposited', 1],
      ['MoneyDeposited', 2],
    ])
    const renewed = '2024-09-14'
    for (const { schema_version, first, last } of rows)
      if (Number(schema_version) === 1) expect(last < renewed).toBe(true)
      else expect(first >= renewed).toBe(true)
  })

  it('has nothing to fear from a worker whose rows do not know yet what was done', async () => {
    const HALF = 12_000
    const firstHalf: typeof readAll = (sql, { after, limit }) =>
      after < HALF ? readAll(sql, { after, limit: Math.min(limit, HALF - after) }) : Promise.resolve([])
    await drain({ database, readLog: firstHalf }, processInstances)
    const bus = busOn(database)()
    const failures: unknown[] = []
    const watched: Pick<CommandBus, 'execute'> = {
      execute: (...given) =>
        bus.execute(...given).catch((error: unknown) => {
          failures.push(error)
          throw error
        }),
    }
    const runner = createProcessRunner({ sql: database.sql, bus: watched, clock: () => NOW })
    expect((await runner.look()).given).toBeGreaterThan(50)
    await bus.stop()
    expect(failures).toEqual([])
    expect(await fingerprint(database)).toEqual(whole)
  }, 60_000)

  it('is read as it would be, had it always been stored as today', async () => {
    const current = await createTestDatabase()
    await fill(current, ({ newId }) => busOn(current)({ newId }))
    const limit = 5_000
    for (let after = 0; after < (whole?.events ?? 0); after += limit) {
      const [old, today] = await Promise.all(
        [database, current].map(({ sql }) => readAll(sql, { after, limit })),
      )
      // Not by `toEqual` on all of them: what it says of two lists that differ takes minutes to find.
      for (const [index, event] of (today ?? []).entries()) {
        const [was, is] = [asRead(old?.[index]), asRead(event)]
        if (!isDeepStrictEqual(was, is)) expect(was).toEqual(is)
      }
      expect(old?.length).toBe(today?.length)
    }
    await current.close()
  }, 60_000)

  it('fills every read model, and leaves a worker nothing to do', async () => {
    // One reading for all of them, who each want all of it.
    const log = await readAll(database.sql, { after: 0, limit: whole?.events ?? 0 })
    const readLog: ReadLog = async (_, { after, limit }) => log.slice(after, after + limit)
    for (const projector of projectors) await drain({ database, readLog }, projector)
    const empty: string[] = []
    for (const table of projectors.flatMap(({ parts }) => parts.map((part) => getTableName(part.table)))) {
      const [row] = await database.sql<
        { filled: boolean }[]
      >`SELECT EXISTS (SELECT FROM ${database.sql(table)}) AS filled`
      if (!row?.filled) empty.push(table)
    }
    // A visitor finds something wherever there is something to be found.
    expect(empty).toEqual([])
    const alerts = await database.sql<{ rule: string }[]>`
      SELECT DISTINCT rule FROM fraud_alerts ORDER BY rule`
    expect(alerts.map(({ rule }) => rule)).toEqual([...fraudRules].sort())

    // Neither by a process, nor for the clearing house.
    const bus = busOn(database)()
    const runner = createProcessRunner({ sql: database.sql, bus, clock: () => NOW })
    expect(await runner.look()).toMatchObject({ given: 0, nextAt: expect.any(Date) })
    expect(await paymentsToDeliver(database.sql, 10)).toEqual([])
    await bus.stop()
  }, 60_000)

  it('is recognised by who cannot read names', async () => {
    try {
      setMasterKey(newKey())
      expect((await demoState(database.sql)).status).toBe('complete')
    } finally {
      setMasterKey(TEST_MASTER_KEY)
    }
  })

  it('has its users, who are its customers', async () => {
    const rows = await database.sql<{ email: string; role: string; registered: boolean }[]>`
      SELECT u.email, u.role, e.stream_id IS NOT NULL AS registered
      FROM auth_users u LEFT JOIN events e ON e.stream_id = 'Customer-' || u.customer_id AND e.stream_position = 0
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
  let bus: CommandBus | undefined
  let sent = 0
  const dying = (ways: DemoWays): Pick<CommandBus, 'execute'> => {
    bus = busOn(interrupted)(ways)
    const { execute } = bus
    return {
      execute: async (...args) => {
        if (++sent > 3_000) throw new Error('killed')
        return execute(...args)
      },
    }
  }
  await expect(fill(interrupted, dying)).rejects.toThrow('killed')
  await bus?.stop()
  expect((await demoState(interrupted.sql)).status).toBe('unfinished')
  const { status, events } = await fill(interrupted, busOn(interrupted))
  expect(status).toBe('completed')
  expect(events).toBeLessThan(whole?.events ?? 0)
  expect(await fingerprint(interrupted)).toEqual(whole)
})

it('leaves a bank that is not the demo alone', async () => {
  const own = await createTestDatabase()
  await busOn(own)().execute(
    'registerCustomer',
    { customerId: randomUUIDv7() as never, firstName: 'Ada', lastName: 'Byron', email: 'ada@example.test' },
    { actor: { userId: 'system', role: 'system', customerId: null } },
  )
  expect((await fill(own, busOn(own))).status).toBe('not a demo bank')
  expect(await readHead(own.sql)).toBe(1)
})
