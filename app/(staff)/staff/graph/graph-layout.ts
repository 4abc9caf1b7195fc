/**
 * Where the accounts of a payment graph stand when it is drawn: whom it is about in the middle, everybody else on rings
 * around them by how many payments away they are, each beside those over whom they are reached. The same graph is always
 * drawn the same way.
 */
import type { PaymentGraph } from '../../../api-client/api.ts'

type Edge = PaymentGraph['edges'][number]
type Node = Edge['from']

/** In units of the drawing, its middle being 0, 0. */
export type Place = Node & { readonly x: number; readonly y: number; readonly ring: number }

export type DrawnEdge = {
  readonly edge: Edge
  readonly from: Place
  readonly to: Place
  /** Part of a circle in which money came back. */
  readonly isInCycle: boolean
  /** Whether there is one the other way, too, so that both are bent apart. */
  readonly isMutual: boolean
}

export type Drawing = {
  readonly places: readonly Place[]
  readonly edges: readonly DrawnEdge[]
  /** Accounts that found no room; they stand in the table. */
  readonly left: number
}

export const RING = 150
/** More names than this cannot be read in one picture. */
export const MOST_PLACES = 36

export const layGraph = (
  { edges, cycles }: Pick<PaymentGraph, 'edges' | 'cycles'>,
  isStart: (node: Node) => boolean,
): Drawing => {
  const nodes = new Map<string, Node>()
  for (const { from, to } of edges) for (const node of [from, to]) nodes.set(node.accountId, node)
  const neighbours = neighboursOf(edges)
  const inCycle = new Set(cycles.flatMap((cycle) => pairsOf(cycle)))

  // Who takes part in a circle is never the one left out.
  const suspicious = new Set(cycles.flat())
  const { parents, order } = reach(nodes, neighbours, isStart)
  const shown = choose(order, parents, suspicious)
  const places = new Map(place(nodes, shown, parents).map((one) => [one.accountId, one]))

  const drawn = edges.flatMap((edge): DrawnEdge[] => {
    const [from, to] = [places.get(edge.from.accountId), places.get(edge.to.accountId)]
    if (!from || !to) return []
    const isMutual = edges.some(
      (other) => other.from.accountId === to.accountId && other.to.accountId === from.accountId,
    )
    return [{ edge, from, to, isInCycle: inCycle.has(pair(from.accountId, to.accountId)), isMutual }]
  })
  return { places: [...places.values()], edges: drawn, left: nodes.size - places.size }
}

const pair = (from: string, to: string): string => `${from} ${to}`

const pairsOf = (cycle: readonly string[]): string[] =>
  cycle.map((accountId, index) => pair(accountId, cycle[(index + 1) % cycle.length] ?? accountId))

/** By how much has moved between them, so that close company stands together and is kept first. */
const neighboursOf = (edges: readonly Edge[]): ReadonlyMap<string, readonly string[]> => {
  const weights = new Map<string, Map<string, number>>()
  const add = (one: string, other: string, payments: number) => {
    const known = weights.get(one) ?? new Map<string, number>()
    known.set(other, (known.get(other) ?? 0) + payments)
    weights.set(one, known)
  }
  for (const { from, to, payments } of edges) {
    add(from.accountId, to.accountId, payments)
    add(to.accountId, from.accountId, payments)
  }
  return new Map(
    [...weights].map(([accountId, others]) => [
      accountId,
      [...others].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).map(([other]) => other),
    ]),
  )
}

/** Breadth first, from whom it is about: the parent of each account, null for those in the middle. */
const reach = (
  nodes: ReadonlyMap<string, Node>,
  neighbours: ReadonlyMap<string, readonly string[]>,
  isStart: (node: Node) => boolean,
): { parents: ReadonlyMap<string, string | null>; order: readonly string[] } => {
  const starts = [...nodes.values()].filter(isStart).map(({ accountId }) => accountId)
  const parents = new Map<string, string | null>(starts.toSorted().map((accountId) => [accountId, null]))
  const order = [...parents.keys()]
  for (const accountId of order)
    for (const next of neighbours.get(accountId) ?? [])
      if (!parents.has(next)) {
        parents.set(next, accountId)
        order.push(next)
      }
  return { parents, order }
}

/** As many as can be read; with each account all those over whom it is reached. */
const choose = (
  order: readonly string[],
  parents: ReadonlyMap<string, string | null>,
  first: ReadonlySet<string>,
): readonly string[] => {
  const wayTo = (accountId: string): string[] => {
    const parent = parents.get(accountId)
    return parent ? [...wayTo(parent), accountId] : [accountId]
  }
  const chosen = new Set<string>()
  for (const accountId of [...order.filter((one) => first.has(one)), ...order]) {
    const way = wayTo(accountId).filter((one) => !chosen.has(one))
    if (chosen.size + way.length <= MOST_PLACES) for (const one of way) chosen.add(one)
  }
  return order.filter((accountId) => chosen.has(accountId))
}

/** Everybody gets a sector of the circle as wide as what hangs on them. */
const place = (
  nodes: ReadonlyMap<string, Node>,
  shown: readonly string[],
  parents: ReadonlyMap<string, string | null>,
): Place[] => {
  const children = new Map<string | null, string[]>()
  for (const accountId of shown) {
    const parent = parents.get(accountId) ?? null
    children.set(parent, [...(children.get(parent) ?? []), accountId])
  }
  const leaves = (accountId: string): number =>
    (children.get(accountId) ?? []).reduce((sum, child) => sum + leaves(child), 0) || 1

  const places: Place[] = []
  const roots = children.get(null) ?? []
  // A single one stands in the middle; several stand around it.
  const innermost = roots.length > 1 ? 1 : 0
  const fill = (accountIds: readonly string[], from: number, to: number, ring: number) => {
    const total = accountIds.reduce((sum, accountId) => sum + leaves(accountId), 0)
    let start = from
    for (const accountId of accountIds) {
      const end = start + ((to - from) * leaves(accountId)) / total
      const angle = (start + end) / 2
      const node = nodes.get(accountId)
      if (node)
        places.push({
          ...node,
          ring,
          x: Math.round(Math.cos(angle) * ring * RING),
          y: Math.round(Math.sin(angle) * ring * RING),
        })
      fill(children.get(accountId) ?? [], start, end, ring + 1)
      start = end
    }
  }
  fill(roots, -Math.PI / 2, 1.5 * Math.PI, innermost)
  return places
}
