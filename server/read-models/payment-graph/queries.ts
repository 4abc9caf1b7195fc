/** Who has paid whom around an account or a customer, and where money has come back in a circle. For staff alone. */
import type { Sql } from '../../../db/client.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { toIso } from '../instant.ts'
import { type Answer, versionOf } from '../version.ts'

export const MAX_DEPTH = 5
/** What one question looks at: an account that everybody pays must not make it look at everybody. */
const MOST_EDGES = 500
const MOST_PATHS = 20_000
const MOST_CYCLES = 100

export type GraphEdge = {
  from: GraphNode
  to: GraphNode
  payments: number
  money: WireMoney
  firstAt: string
  lastAt: string
}
type GraphNode = { accountId: string; customerId: string; number: string; name: string }
export type PaymentGraph = {
  edges: GraphEdge[]
  /** Accounts of different customers, each of which has paid the next, and the last one the first. */
  cycles: string[][]
  /** There is more than was looked at. */
  isCut: boolean
}
export type GraphStart = { readonly accountId: string } | { readonly customerId: string }

type StoredNode<End extends 'from' | 'to'> = Record<
  `${End}_account_id` | `${End}_customer_id` | `${End}_number` | `${End}_name`,
  string
>
type StoredEdge = StoredNode<'from'> &
  StoredNode<'to'> & {
    currency: Currency
    payments: string
    amount: string
    first_at: string
    last_at: string
  }

/** Edges up to `depth` steps away in either direction, and circles of at most that many payments. */
export const readGraph = async (
  sql: Sql,
  { start, depth }: { readonly start: GraphStart; readonly depth: number },
): Promise<Answer<PaymentGraph>> => {
  const own =
    'accountId' in start
      ? sql`SELECT ${start.accountId}::uuid AS account_id`
      : sql`SELECT account_id FROM payment_graph_accounts WHERE customer_id = ${start.customerId}::uuid`
  const [found] = await sql<{ version: number; edges: StoredEdge[]; paths: number; cycles: string[][] }[]>`
    WITH RECURSIVE own AS (${own}),
    near (account_id, steps) AS (
      SELECT account_id, 0 FROM own
      UNION
      SELECT CASE WHEN e.from_account_id = n.account_id THEN e.to_account_id ELSE e.from_account_id END, n.steps + 1
      FROM near n JOIN payment_edges e ON n.account_id IN (e.from_account_id, e.to_account_id)
      WHERE n.steps < ${depth - 1}
    ),
    around AS (SELECT DISTINCT account_id FROM (SELECT account_id FROM near LIMIT ${MOST_PATHS}) AS seen),
    -- Each direction by its own index: an OR would read every edge that there is.
    wanted AS (
      SELECT e.edge, e.last_position FROM around a JOIN payment_edges e ON e.from_account_id = a.account_id
      UNION
      SELECT e.edge, e.last_position FROM around a JOIN payment_edges e ON e.to_account_id = a.account_id
      ORDER BY last_position DESC, edge LIMIT ${MOST_EDGES + 1}
    ),
    edges AS (
      SELECT e.from_account_id, e.from_customer_id, coalesce(fa.number, '') AS from_number, coalesce(fc.name, '') AS from_name,
             e.to_account_id, e.to_customer_id, coalesce(ta.number, '') AS to_number, coalesce(tc.name, '') AS to_name,
             e.currency, e.payments::text, e.amount::text, e.first_at::text, e.last_at::text, e.last_position
      FROM wanted JOIN payment_edges e ON e.edge = wanted.edge
      LEFT JOIN payment_graph_accounts fa ON fa.account_id = e.from_account_id
      LEFT JOIN payment_graph_accounts ta ON ta.account_id = e.to_account_id
      LEFT JOIN payment_graph_customers fc ON fc.customer_id = e.from_customer_id
      LEFT JOIN payment_graph_customers tc ON tc.customer_id = e.to_customer_id
      ORDER BY e.last_position DESC, e.edge
    ),
    path (accounts, last) AS (
      SELECT ARRAY[account_id], account_id FROM own
      UNION ALL
      SELECT p.accounts || e.to_account_id, e.to_account_id
      FROM path p JOIN payment_edges e ON e.from_account_id = p.last
      WHERE cardinality(p.accounts) <= ${depth}
      AND (cardinality(p.accounts) = 1 OR p.last <> p.accounts[1])
      AND e.from_customer_id <> e.to_customer_id
      AND (e.to_account_id = p.accounts[1] OR e.to_account_id <> ALL (p.accounts))
    ),
    walked AS (SELECT accounts, last FROM path LIMIT ${MOST_PATHS}),
    circles AS (
      SELECT accounts[1:cardinality(accounts) - 1] AS accounts FROM walked
      WHERE cardinality(accounts) > 1 AND last = accounts[1]
      ORDER BY cardinality(accounts), accounts LIMIT ${MOST_CYCLES + 1}
    )
    SELECT checkpoint.version,
           coalesce((SELECT jsonb_agg(edges ORDER BY last_position DESC, from_account_id, to_account_id) FROM edges), '[]') AS edges,
           (SELECT count(*)::int FROM walked) AS paths,
           coalesce((SELECT jsonb_agg(accounts ORDER BY cardinality(accounts), accounts) FROM circles), '[]') AS cycles
    FROM ${versionOf(sql, 'payment-graph')} AS checkpoint`
  const { version, edges, paths, cycles } = found!
  return {
    version,
    data: {
      edges: edges.slice(0, MOST_EDGES).map(toEdge),
      cycles: cycles.slice(0, MOST_CYCLES),
      isCut: edges.length > MOST_EDGES || cycles.length > MOST_CYCLES || paths === MOST_PATHS,
    },
  }
}

const toEdge = (edge: StoredEdge): GraphEdge => {
  const node = (end: 'from' | 'to'): GraphNode => ({
    accountId: edge[`${end}_account_id`],
    customerId: edge[`${end}_customer_id`],
    number: edge[`${end}_number`],
    name: edge[`${end}_name`],
  })
  return {
    from: node('from'),
    to: node('to'),
    payments: Number(edge.payments),
    money: toWire(money(BigInt(edge.amount), edge.currency)),
    firstAt: toIso(edge.first_at),
    lastAt: toIso(edge.last_at),
  }
}
