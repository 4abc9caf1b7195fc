/**
 * What a command brings and what it is decided on, for everybody who may look on: in the form of the wire, and without
 * what any event type calls personal. Rejected commands stand in no log, so nobody else has decided who may read them.
 */
import { eventDefinitions } from '../domain/events.ts'
import { type Money, toWire } from '../domain/money.ts'

export type Shown = string | number | boolean | null | Shown[] | { [key: string]: Shown }

const personal = new Set(
  Object.values(eventDefinitions).flatMap(({ personal: now, older }) =>
    [now, ...Object.values(older).map((version) => version.personal)].flatMap((one) =>
      Object.keys(one?.erased ?? {}),
    ),
  ),
)

const MOST_DEPTH = 6
const MOST_ITEMS = 50

/** Long lists are cut: a state can hold a year of days. */
export const hiding = (value: unknown, depth = 0): Shown => {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return (value ?? null) as Shown
  if (value instanceof Date) return value.toISOString()
  if (depth === MOST_DEPTH) return '…'
  if (Array.isArray(value)) return cut(value).map((item) => hiding(item, depth + 1))
  if ('amountMinor' in value && 'currency' in value) return { ...toWire(value as Money) }
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return Object.fromEntries(
    cut(entries).map(([key, item]) => [
      String(key),
      personal.has(String(key)) && typeof item === 'string' ? '•••' : hiding(item, depth + 1),
    ]),
  )
}

const cut = <Item>(items: readonly Item[]): readonly Item[] => items.slice(0, MOST_ITEMS)
