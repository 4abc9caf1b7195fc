/**
 * Where the nodes of a graph of flows stand and how broad its ribbons are. Every node has a place above it for its words,
 * however little money it is, so that nothing is written over anything else, on a phone either. Pure.
 */
import type { SankeyGraph, SankeyLink, SankeyNode } from './sankey-graph.ts'

export type Placed = SankeyNode & {
  readonly x: number
  /** Of the bar; its words stand above. */
  readonly y: number
  readonly height: number
}
export type Ribbon = SankeyLink & { readonly path: string }
export type SankeyLayout = {
  readonly nodes: readonly Placed[]
  readonly ribbons: readonly Ribbon[]
  readonly height: number
}

export type SankeySize = {
  readonly width: number
  /** Of the bars of the layer through which most goes. */
  readonly flowHeight: number
  readonly nodeWidth: number
  readonly labelHeight: number
  readonly gap: number
}

/** Thinner than this nobody sees it. */
const THINNEST = 1.5

export const sankeyLayout = (
  { nodes, links, layers }: SankeyGraph,
  { width, flowHeight, nodeWidth, labelHeight, gap }: SankeySize,
): SankeyLayout => {
  const columns = Array.from({ length: layers }, (_, layer) =>
    nodes.filter((node) => node.layer === layer).toSorted(inOrder),
  )
  const totals = columns.map((column) => column.reduce((sum, { amount }) => sum + Number(amount), 0))
  const scale = flowHeight / Math.max(1, ...totals)
  const heightOf = (amount: bigint) => Math.max(THINNEST, Number(amount) * scale)
  const slot = labelHeight + gap
  const heights = columns.map((column) =>
    column.reduce((sum, { amount }) => sum + slot + heightOf(amount), 0),
  )
  const height = Math.max(0, ...heights)
  const step = layers > 1 ? (width - nodeWidth) / (layers - 1) : 0
  const placed = columns.flatMap((column, layer) => {
    let top = (height - heights[layer]!) / 2
    return column.map((node): Placed => {
      const one = { ...node, x: layer * step, y: top + labelHeight, height: heightOf(node.amount) }
      top += slot + one.height
      return one
    })
  })
  return { nodes: placed, ribbons: ribbonsOf(placed, links, { scale, nodeWidth }), height }
}

/** The largest first, but what is only left over, or was there before, last. */
const inOrder = (a: SankeyNode, b: SankeyNode): number =>
  rank(a) - rank(b) || Number(b.amount - a.amount) || a.id.localeCompare(b.id)

const rank = (node: SankeyNode): number =>
  node.kind === 'balance' ? 2 : node.kind === 'category' && node.categories.length > 1 ? 1 : 0

/** At each node ribbons lie in the order of where they lead to, so that few of them cross. */
const ribbonsOf = (
  nodes: readonly Placed[],
  links: readonly SankeyLink[],
  { scale, nodeWidth }: { readonly scale: number; readonly nodeWidth: number },
): Ribbon[] => {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const known = links.filter(({ from, to }) => byId.has(from) && byId.has(to))
  const tops = (end: 'from' | 'to', other: 'from' | 'to') => {
    const used = new Map<string, number>()
    const found = new Map<SankeyLink, number>()
    for (const link of known.toSorted((a, b) => byId.get(a[other])!.y - byId.get(b[other])!.y)) {
      const node = byId.get(link[end])!
      const before = used.get(node.id) ?? 0
      found.set(link, node.y + before)
      used.set(node.id, before + Number(link.amount) * scale)
    }
    return found
  }
  const [leaving, arriving] = [tops('from', 'to'), tops('to', 'from')]
  return known.map((link) => {
    const thickness = Math.max(THINNEST, Number(link.amount) * scale)
    const [x0, x1] = [byId.get(link.from)!.x + nodeWidth, byId.get(link.to)!.x]
    const [y0, y1] = [leaving.get(link)!, arriving.get(link)!]
    const middle = (x0 + x1) / 2
    return {
      ...link,
      path: [
        `M${at(x0)} ${at(y0)}C${at(middle)} ${at(y0)} ${at(middle)} ${at(y1)} ${at(x1)} ${at(y1)}`,
        `L${at(x1)} ${at(y1 + thickness)}`,
        `C${at(middle)} ${at(y1 + thickness)} ${at(middle)} ${at(y0 + thickness)} ${at(x0)} ${at(y0 + thickness)}Z`,
      ].join(''),
    }
  })
}

const at = (pixels: number): string => String(Math.round(pixels * 100) / 100)
