/** Two states line by line, as people compare them: each value under its own name, and what has become of it. */
import { formatMoney } from '../../components/money-format.ts'
import { replayText } from '../../text/engine-room-replay.ts'

const { state: text } = replayText

export type StateLine = {
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
  readonly kind: 'same' | 'added' | 'changed' | 'removed'
}

/** In the order of the state after, with what has gone at the end. */
export const stateLines = (before: unknown, after: unknown): readonly StateLine[] => {
  const [was, is] = [new Map(valuesIn(before, '')), new Map(valuesIn(after, ''))]
  return [...new Set([...is.keys(), ...was.keys()])].map((path) => {
    const [from, to] = [was.get(path), is.get(path)]
    const kind =
      from === undefined ? 'added' : to === undefined ? 'removed' : from === to ? 'same' : 'changed'
    return { path, before: from, after: to, kind }
  })
}

const valuesIn = (value: unknown, path: string): [string, string][] => {
  if (typeof value !== 'object' || value === null) return [[path, spelled(value)]]
  if (isMoney(value)) return [[path, formatMoney(value)]]
  const entries = Object.entries(value)
  // What is empty has a line as well, or nobody would see that it has become so.
  if (entries.length === 0) return path === '' ? [] : [[path, text.none]]
  return entries.flatMap(([name, part]) => valuesIn(part, path === '' ? name : `${path}.${name}`))
}

const isMoney = (value: object): value is { amount: string; currency: string } =>
  'amount' in value &&
  'currency' in value &&
  typeof value.amount === 'string' &&
  typeof value.currency === 'string'

const spelled = (value: unknown): string =>
  value === null || value === undefined
    ? text.none
    : typeof value === 'boolean'
      ? text[value ? 'yes' : 'no']
      : String(value)
