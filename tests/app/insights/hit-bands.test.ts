import { describe, expect, it } from 'vitest'
import { bandEdges, LEAST_TARGET } from '../../../app/(bank)/insights/hit-bands.ts'
import { frameOf, marksUpTo } from '../../../app/(bank)/insights/scale.ts'

describe('where bars are pressed', () => {
  it.each<[string, number[], number[]]>([
    ['high enough: on the bars themselves', [100, 30, 24], [0, 100, 130, 154]],
    ['one that is thin', [2], [0, 24]],
    ['a thin one between two others: over the upper one', [100, 4, 100], [0, 100, 124, 204]],
    ['nothing but thin ones', [2, 2, 2], [0, 24, 48, 72]],
    ['thin ones upon a high one: above it', [78, 14, 10, 8], [0, 78, 102, 126, 150]],
    ['thin ones up to the very top', [200, 15, 15], [0, 182, 206, 230]],
    ['none', [], [0]],
  ])('%s', (_, heights, edges) => expect(bandEdges(heights, 230)).toEqual(edges))

  it('is large enough for as many layers as there are, whatever their heights', () => {
    for (const seed of Array.from({ length: 200 }, (_, index) => index)) {
      const heights = Array.from({ length: 8 }, (_, index) => 2 + ((seed * 7919 + index * 104_729) % 97))
      const all = heights.reduce((sum, height) => sum + height, 0)
      const edges = bandEdges(
        heights.map((height) => Math.max(2, (height / all) * 230)),
        230,
      )
      expect(edges[0]).toBeGreaterThanOrEqual(0)
      expect(edges.at(-1)).toBeLessThanOrEqual(230 + 1e-9)
      for (const [index, edge] of edges.slice(1).entries())
        expect(edge - edges[index]!).toBeGreaterThanOrEqual(LEAST_TARGET - 1e-9)
    }
  })

  it('is wide enough on the narrowest phone, with as many months as are ever shown', () => {
    const marks = marksUpTo(500_000)
    for (const columns of [1, 12, 24, 36]) {
      const frame = frameOf({
        ...{ width: 280, height: 280, columns, marks, currency: 'USD' as const },
        leastStep: LEAST_TARGET,
      })
      expect(frame.step).toBeGreaterThanOrEqual(LEAST_TARGET)
      expect(frame.right).toBeCloseTo(frame.left + columns * frame.step)
    }
  })
})
