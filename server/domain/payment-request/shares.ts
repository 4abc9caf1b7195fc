/**
 * Sharing an amount out so that nothing is left over and nobody has a whole minor unit more than is fair: by largest
 * remainder (Hamilton's method). What is handed out is dinero's to hand out; to whom first is the bank's rule.
 */
import { allocate, dinero, toSnapshot } from 'dinero.js/bigint'

/**
 * Everybody has their part rounded down, and what is left over goes, one minor unit each, to those who have lost most by
 * it; among those who have lost the same, to the first. `parts` are whole numbers, not all of them 0.
 */
export const shareOut = (total: bigint, parts: readonly number[]): bigint[] => {
  const sum = BigInt(parts.reduce((all, one) => all + one, 0))
  if (sum === 0n) throw new RangeError('There is nobody to share with')
  const exact = parts.map((one) => total * BigInt(one))
  const rounded = exact.map((one) => one / sum)
  const leftOver = rounded.reduce((left, one) => left - one, total)
  const more = handedOut(
    leftOver,
    exact.map((one) => one % sum),
  )
  return rounded.map((share, index) => share + (more[index] ?? 0n))
}

/**
 * Asked to share the whole, the library would give what is left over to the largest parts, who may have lost nothing: of
 * 10 by 2, 1 and 1 it makes 6, 2 and 2. So it is asked to share what is left over, by what each has lost. That is less
 * than a unit for anybody, and so all of it goes one by one to those with most; told apart by their place where they have
 * the same, because the library leaves it to the runtime in which order equal ones come.
 */
const handedOut = (units: bigint, lost: readonly bigint[]): bigint[] => {
  const places = BigInt(lost.length)
  const claims = lost.map((one, index) => one * places + places - BigInt(index))
  return allocate(dinero({ amount: units, currency: MINOR_UNITS }), claims).map(
    (share) => toSnapshot(share).amount,
  )
}

/** They are counted here, whatever the money is. */
const MINOR_UNITS = { code: 'minor units', base: 10n, exponent: 0n }
