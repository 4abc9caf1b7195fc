/**
 * Where the line of a balance goes. A balance stays until it changes, so the line goes in steps: level for all of a day,
 * and straight up or down where the next one begins. Amounts are exact until they become places on the screen.
 */
export type Frame = {
  readonly width: number
  readonly height: number
  /** Room above and below, so that a thick line is not cut off. */
  readonly inset: number
}

export type Scale = {
  /** The left and the right edge of a day, and its middle. */
  readonly left: (index: number) => number
  readonly right: (index: number) => number
  readonly middle: (index: number) => number
  readonly y: (minor: bigint) => number
}

/** With these as the lowest and the highest amount that must have their place. One amount alone stands in the middle. */
export const scaleOf = (
  days: number,
  { lowest, highest }: { lowest: bigint; highest: bigint },
  { width, height, inset }: Frame,
): Scale => {
  const wide = width / Math.max(1, days)
  const span = highest - lowest
  const room = height - 2 * inset
  return {
    left: (index) => index * wide,
    right: (index) => (index + 1) * wide,
    middle: (index) => (index + 0.5) * wide,
    y: (minor) => (span === 0n ? height / 2 : inset + room - (Number(minor - lowest) / Number(span)) * room),
  }
}

export const extremes = (values: readonly bigint[]): { lowest: bigint; highest: bigint } => {
  let [lowest, highest] = [values[0] ?? 0n, values[0] ?? 0n]
  for (const value of values) {
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return { lowest, highest }
}

const place = (value: number): string => String(Math.round(value * 100) / 100)

/** As an SVG path: one level stretch for as long as the balance stays the same. */
export const stepsOf = (values: readonly bigint[], { left, right, y }: Scale): string => {
  const [first] = values
  if (first === undefined) return ''
  const parts = [`M${place(left(0))} ${place(y(first))}`]
  for (let index = 1; index < values.length; index += 1) {
    const value = values[index] as bigint
    if (value !== values[index - 1]) parts.push(`H${place(left(index))}V${place(y(value))}`)
  }
  return `${parts.join('')}H${place(right(values.length - 1))}`
}

/** The same, down to a level: what is between the two is filled. */
export const areaOf = (values: readonly bigint[], scale: Scale, base: number): string =>
  values.length === 0 ? '' : `${stepsOf(values, scale)}V${place(base)}H${place(scale.left(0))}Z`

/** Round amounts to rule the page by, from below the lowest to above the highest: `about` lines, or one or two more. */
export const rulesFor = (
  { lowest, highest }: { lowest: bigint; highest: bigint },
  about: number,
): readonly bigint[] => {
  const span = highest - lowest || (highest < 0n ? -highest : highest) || 100n
  const step = roundUp((span + BigInt(about) - 1n) / BigInt(about))
  const first = floorTo(lowest, step)
  const rules = [first]
  while ((rules.at(-1) as bigint) < highest || rules.length < 2) rules.push((rules.at(-1) as bigint) + step)
  return rules
}

/** To 1, 2 or 5 with zeros behind. */
const roundUp = (amount: bigint): bigint => {
  let power = 1n
  while (power * 10n <= amount) power *= 10n
  for (const factor of [1n, 2n, 5n]) if (factor * power >= amount) return factor * power
  return 10n * power
}

const floorTo = (amount: bigint, step: bigint): bigint => {
  const rest = amount % step
  return rest === 0n ? amount : rest < 0n ? amount - rest - step : amount - rest
}
