/** The drawing of flows: no money is lost on its way, none goes round in circles, and no words cover others. */
import { describe, expect, it } from 'vitest'
import { type Flow, withoutCircles } from '../../../app/(bank)/insights/own-flows.ts'
import { type FlowRow, type SankeyGraph, sankeyGraph } from '../../../app/(bank)/insights/sankey-graph.ts'
import { sankeyLayout } from '../../../app/(bank)/insights/sankey-layout.ts'
import { sum } from '../../../app/(bank)/insights/spending-bars.ts'
import { allCategories } from '../../../app/text/categories.ts'
import type { Category } from '../../../server/domain/categories/category.ts'
import { formatDecimal } from '../../../server/domain/decimal.ts'
import { fc } from '../../support/property.ts'

const usd = (amountMinor: bigint) => ({ amount: formatDecimal(amountMinor, 'USD'), currency: 'USD' as const })
const row = (
  accountId: string,
  category: Category,
  { out = 0n, in: income = 0n, own = null as string | null },
): FlowRow => ({
  accountId,
  currency: 'USD',
  category,
  ownAccountId: own,
  out: usd(out),
  in: usd(income),
})

const accounts = ['a', 'b', 'c', 'd']
const amount = fc.bigInt({ min: 1n, max: 1_000n })
const flow: fc.Arbitrary<Flow> = fc.record({
  from: fc.constantFrom(...accounts),
  to: fc.constantFrom(...accounts),
  amount,
})
const lost = (flows: readonly Flow[], account: string) =>
  sum(flows.filter(({ from, to }) => from === account && to !== account).map((one) => one.amount)) -
  sum(flows.filter(({ from, to }) => to === account && from !== account).map((one) => one.amount))

describe('between own accounts', () => {
  it('nothing goes round, and every account loses and wins what it did', () => {
    fc.assert(
      fc.property(fc.array(flow, { maxLength: 20 }), (flows) => {
        const net = withoutCircles(flows)
        for (const account of accounts) expect(lost(net, account)).toBe(lost(flows, account))
        const follow = (account: string, path: readonly string[]): void => {
          expect(path).not.toContain(account)
          for (const { from, to } of net) if (from === account) follow(to, [...path, account])
        }
        for (const account of accounts) follow(account, [])
      }),
    )
  })

  it('to and fro is netted', () =>
    expect(
      withoutCircles([
        { from: 'a', to: 'b', amount: 5n },
        { from: 'b', to: 'a', amount: 2n },
      ]),
    ).toEqual([{ from: 'a', to: 'b', amount: 3n }]))
})

const anyRows = fc
  .tuple(
    fc.array(
      fc.record({
        account: fc.constantFrom('a', 'b', 'c'),
        category: fc.constantFrom(...allCategories),
        amount,
        isOut: fc.boolean(),
        isElsewhere: fc.boolean(),
      }),
      { minLength: 1, maxLength: 40 },
    ),
    fc.array(flow, { maxLength: 12 }),
  )
  .map(([outside, between]) => [
    ...outside.map(({ account, category, amount: much, isOut, isElsewhere }) =>
      row(account, category, { [isOut ? 'out' : 'in']: much, own: isElsewhere ? 'euros' : null }),
    ),
    ...between
      .filter(({ from, to }) => from !== to && from !== 'd' && to !== 'd')
      .flatMap(({ from, to, amount: much }) => [
        row(from, 'savings', { out: much, own: to }),
        row(to, 'savings', { in: much, own: from }),
      ]),
  ])

const flowsOf = ({ links }: SankeyGraph, id: string) => ({
  in: sum(links.filter(({ to }) => to === id).map((link) => link.amount)),
  out: sum(links.filter(({ from }) => from === id).map((link) => link.amount)),
})

describe('the graph', () => {
  it('loses nothing: accounts give out what they take in, and ends come to what has moved', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const graph = sankeyGraph(rows, ['a', 'b', 'c'])
        const layerOf = new Map(graph.nodes.map(({ id, layer }) => [id, layer]))
        for (const { from, to } of graph.links) expect(layerOf.get(from)!).toBeLessThan(layerOf.get(to)!)
        for (const node of graph.nodes) {
          const through = flowsOf(graph, node.id)
          if (node.kind === 'account') expect(through.in).toBe(through.out)
          expect([through.in, through.out]).toContain(node.amount)
        }
        const outside = rows.filter(({ ownAccountId }) => ownAccountId === null || ownAccountId === 'euros')
        for (const direction of ['in', 'out'] as const)
          expect(
            sum(
              graph.nodes
                .filter(
                  (node) =>
                    (node.kind === 'category' || node.kind === 'elsewhere') && node.direction === direction,
                )
                .map((node) => node.amount),
            ),
          ).toBe(sum(outside.map((one) => BigInt(one[direction].amount.replace('.', '')))))
      }),
    )
  })

  it('shows what went from one account to the next in the middle, and what is left at the end', () => {
    const { nodes, links, layers } = sankeyGraph(
      [
        row('a', 'salary', { in: 1000n }),
        row('a', 'rent', { out: 600n }),
        row('a', 'savings', { out: 300n, in: 100n, own: 'b' }),
        row('b', 'savings', { in: 300n, out: 100n, own: 'a' }),
      ],
      ['a', 'b'],
    )
    expect(layers).toBe(4)
    expect(nodes.map(({ id, layer }) => [id, layer])).toEqual([
      ['in-salary', 0],
      ['out-rent', 3],
      ['balance-out', 3],
      ['a', 1],
      ['b', 2],
    ])
    expect(links).toEqual([
      { from: 'in-salary', to: 'a', amount: 1000n },
      { from: 'a', to: 'b', amount: 200n },
      { from: 'a', to: 'out-rent', amount: 600n },
      { from: 'a', to: 'balance-out', amount: 200n },
      { from: 'b', to: 'balance-out', amount: 200n },
    ])
  })

  it('is empty when nothing has moved', () => expect(sankeyGraph([], ['a']).links).toEqual([]))
})

describe('the layout', () => {
  it('keeps everything within, and leaves every node room for its words', () => {
    fc.assert(
      fc.property(anyRows, fc.integer({ min: 280, max: 1200 }), (rows, width) => {
        const size = { width, flowHeight: 300, nodeWidth: 10, labelHeight: 36, gap: 10 }
        const graph = sankeyGraph(rows, ['a', 'b', 'c'])
        const { nodes, ribbons, height } = sankeyLayout(graph, size)
        expect(nodes).toHaveLength(graph.nodes.length)
        expect(ribbons).toHaveLength(graph.links.length)
        for (const node of nodes) {
          expect(node.x).toBeGreaterThanOrEqual(0)
          expect(node.x + size.nodeWidth).toBeLessThanOrEqual(width + 0.01)
          expect(node.y).toBeGreaterThanOrEqual(size.labelHeight - 0.01)
          expect(node.y + node.height).toBeLessThanOrEqual(height + 0.01)
          const below = nodes.filter((one) => one.layer === node.layer && one.y > node.y)
          for (const one of below)
            expect(one.y - size.labelHeight).toBeGreaterThanOrEqual(node.y + node.height)
        }
      }),
    )
  })
})
