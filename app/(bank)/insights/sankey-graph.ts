/**
 * Where money came from, which accounts it went through and where it has gone, as a graph in which every account takes
 * in what it gives out. What went to and fro between two of one's own accounts is netted, and so is what went round in a
 * circle: only then does the picture have a direction. Pure and exact.
 */
import type { Category } from '../../../server/domain/categories/category.ts'
import type { Currency, WireMoney } from '../../../server/domain/decimal.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import { withoutCircles } from './own-flows.ts'
import { sum } from './spending-bars.ts'

export type FlowRow = {
  readonly accountId: string
  readonly currency: Currency
  readonly category: Category
  readonly ownAccountId: string | null
  readonly out: WireMoney
  readonly in: WireMoney
}

/** What a node is: a category's money coming in or going out, an account, one that is not in the picture, or a balance. */
export type NodeKind =
  | { readonly kind: 'category'; readonly direction: 'in' | 'out'; readonly categories: readonly Category[] }
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'elsewhere'; readonly direction: 'in' | 'out'; readonly accountId: string }
  /** What an account took out of what it had, or has kept. */
  | { readonly kind: 'balance'; readonly direction: 'in' | 'out' }

export type SankeyNode = NodeKind & {
  readonly id: string
  /** From left to right. */
  readonly layer: number
  readonly amount: bigint
}
export type SankeyLink = { readonly from: string; readonly to: string; readonly amount: bigint }
export type SankeyGraph = {
  readonly nodes: readonly SankeyNode[]
  readonly links: readonly SankeyLink[]
  readonly layers: number
}

const MOST_SOURCES = 5
const MOST_SINKS = 9

type Pouring = {
  readonly id: string
  readonly node: NodeKind
  readonly accountId: string
  readonly amount: bigint
}

/** Of the rows of these accounts, which are kept in one currency; all others are elsewhere. */
export const sankeyGraph = (rows: readonly FlowRow[], accountIds: readonly string[]): SankeyGraph => {
  const isHere = new Set(accountIds)
  const mine = rows.filter(({ accountId }) => isHere.has(accountId))
  const between = withoutCircles(
    mine
      .filter(({ ownAccountId }) => ownAccountId !== null && isHere.has(ownAccountId))
      .map(({ accountId, ownAccountId, out }) => ({
        from: accountId,
        to: ownAccountId!,
        amount: minorUnits(out),
      })),
  )
  const outside = mine.filter(({ ownAccountId }) => ownAccountId === null || !isHere.has(ownAccountId))
  const sources = largest(pourings(outside, 'in'), MOST_SOURCES)
  const sinks = largest(pourings(outside, 'out'), MOST_SINKS)

  const balances = accountIds.flatMap((accountId): (Pouring & { direction: 'in' | 'out' })[] => {
    const kept =
      sum(sources.filter((one) => one.accountId === accountId).map(({ amount }) => amount)) +
      sum(between.filter(({ to }) => to === accountId).map(({ amount }) => amount)) -
      sum(sinks.filter((one) => one.accountId === accountId).map(({ amount }) => amount)) -
      sum(between.filter(({ from }) => from === accountId).map(({ amount }) => amount))
    if (kept === 0n) return []
    const direction = kept > 0n ? 'out' : 'in'
    const node = { kind: 'balance', direction } as const
    return [{ id: `balance-${direction}`, node, accountId, amount: kept > 0n ? kept : -kept, direction }]
  })
  const links = [
    ...[...sources, ...balances.filter(({ direction }) => direction === 'in')].map(
      ({ id, accountId, amount }) => ({ from: id, to: accountId, amount }),
    ),
    ...between,
    ...[...sinks, ...balances.filter(({ direction }) => direction === 'out')].map(
      ({ id, accountId, amount }) => ({ from: accountId, to: id, amount }),
    ),
  ]
  const depths = depthsOf(between, accountIds)
  const layers = Math.max(0, ...depths.values()) + 3
  const through = (id: string, end: 'from' | 'to') =>
    sum(links.filter((link) => link[end] === id).map(({ amount }) => amount))
  const ends = new Map([...sources, ...sinks, ...balances].map(({ id, node }) => [id, node]))
  const nodes: SankeyNode[] = [
    ...[...ends].map(([id, node]) => {
      const isSource = node.kind !== 'account' && node.direction === 'in'
      return {
        ...node,
        id,
        layer: isSource ? 0 : layers - 1,
        amount: through(id, isSource ? 'from' : 'to'),
      }
    }),
    ...accountIds
      .map((accountId) => ({
        kind: 'account' as const,
        accountId,
        id: accountId,
        layer: 1 + (depths.get(accountId) ?? 0),
        amount: through(accountId, 'to'),
      }))
      .filter(({ amount }) => amount > 0n),
  ]
  return { nodes, links, layers }
}

const pourings = (rows: readonly FlowRow[], direction: 'in' | 'out'): Pouring[] => {
  const found = new Map<string, Pouring>()
  for (const row of rows) {
    const amount = minorUnits(row[direction])
    if (amount === 0n) continue
    const node: NodeKind =
      row.ownAccountId === null
        ? { kind: 'category', direction, categories: [row.category] }
        : { kind: 'elsewhere', direction, accountId: row.ownAccountId }
    const id = `${direction}-${row.ownAccountId ?? row.category}`
    const key = `${id} ${row.accountId}`
    const before = found.get(key)?.amount ?? 0n
    found.set(key, { id, node, accountId: row.accountId, amount: before + amount })
  }
  return [...found.values()]
}

/** The smallest categories are poured together. */
const largest = (all: readonly Pouring[], most: number): Pouring[] => {
  const totals = new Map<string, { node: NodeKind; amount: bigint }>()
  for (const { id, node, amount } of all)
    totals.set(id, { node, amount: (totals.get(id)?.amount ?? 0n) + amount })
  if (totals.size <= most) return [...all]
  const small = [...totals]
    .toSorted(([a, x], [b, y]) => Number(y.amount - x.amount) || a.localeCompare(b))
    .slice(most - 1)
    .filter(([, { node }]) => node.kind === 'category')
  const smallIds = new Set(small.map(([id]) => id))
  const direction = all[0]!.node.kind === 'account' ? 'out' : all[0]!.node.direction
  const categories = small.flatMap(([, { node }]) => (node.kind === 'category' ? node.categories : []))
  const others: NodeKind = { kind: 'category', direction, categories }
  const byAccount = new Map<string, bigint>()
  for (const { id, accountId, amount } of all)
    if (smallIds.has(id)) byAccount.set(accountId, (byAccount.get(accountId) ?? 0n) + amount)
  return [
    ...all.filter(({ id }) => !smallIds.has(id)),
    ...[...byAccount].map(([accountId, amount]) => ({
      id: `${direction}-others`,
      node: others,
      accountId,
      amount,
    })),
  ]
}

/** How many accounts the money has gone through before it comes to each of them, at most. */
const depthsOf = (
  links: readonly SankeyLink[],
  accountIds: readonly string[],
): ReadonlyMap<string, number> => {
  const depths = new Map(accountIds.map((accountId) => [accountId, 0]))
  // Without circles this ends, after as many rounds as there are accounts at most.
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false
    for (const { from, to } of links) {
      const depth = (depths.get(from) ?? 0) + 1
      if (depth <= (depths.get(to) ?? 0)) continue
      depths.set(to, depth)
      hasChanged = true
    }
  }
  return depths
}
