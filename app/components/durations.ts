/** How long something took, in the largest unit of which there is a whole one, by the reader's locale: `3 hours`. */
import { currentLocale } from './preferences.ts'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

export const formatDuration = (ms: number): string => {
  const [unit, length] = units.find(([, length]) => ms >= length) ?? (['second', 1_000] as const)
  const format = new Intl.NumberFormat(currentLocale(), { style: 'unit', unit, unitDisplay: 'long' })
  return format.format(Math.floor(ms / length))
}
