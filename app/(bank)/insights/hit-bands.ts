/** Where bars are pressed: a bar may be too small to be hit, the place that answers for it may not. Pure, in pixels. */

/** As small as a target may be: WCAG 2.2, criterion 2.5.8. */
export const LEAST_TARGET = 24

/**
 * Of bars that stand on one another: in their order, each in a band of its own that is high enough, with edges as near to
 * the bars' own as that allows. Answers the edges from the foot up, one more than there are bars.
 */
export const bandEdges = (heights: readonly number[], room: number): number[] => {
  const least = Math.min(LEAST_TARGET, room / Math.max(1, heights.length))
  const spare = Math.max(0, room - least * heights.length)
  let top = 0
  const edges = [0, ...heights.map((height) => (top += height))]
  // Without what every band takes at least, all that is asked of the edges is that they come in order.
  return nearestInOrder(edges.map((edge, index) => edge - least * index)).map(
    (edge, index) => Math.max(0, Math.min(spare, edge)) + least * index,
  )
}

/** The numbers that never fall and are nearest to these, by least squares: those that fall are brought to their mean. */
const nearestInOrder = (numbers: readonly number[]): number[] => {
  const blocks: { mean: number; count: number }[] = []
  for (const number of numbers) {
    let block = { mean: number, count: 1 }
    for (let last = blocks.at(-1); last && last.mean > block.mean; last = blocks.at(-1)) {
      blocks.pop()
      const count = last.count + block.count
      block = { mean: (last.mean * last.count + block.mean * block.count) / count, count }
    }
    blocks.push(block)
  }
  return blocks.flatMap(({ mean, count }) => Array.from({ length: count }, () => mean))
}
