/**
 * How the server goes about an audit among ten million events: always along an index, in the log's order, so that a page
 * costs the same however many events there are. The events need not be there: the planner goes by statistics, and the
 * statistics of a sample are raised to ten million.
 */
import { beforeAll, expect, test } from 'vitest'
import { firstPositionFrom, readAt } from '../../server/event-store/find.ts'
import { type AuditFilter, positionsStatement } from '../../server/read-models/audit-trail/filter.ts'
import { createTestDatabase } from '../support/database.ts'
import {
  COLD_STREAM,
  COLD_USER,
  HOT_STREAM,
  HOT_USER,
  madeId,
  makeManyEvents,
} from '../support/many-events.ts'

const SAMPLE = 20_000
const TEN_MILLION = 10_000_000

const database = await createTestDatabase({ max: 1 })
const { sql } = database

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  Filter?: string
  'Plan Rows': number
  Plans?: Plan[]
}

beforeAll(async () => {
  await sql`ALTER TABLE audit_entries SET (autovacuum_enabled = false)`
  await sql`ALTER TABLE events SET (autovacuum_enabled = false)`
  await makeManyEvents(sql, SAMPLE)
  await sql`VACUUM ANALYZE audit_entries, events`
  // Tables and indexes become dense: the planner multiplies rows per page by the pages that it finds.
  await sql`
    SELECT pg_restore_relation_stats(
      'schemaname', 'public', 'relname', c.relname::text, 'relpages', c.relpages, 'relallvisible', c.relallvisible,
      'reltuples', (CASE WHEN c.reltuples > 0 THEN c.reltuples * ${TEN_MILLION / SAMPLE}::int ELSE c.reltuples END)::real)
    FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
    WHERE 'audit_entries'::regclass IN (c.oid, i.indrelid) OR 'events'::regclass IN (c.oid, i.indrelid)`
  for (const [column, distinct] of [
    ['subject_id', 200_000],
    ['command_id', -0.5],
    ['correlation_id', -0.5],
  ] as const)
    await sql`
      SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', 'audit_entries', 'attname', ${column}::text,
                                        'inherited', false, 'n_distinct', ${distinct}::real)`
})

const planOf = async (
  statement: ReturnType<typeof positionsStatement> | ReturnType<typeof sql>,
): Promise<Plan> => {
  const [row] = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`EXPLAIN (FORMAT JSON) ${statement}`
  return row!['QUERY PLAN'][0].Plan
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)]
const isBounded = (plan: Plan): boolean =>
  plan['Node Type'] === 'Limit' ||
  plan['Node Type'] === 'Function Scan' ||
  plan.Plans?.every(isBounded) === true

/** What reads a table without an index, or must see everything before it can answer the first row. */
const unboundedNodes = (plan: Plan): Plan[] =>
  nodes(plan).filter((node) => {
    const type = node['Node Type']
    if (type.includes('Sort')) return !isBounded(node)
    // Along the whole log, past everything that does not fit: quick only where there is much that does.
    if (node['Index Name'] === 'audit_entries_pkey' && node.Filter) return true
    return ![
      'Limit',
      'Nested Loop',
      'Index Scan',
      'Index Only Scan',
      'Function Scan',
      'Subquery Scan',
    ].includes(type)
  })

test('the sample stands for ten million', async () => {
  const plan = await planOf(sql`SELECT FROM audit_entries`)
  expect(plan['Plan Rows']).toBeGreaterThan(0.9 * TEN_MILLION)
  expect(unboundedNodes(plan)).not.toEqual([])
  const sorted = await planOf(
    sql`SELECT FROM audit_entries WHERE causation_id IS NULL ORDER BY position LIMIT 50`,
  )
  expect(unboundedNodes(sorted), 'what no index orders').not.toEqual([])
})

const choices: Record<string, AuditFilter[]> = {
  stream: [{}, { streamId: HOT_STREAM }, { streamId: COLD_STREAM }],
  person: [{}, { userId: HOT_USER }, { userId: COLD_USER }, { userId: 'system' }],
  command: [{}, { commandId: madeId(3, 5_000) }],
  correlation: [{}, { correlationId: madeId(3, 5_000) }],
  type: [{}, { type: 'MoneyDeposited' }, { type: 'CustomerRegistered' }],
}
const combinations = Object.values(choices).reduce<AuditFilter[]>(
  (soFar, some) => soFar.flatMap((filter) => some.map((one) => ({ ...filter, ...one }))),
  [{}],
)
const ranges = [
  { first: 1, last: Number.MAX_SAFE_INTEGER },
  { first: 5_000, last: 15_000 },
  { first: 1, last: 19_000 },
  // What has come since somebody looked.
  { first: 19_990, last: 20_000 },
]

const indexFor = ({ streamId, userId, type }: AuditFilter): string => {
  if (streamId) return userId ? 'audit_entries_subject_user' : 'audit_entries_subject'
  if (userId) return 'audit_entries_user'
  return type ? 'audit_entries_type' : 'audit_entries_pkey'
}

test.each(['force_custom_plan', 'force_generic_plan'])(
  'every combination of filters goes along an index, in order (%s)',
  async (mode) => {
    expect(combinations.length).toBe(3 * 4 * 2 * 2 * 3)
    await sql.unsafe(`SET plan_cache_mode = ${mode}`)
    for (const filter of combinations)
      for (const range of ranges)
        for (const order of ['newest', 'oldest'] as const) {
          // No stream of accounts has a customer's events; that is known without a question.
          if (filter.streamId !== undefined && filter.type === 'CustomerRegistered') continue
          const plan = await planOf(positionsStatement(sql, { filter, range, order, limit: 201 }))
          expect(unboundedNodes(plan), JSON.stringify({ filter, range, order })).toEqual([])
          const { commandId, correlationId } = filter
          if (commandId || correlationId) continue
          // A stream, a person or a type may have a million events, of which none need fit what else is asked for: the
          // index begins with all of it, so nothing is read in vain.
          const [scan] = nodes(plan).filter((node) => node['Node Type'] === 'Index Only Scan')
          expect(scan?.['Index Name'], JSON.stringify({ filter, range, order })).toBe(indexFor(filter))
          expect(scan?.Filter).toBeUndefined()
        }
  },
)

/** The plans of everything that a function asks. */
const statementsOf = async (call: (recording: typeof sql) => Promise<unknown>): Promise<Plan[]> => {
  const plans: Promise<Plan>[] = []
  const recording = ((strings: TemplateStringsArray, ...values: never[]) => {
    const statement = sql(strings, ...values)
    plans.push(planOf(sql(strings, ...values)))
    return statement
  }) as typeof sql
  await call(recording)
  return Promise.all(plans)
}

const scansOfEvents = (plans: readonly Plan[]): string[] =>
  plans
    .flatMap(nodes)
    .filter((node) => node['Relation Name'] === 'events')
    .map((node) => node['Node Type'])

test('the events of a page are fetched by their positions', async () => {
  const plans = await statementsOf((recording) => readAt(recording, [1, 5_000, 19_999]).catch(() => []))
  expect(scansOfEvents(plans)).toEqual(['Index Scan'])
})

test('an instant is found without reading what lies between', async () => {
  const plans = await statementsOf((recording) =>
    firstPositionFrom(recording, new Date('2024-01-01T10:00:00Z')),
  )
  expect(scansOfEvents(plans)).toEqual(['Index Scan'])
})
