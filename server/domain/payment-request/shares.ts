/** Sharing an amount out so that nothing is left over and nobody has a whole minor unit more than is fair. */

/**
 * By largest remainder (Hamilton's method): everybody has their part rounded down, and what is left over goes, one minor
 * unit each, to those who have lost most by it; among those who have lost the same, to the first. `parts` are whole
 * numbers, not all of them 0.
 */
export const shareOut = (total: bigint, parts: readonly number[]): bigint[] => {
  const sum = BigInt(parts.reduce((all, one) => all + one, 0))
  if (sum === 0n) throw new RangeError('There is nobody to share with')
  const rounded = parts.map((one) => {
    const exact = total * BigInt(one)
    return { share: exact / sum, lost: exact % sum }
  })
  const leftOver = Number(total - rounded.reduce((given, { share }) => given + share, 0n))
  const first = rounded
    .map(({ lost }, index) => ({ lost, index }))
    .sort((a, b) => (a.lost === b.lost ? a.index - b.index : a.lost > b.lost ? -1 : 1))
    .slice(0, leftOver)
  const lucky = new Set(first.map(({ index }) => index))
  return rounded.map(({ share }, index) => (lucky.has(index) ? share + 1n : share))
}
