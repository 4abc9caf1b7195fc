/** From amounts to pixels. Only here do amounts become floats: what is drawn is no figure. */
import { type Currency, currencyDecimals } from '../../../server/domain/decimal.ts'
import { currentLocale } from '../../components/preferences.ts'

/** Round marks from zero to at least `most`, at most five of them besides zero; in minor units. */
export const marksUpTo = (most: number): number[] => {
  if (most <= 0) return [0]
  const rough = most / 4
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = magnitude * ([1, 2, 2.5, 5, 10].find((round) => round * magnitude >= rough) ?? 10)
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, n) => n * step)
}

/** `125000` minor units of dollars → `$1.3K`: for an axis, where exact figures would be in the way. */
export const roughly = (minor: number, currency: Currency): string =>
  new Intl.NumberFormat(currentLocale(), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    maximumFractionDigits: 1,
    minimumFractionDigits: 0,
  })
    .format(minor / 10 ** currencyDecimals[currency])
    .replace('-', '−')

/** Every how many months a name fits under the axis. */
export const nameEvery = (months: number, width: number, nameWidth: number): number =>
  Math.max(1, Math.ceil((months * nameWidth) / Math.max(1, width)))

/** Where the parts of a drawing over months are, in pixels. */
export type Frame = {
  readonly left: number
  readonly right: number
  /** Where zero is, and where the drawing ends. */
  readonly bottom: number
  readonly floor: number
  readonly step: number
  readonly barWidth: number
  readonly marks: readonly number[]
  readonly yOf: (minor: number) => number
  readonly heightOf: (amount: bigint) => number
}

const ABOVE = 10
/** For the names of months, and of years below them. */
const BELOW = 40
const WIDEST_BAR = 44
const LETTER_WIDTH = 6.8

/** `marks` are in order, and zero is one of them. */
export const frameOf = ({
  width,
  height,
  columns,
  marks,
  currency,
  leastStep = 1,
}: {
  readonly width: number
  readonly height: number
  readonly columns: number
  readonly marks: readonly number[]
  readonly currency: Currency
  /** A month takes so much, also where the drawing then is wider than there is room. */
  readonly leastStep?: number
}): Frame => {
  const letters = Math.max(...marks.map((mark) => roughly(mark, currency).length))
  const left = Math.ceil(letters * LETTER_WIDTH) + 12
  const [least, most] = [Math.min(0, ...marks), Math.max(1, ...marks)]
  const floor = height - BELOW
  const scale = (floor - ABOVE) / (most - least)
  const step = Math.max(leastStep, (width - left) / Math.max(1, columns))
  const yOf = (minor: number) => floor - (minor - least) * scale
  return {
    left,
    right: left + step * Math.max(1, columns),
    bottom: yOf(0),
    floor,
    step,
    barWidth: Math.min(WIDEST_BAR, step * 0.72),
    marks,
    yOf,
    heightOf: (amount) => Number(amount) * scale,
  }
}

/** Round marks that hold both; zero is among them. */
export const marksBetween = (least: number, most: number): number[] => {
  if (least >= 0) return marksUpTo(most)
  const [, step = 1] = marksUpTo(Math.max(most, -least) * 1.3)
  const below = Math.ceil(-least / step)
  const above = Math.ceil(Math.max(0, most) / step)
  return Array.from({ length: below + above + 1 }, (_, n) => (n - below) * step)
}
