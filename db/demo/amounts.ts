/** From the way lives are written down to minor units and statement lines. */
import { type Currency, parseDecimal } from '../../server/domain/money.ts'
import type { Amount, Life, Text } from './life.ts'
import type { Random } from './random.ts'

export const minorUnits = (text: string, currency: Currency): bigint => {
  const amount = parseDecimal(text, currency)
  if (amount === undefined) throw new Error(`"${text}" is no amount of ${currency}`)
  return amount
}

/** Somewhere in the range, to the given step. */
export const drawAmount = (amount: Amount, currency: Currency, random: Random, step = 1n): bigint => {
  if (typeof amount === 'string') return minorUnits(amount, currency)
  const [low, high] = [minorUnits(amount[0], currency), minorUnits(amount[1], currency)]
  const drawn = BigInt(random.between(Number(low), Number(high)))
  return drawn - step < low ? drawn : drawn - (drawn % step)
}

/** After so many years of rising by so many per cent. */
export const risen = (amountMinor: bigint, percent: number, years: number): bigint => {
  let result = amountMinor
  for (let year = 0; year < years; year++) result += (result * BigInt(percent)) / 100n
  return result
}

export const writeText = (
  text: Text,
  date: Temporal.PlainDate,
  { language }: Pick<Life, 'language'>,
  random: Random,
): string =>
  (typeof text === 'string' ? text : random.pick(text))
    .replace('{month}', () => monthName(language, date.month))
    .replace('{year}', String(date.year))

/** Asking the calendar is slow, and there are only so many months. */
const monthName = (language: Life['language'], month: number): string => {
  const key = `${language} ${month}`
  const name =
    names.get(key) ??
    new Temporal.PlainYearMonth(2000, month)
      .toPlainDate({ day: 1 })
      .toLocaleString(language, { month: 'long' })
  names.set(key, name)
  return name
}
const names = new Map<string, string>()
