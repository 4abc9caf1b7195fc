/** Values of the domain in the form that the wire has for them: money as a decimal string, a bigint as text, everything else as it is. */
import { type Money, toWire, type WireMoney } from './money.ts'

export type WireValue =
  | string
  | number
  | boolean
  | null
  | WireMoney
  | readonly WireValue[]
  | { [key: string]: WireValue }

const isMoney = (value: object): value is Money => 'amountMinor' in value && 'currency' in value

export const wireValues = (data: object): Record<string, WireValue> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, wireValue(value)]))

const wireValue = (value: unknown): WireValue => {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value as WireValue
  if (Array.isArray(value)) return value.map(wireValue)
  return isMoney(value) ? toWire(value) : wireValues(value)
}
