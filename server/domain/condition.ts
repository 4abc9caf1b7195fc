/**
 * A question to a stream's state, as data: `{ path: 'balance', is: 'below', value: '0' }`. States are asked in the form
 * that they have on the wire, and numbers are compared as decimals of any length, never as floats.
 */
import { z } from 'zod'
import type { WireValue } from './wire.ts'

const COMPARISONS = ['below', 'above'] as const
const RELATIONS = [...COMPARISONS, 'equals', 'differs', 'becomes'] as const
const DECIMAL = /^-?\d{1,40}(\.\d{1,40})?$/

export const conditionSchema = z
  .object(
    {
      path: z
        .string('must be the name of a part of the state, such as "balance"')
        .regex(
          /^[A-Za-z]\w{0,60}(\.[A-Za-z]\w{0,60}){0,5}$/,
          'must be names with dots between them, such as "balance.amount"',
        ),
      is: z.enum(RELATIONS, { error: `must be one of ${RELATIONS.join(', ')}` }),
      value: z.union([z.string().max(200), z.number(), z.boolean()], {
        error: 'must be text, a number, true or false',
      }),
    },
    { error: 'must be an object with path, is and value' },
  )
  .refine(({ is, value }) => !isComparison(is) || DECIMAL.test(String(value)), {
    path: ['value'],
    message: 'must be a decimal number, such as "0" or "12.50", to be compared by below or above',
  })

/** `becomes` holds only where it did not hold before the event; all others wherever it is so. */
export type Condition = z.output<typeof conditionSchema>

const isComparison = (is: string): boolean => (COMPARISONS as readonly string[]).includes(is)

/** Both in the form of the wire. A part that a state does not have is neither below, above nor equal to anything. */
export const holds = ({ path, is, value }: Condition, before: WireValue, after: WireValue): boolean => {
  const found = valueAt(after, path)
  if (found === undefined) return false
  switch (is) {
    case 'below':
      return compare(found, value) < 0
    case 'above':
      return compare(found, value) > 0
    case 'equals':
      return isSame(found, value)
    case 'differs':
      return !isSame(found, value)
    case 'becomes':
      return isSame(found, value) && !isSame(valueAt(before, path), value)
  }
}

/** What a state has at a path; an amount of money stands for its number. */
export const valueAt = (state: WireValue, path: string): WireValue | undefined => {
  let value: WireValue | undefined = state
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, WireValue>)[name]
  }
  return typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value
}

/** Every path that leads to a value in this state, for those who have named one that does not. */
export const pathsIn = (state: WireValue, prefix = ''): string[] =>
  typeof state === 'object' && state !== null
    ? Object.entries(state).flatMap(([name, value]) => pathsIn(value, prefix ? `${prefix}.${name}` : name))
    : [prefix]

const isSame = (found: WireValue | undefined, value: Condition['value']): boolean =>
  found === value || compare(found, value) === 0

/** As decimals; NaN, which is neither more, less nor equal, when one of them is no number. */
const compare = (a: WireValue | undefined, b: WireValue): number => {
  if (!DECIMAL.test(String(a)) || !DECIMAL.test(String(b))) return Number.NaN
  const [left, right] = [scaled(String(a)), scaled(String(b))]
  return left < right ? -1 : left > right ? 1 : 0
}

/** In units of 10^-40, which every decimal here is a whole number of. */
const scaled = (decimal: string): bigint => {
  const [whole = '', fraction = ''] = decimal.split('.')
  return BigInt(`${whole}${fraction.padEnd(40, '0')}`)
}
