/** Where bars are pressed: a bar may be too small to be hit, the place that answers for it may not. Pure, in pixels. */

/** As small as a target may be: WCAG 2.2, criterion 2.5.8. */
export const LEAST_TARGET = 24

/**
 * Of bars that stand on one another: in their order, each in a band of its own that is high enough. Thin ones are pressed
 * in the empty room above them, so that a bar that is high enough by itself gives away as little as can be. Answers the
 * edges from the foot up, one more than there are bars.
 */
export const bandEdges = (heights: readonly number[], room: number): number[] => {
  const least = Math.min(LEAST_TARGET, room / Math.max(1, heights.length))
  let top = 0
  const edges = [0]
  for (const height of heights) {
    top += height
    edges.push(Math.max(top, (edges.at(-1) ?? 0) + least))
  }
  // What was pushed out at the top pushes the others down again.
  return edges.map((edge, index) => Math.min(edge, room - least * (heights.length - index)))
}
