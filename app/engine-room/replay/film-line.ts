/** Where the line of a balance goes along a stream. A balance stays until the next movement, so the line goes in steps. */

export const WIDTH = 1_000
export const HEIGHT = 200
const INSET = 20

export type Places = { readonly x: (streamPosition: number) => number; readonly y: (minor: bigint) => number }
type Point = { readonly at: number; readonly minor: bigint }

const rounded = (value: number): number => Math.round(value * 100) / 100

/** With room for the lowest and the highest amount. Amounts are exact until they become places on the screen. */
export const placesIn = (
  end: number,
  { lowest, highest }: { readonly lowest: bigint; readonly highest: bigint },
): Places => {
  const span = highest - lowest
  return {
    x: (streamPosition) => rounded((streamPosition / Math.max(1, end)) * WIDTH),
    y: (minor) =>
      span === 0n
        ? HEIGHT / 2
        : rounded(HEIGHT - INSET - (Number(minor - lowest) / Number(span)) * (HEIGHT - 2 * INSET)),
  }
}

/** As an SVG path, on to the right edge: the last balance is the one that holds. */
export const stepLine = (points: readonly Point[], { x, y }: Places): string => {
  const [first, ...others] = points
  if (!first) return ''
  const steps = others.map(({ at, minor }) => `H${x(at)}V${y(minor)}`)
  return `M${x(first.at)} ${y(first.minor)}${steps.join('')}H${WIDTH}`
}
