/** How much of a file there is: `999` → `1 kB`, `240_000` → `240 kB`, as the reader writes numbers. */
import { currentLocale } from './preferences.ts'

export const fileSize = (bytes: number): string => {
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return new Intl.NumberFormat(currentLocale(), {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: amount < 10 && unit === 'megabyte' ? 1 : 0,
  }).format(unit === 'kilobyte' ? Math.ceil(amount) : amount)
}
