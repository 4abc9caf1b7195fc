/**
 * Amounts in classes of about a seventeenth: forty for each power of ten, counted from 0. A range of amounts is then some
 * classes, and the movements of each class are found in the order of the log.
 */

export const CLASSES_PER_POWER = 40
/** Where a class begins, in the amount's first three digits. */
const STEPS = Array.from({ length: CLASSES_PER_POWER }, (_, n) =>
  Math.round(100 * 10 ** (n / CLASSES_PER_POWER)),
)

/** Of minor units. A larger amount never has a lower class. */
export const amountClassOf = (amountMinor: bigint): number => {
  if (amountMinor < 1n) return 0
  const digits = amountMinor.toString()
  const first = Number(digits.slice(0, 3).padEnd(3, '0'))
  return (digits.length - 1) * CLASSES_PER_POWER + STEPS.findLastIndex((step) => step <= first)
}
