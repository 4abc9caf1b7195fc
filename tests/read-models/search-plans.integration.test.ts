/**
 * How the server goes about a search in an account with millions of movements: always along an index that begins with the
 * account, and no further than the limit says. The movements need not be there: the planner goes by statistics, and those
 * of a sample are raised.
 */
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dial } from '../../db/address.ts'
import type { Sql } from '../../db/client.ts'
import type { Fragment } from '../../server/read-models/fragment.ts'
import { candidatesFor } from '../../server/read-models/transactions/candidates.ts'
import { listCounterparties } from '../../server/read-models/transactions/counterparties.ts'
import { searchCustomers } from '../../server/read-models/transactions/customer-search.ts'
import { listTransactions, type TransactionFilter } from '../../server/read-models/transactions/queries.ts'
import { transactionTotals } from '../../server/read-models/transactions/totals.ts'
import { createTestDatabase } from '../support/database.ts'
import { madeId } from '../support/many-events.ts'

const SAMPLE = 20_000
const TIMES = 500

const database = await createTestDatabase({ max: 1 })
const { sql } = database
const asked: { text: string; parameters: unknown[] }[] = []
/** Remembers every statement as it is sent. */
const recording = postgres(
  ...dial(database.url, {
    max: 1,
    onnotice: () => undefined,
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
    debug: (_, text, parameters) => asked.push({ text, parameters }),
  }),
) as unknown as Sql
afterAll(() => recording.end())

/** Has nine tenths of all movements; the others have twenty each. */
const HOT = madeId(1, 0)
const COLD = madeId(1, 7)
const TABLES = [
  'transactions',
  'transaction_words',
  'transaction_accounts',
  'transaction_customers',
  'transaction_payments',
  'transaction_outsiders',
  'transaction_choices',
  'transaction_rules',
] as const
/** Have paid, and were paid, all the time; the account of the bank's own that stands for their bank is one of many. */
const [PAYER, PAYEE, THEIR_BANK] = ['DE02120300000000202051', 'GB29NWBK60161331926819', 2000]

const numberOf = (n: number) => `PB00PASS${String(n * 7919).padStart(16, '0')}`

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Filter?: string
  'Parent Relationship'?: string
  Plans?: Plan[]
}

beforeAll(async () => {
  const made = (kind: number, n: string) =>
    `('${kind.toString(16).padStart(8, '0')}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
  for (const table of TABLES) await sql`ALTER TABLE ${sql(table)} SET (autovacuum_enabled = false)`
  await sql.unsafe(`
    INSERT INTO transaction_customers (customer_id, name, search_name, category)
    SELECT ${made(2, 'n')}, '', CASE WHEN n % 100 = 0 THEN ' anna ' ELSE ' ' END || md5(n::text),
           CASE WHEN n % 100 = 1 THEN 'groceries' WHEN n % 100 > 1 THEN 'eatingOut' END
    FROM generate_series(0, 2000) AS n;
    INSERT INTO transaction_accounts (account_id, customer_id, number, currency, product)
    SELECT ${made(1, 'n')}, ${made(2, 'n')}, 'PB00PASS' || lpad((n * 7919)::text, 16, '0'), 'USD', 'current'
    FROM generate_series(0, 2000) AS n;
    UPDATE transaction_accounts SET product = 'internal' WHERE account_id = ${made(1, String(THEIR_BANK))};
    INSERT INTO transaction_outsiders (outsider_id, customer_id, is_payee, name, number, search_name, category)
    SELECT ${made(3, 'n')}, ${made(2, 'CASE WHEN n < 1000 THEN 0 ELSE n END')}, n % 2 = 0, 'Payee ' || n,
           CASE WHEN n % 10 = 0 THEN '${PAYEE}' WHEN n % 10 = 1 THEN '${PAYER}' ELSE 'GB' || n END,
           ' payee ' || md5(n::text), CASE WHEN n % 7 = 0 THEN 'groceries' END
    FROM generate_series(0, 2000) AS n;
    INSERT INTO transactions (position, account_id, direction, amount, currency, balance_after, description,
                              counterparty_account_id, transfer_id, at, amount_class, words, other_side, text_category,
                              is_received)
    SELECT n, ${made(1, `CASE WHEN n % 10 = 0 THEN 1 + (n / 10) % 100 ELSE 0 END`)},
           CASE WHEN n % 50 = 0 THEN 'in' ELSE 'out' END, 1 + n % 5000, 'USD', 0, '',
           CASE WHEN n % 7 = 0 THEN ${made(1, String(THEIR_BANK))} WHEN n % 3 = 0 THEN ${made(1, '1 + n % 1500')} END,
           CASE WHEN n % 7 = 0 OR n % 3 = 0 THEN ${made(4, 'n')} END,
           timestamptz '2024-01-01 00:00:00Z' + n * interval '1 minute', (n % 5000) / 100,
           ('card w' || n % 40 || ' x' || n)::tsvector,
           CASE WHEN n % 7 = 0 THEN ${made(3, 'n % 200')} WHEN n % 3 = 0 THEN ${made(1, '1 + n % 1500')} ELSE ${made(5, 'n % 30')} END,
           CASE WHEN n % 3 > 0 THEN 'rent' WHEN n % 1000 = 0 THEN 'groceries' ELSE '' END, n % 7 = 0 AND n % 50 = 0
    FROM generate_series(1, ${SAMPLE}) AS n;
    INSERT INTO transaction_payments (transfer_id, account_id, outsider_id, received_at)
    SELECT t.transfer_id, t.account_id, ${made(3, 't.position % 200')}, CASE WHEN direction = 'in' THEN position + 2 END
    FROM transactions t WHERE t.position % 7 = 0;
    INSERT INTO transaction_choices (position, account_id, category, last_position)
    SELECT position, account_id, CASE WHEN position % 2 = 0 THEN 'gifts' END, position
    FROM transactions WHERE position % 5 = 0;
    INSERT INTO transaction_rules (position, account_id, other_side, category)
    SELECT position - 1, account_id, other_side, CASE WHEN position % 4 = 0 THEN 'gifts' END
    FROM transactions WHERE position % 500 = 0;
    INSERT INTO transaction_words (id, account_id, word, position)
    SELECT position * 256 + word.n, account_id, word.word, position
    FROM transactions, unnest(tsvector_to_array(words)) WITH ORDINALITY AS word (word, n);
    INSERT INTO projector_checkpoints (projector_name, last_position) VALUES ('transactions', ${SAMPLE})`)
  for (const table of TABLES) await sql`VACUUM ANALYZE ${sql(table)}`
  // Tables and indexes become dense: the planner multiplies rows per page by the pages that it finds.
  await sql`
    SELECT pg_restore_relation_stats(
      'schemaname', 'public', 'relname', c.relname::text, 'relpages', c.relpages, 'relallvisible', c.relallvisible,
      'reltuples', (CASE WHEN c.reltuples > 0 THEN c.reltuples * ${TIMES}::int ELSE c.reltuples END)::real)
    FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
    WHERE c.oid = ANY (${[...TABLES]}::text[]::regclass[]) OR i.indrelid = ANY (${[...TABLES]}::text[]::regclass[])`
})

/** The plans of all statements that the call sends. */
const plansOf = async (call: () => Promise<unknown>): Promise<{ text: string; plan: Plan }[]> => {
  asked.length = 0
  await call()
  const statements = asked
    .splice(0)
    .filter(({ text }) => /FROM/.test(text) && !/pg_(catalog|type)/.test(text))
  const plans: { text: string; plan: Plan }[] = []
  for (const { text, parameters } of statements) {
    const [row] = await sql.unsafe<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(
      `EXPLAIN (FORMAT JSON) ${text}`,
      parameters as never[],
    )
    plans.push({ text, plan: row!['QUERY PLAN'][0].Plan })
  }
  return plans
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)]
const isMovements = ({ 'Relation Name': table }: Plan) =>
  table === 'transactions' || table === 'transaction_words'
const cond = (node: Plan) => node['Index Cond'] ?? ''
/** A transfer has few movements. */
const isByKey = (node: Plan) => /\b(position|transfer_id)"? = /.test(cond(node))

/** Whether movements come into it, unless a limit or a key says how many. */
const isUnbounded = (plan: Plan): boolean =>
  plan['Node Type'] !== 'Limit' &&
  ((isMovements(plan) && !isByKey(plan)) ||
    (plan.Plans ?? [])
      .filter((child) => !/InitPlan|SubPlan/.test(child['Parent Relationship'] ?? ''))
      .some(isUnbounded))

/** What reads movements or words in any other way than from one place of an index, or sorts what has no limit. */
const wrongNodes = (plan: Plan): Plan[] =>
  nodes(plan).filter((node) => {
    const type = node['Node Type']
    if (/Sort|Aggregate|Materialize|Hash/.test(type)) return isUnbounded(node)
    if (isMovements(node))
      // Past what does not fit it would go any distance.
      return !(
        type.startsWith('Index') &&
        (isByKey(node) || (/account_id = /.test(cond(node)) && !node.Filter))
      )
    const table = node['Relation Name']
    // Those of one customer are still too many to be looked through.
    if (table === 'transaction_payments' && /account_id/.test(cond(node)))
      return !/outsider_id/.test(cond(node)) || Boolean(node.Filter)
    return TABLES.some((one) => one === table) && type === 'Seq Scan'
  })

const searches = [
  'card',
  'w17',
  'x19999',
  'x',
  'crad',
  'nothing',
  'person',
  'person w17',
  '0000 0000 0007 9190',
]
const others: TransactionFilter[] = [
  {},
  { minAmount: '3' },
  { minAmount: '12.00', maxAmount: '12.01' },
  { direction: 'in' },
  { from: new Date('2024-01-03T00:00:00Z'), to: new Date('2024-01-08T00:00:00Z') },
  { direction: 'in', minAmount: '1', maxAmount: '2', from: new Date('2024-01-02T00:00:00Z') },
]
/** Each beside one kind of way to them, and beside none. */
const newer: TransactionFilter[] = [
  { categories: ['groceries', 'cash'] },
  { category: 'gifts', direction: 'in' },
  { category: 'eatingOut' },
  { categories: ['savings', 'transfers'] },
  { counterparty: numberOf(7) },
  { counterparty: PAYEE },
  { counterparty: PAYER, direction: 'in' },
]
const more = newer.flatMap((filter) => [
  filter,
  { ...filter, search: 'w17' },
  { ...filter, minAmount: '12.00', maxAmount: '12.01' },
])
const filters = [...searches.map((search) => ({ search })), {}]
  .flatMap((filter) => others.map((other) => ({ ...filter, ...other })))
  .concat(more)

test('the sample counts as millions, and what has no index is seen', async () => {
  const [row] = await sql<{ 'QUERY PLAN': [{ Plan: Plan & { 'Plan Rows': number } }] }[]>`
    EXPLAIN (FORMAT JSON) SELECT FROM transactions`
  expect(row!['QUERY PLAN'][0].Plan['Plan Rows']).toBeGreaterThan(0.9 * SAMPLE * TIMES)
  const unbounded = await plansOf(
    () =>
      recording`SELECT position FROM transactions WHERE account_id = ${HOT} ORDER BY balance_after LIMIT 5`,
  )
  expect(unbounded.flatMap(({ plan }) => wrongNodes(plan))).not.toEqual([])
})

test.each(['force_custom_plan', 'force_generic_plan'])(
  'every filter goes along indexes that begin with the account (%s)',
  async (mode) => {
    await sql.unsafe(`SET plan_cache_mode = ${mode}`)
    for (const filter of filters)
      for (const accountId of [HOT, COLD]) {
        const plans = await plansOf(() => listTransactions(recording, { accountId, limit: 50, ...filter }))
        if (newer.includes(filter) || others.includes(filter))
          plans.push(...(await plansOf(() => transactionTotals(recording, { accountId, ...filter }))))
        for (const { text, plan } of plans)
          expect(wrongNodes(plan), `${JSON.stringify(filter)} ${text}`).toEqual([])
      }
  },
)

test.each(['force_custom_plan', 'force_generic_plan'])(
  'so does each of the ways, also the last one (%s)',
  async (mode) => {
    await sql.unsafe(`SET plan_cache_mode = ${mode}`)
    const term = { beginnings: ['w1'], query: "'w1':*", namePatterns: ['% w1%'], numberPattern: undefined }
    const counterparties = { sides: [madeId(1, 5), madeId(3, 6)], payers: [madeId(3, 1), madeId(3, 3)] }
    const found = {
      accountId: HOT,
      first: 100,
      last: SAMPLE,
      terms: [
        { ...term, words: ['w1'], counterparties: { sides: [], payers: [] } },
        { ...term, words: [], counterparties: { sides: [madeId(1, 6)], payers: [] } },
        { ...term, words: ['w1', 'w12'], counterparties },
        { ...term, words: undefined, counterparties },
      ],
      direction: 'in',
      category: undefined,
      counterparty: undefined,
      minAmount: 200n,
      maxAmount: 300n,
    } as const
    const category = {
      anyOf: ['groceries'],
      lists: {
        chosen: ['groceries'],
        written: ['groceries', ''],
        named: counterparties,
        remembered: [{ side: madeId(5, 3), after: 10, before: 10_000 }],
      },
    } as const
    const ways = [
      ...candidatesFor(sql, found),
      ...candidatesFor(sql, { ...found, direction: undefined }),
      ...candidatesFor(sql, { ...found, terms: [], counterparty: counterparties }),
      ...candidatesFor(sql, { ...found, terms: [], category }),
      ...candidatesFor(sql, { ...found, terms: [], category, direction: undefined }),
    ]
    expect(ways).toHaveLength(26)
    for (const [n, way] of ways.entries()) {
      const limit = sql.unsafe('512') as unknown as Fragment
      const [row] = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`
      EXPLAIN (FORMAT JSON) ${way.select({ limit, last: found.last })}`
      expect(wrongNodes(row!['QUERY PLAN'][0].Plan), `way ${n}`).toEqual([])
    }
  },
)

test.each(['force_custom_plan', 'force_generic_plan'])(
  'counterparties are had from some of the newest movements (%s)',
  async (mode) => {
    await sql.unsafe(`SET plan_cache_mode = ${mode}`)
    for (const search of [undefined, 'person', 'anna', '7919'])
      for (const { text, plan } of await plansOf(() =>
        listCounterparties(recording, { accountId: HOT, search, limit: 20 }),
      ))
        expect(wrongNodes(plan), `${search} ${text}`).toEqual([])
  },
)

test('customers are found by the indexes of their names and numbers', async () => {
  for (const search of ['anna', 'naan', '79190', 'anna b'])
    for (const { text, plan } of await plansOf(() => searchCustomers(recording, { search, limit: 50 })))
      expect(wrongNodes(plan), `${search} ${text}`).toEqual([])
})
