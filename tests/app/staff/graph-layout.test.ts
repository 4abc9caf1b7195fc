import { describe, expect, it } from 'vitest'
import { layGraph, MOST_PLACES, RING } from '../../../app/(staff)/staff/graph/graph-layout.ts'

const node = (name: string) => ({ accountId: name, customerId: `of-${name}`, number: name, name })
const edge = (from: string, to: string, payments = 1) => ({
  from: node(from),
  to: node(to),
  payments,
  money: { amount: '1.00', currency: 'USD' as const },
  firstAt: '2026-01-01T00:00:00.000Z',
  lastAt: '2026-01-02T00:00:00.000Z',
})
const draw = (edges: ReturnType<typeof edge>[], cycles: string[][] = [], start = 'me') =>
  layGraph({ edges, cycles }, ({ accountId }) => accountId === start)

describe('a payment graph', () => {
  it('stands in rings around whom it is about', () => {
    const { places } = draw([edge('me', 'a'), edge('b', 'me'), edge('a', 'far')])
    expect(Object.fromEntries(places.map(({ accountId, ring }) => [accountId, ring]))).toEqual({
      me: 0,
      a: 1,
      b: 1,
      far: 2,
    })
    for (const { x, y, ring } of places) expect(Math.hypot(x, y)).toBeCloseTo(ring * RING, -1)
  })

  it('is always drawn the same way, whatever the order of its edges', () => {
    const edges = [edge('me', 'a'), edge('me', 'b', 3), edge('b', 'c'), edge('d', 'me')]
    const positions = (list: typeof edges) =>
      draw(list)
        .places.map(({ accountId, x, y }) => `${accountId} ${x} ${y}`)
        .toSorted()
    expect(positions(edges.toReversed())).toEqual(positions(edges))
  })

  it('lets no two accounts stand in one place', () => {
    const edges = Array.from({ length: 30 }, (_, index) =>
      edge(index % 3 ? 'me' : `n${index - 1}`, `n${index}`),
    )
    const { places } = draw(edges)
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(places.length)
  })

  it('marks the ways of a circle, and those that lead both ways', () => {
    const { edges } = draw(
      [edge('me', 'a'), edge('a', 'b'), edge('b', 'me'), edge('me', 'b')],
      [['me', 'a', 'b']],
    )
    const told = edges.map(({ edge: { from, to }, isInCycle, isMutual }) => [
      `${from.name}${to.name}`,
      isInCycle,
      isMutual,
    ])
    expect(told).toEqual([
      ['mea', true, false],
      ['ab', true, false],
      ['bme', true, true],
      ['meb', false, true],
    ])
  })

  it('leaves out whom there is no room for, but nobody of a circle', () => {
    const crowd = Array.from({ length: 60 }, (_, index) => edge('me', `n${index}`, 60 - index))
    const circle = [edge('me', 'n58'), edge('n58', 'n59'), edge('n59', 'me')]
    const { places, left } = draw([...crowd, ...circle], [['me', 'n58', 'n59']])
    expect(places).toHaveLength(MOST_PLACES)
    expect(left).toBe(61 - MOST_PLACES)
    const names = places.map(({ name }) => name)
    expect(names).toContain('n58')
    expect(names).toContain('n59')
  })

  it('puts several accounts of one customer around the middle', () => {
    const { places } = layGraph(
      { edges: [edge('one', 'x'), edge('other', 'y')], cycles: [] },
      ({ accountId }) => accountId === 'one' || accountId === 'other',
    )
    expect(places.filter(({ ring }) => ring === 1).map(({ name }) => name)).toEqual(['one', 'other'])
  })
})
