/** The film of a stream as it is drawn: two states line by line, and the way of the balance. */
import { expect, test } from 'vitest'
import { placesIn, stepLine } from '../../app/engine-room/replay/film-line.ts'
import { stateLines } from '../../app/engine-room/replay/state-lines.ts'

test('two states stand side by side by the names of their values, with what has become of each', () => {
  const usd = (amount: string) => ({ amount, currency: 'USD' })
  const before = { status: 'open', balance: usd('1.00'), holds: {}, books: null, gone: true }
  const after = {
    status: 'open',
    balance: usd('-1250.50'),
    holds: { one: { money: usd('2.00') } },
    books: null,
  }
  expect(stateLines(before, after)).toEqual([
    { path: 'status', before: 'open', after: 'open', kind: 'same' },
    { path: 'balance', before: '$1.00', after: '−$1,250.50', kind: 'changed' },
    { path: 'holds.one.money', before: undefined, after: '$2.00', kind: 'added' },
    { path: 'books', before: '–', after: '–', kind: 'same' },
    { path: 'holds', before: '–', after: undefined, kind: 'removed' },
    { path: 'gone', before: 'yes', after: undefined, kind: 'removed' },
  ])
})

test('a balance stays until the next movement, and the last one to the end', () => {
  const places = placesIn(10, { lowest: 0n, highest: 100n })
  const points = [
    { at: 0, minor: 0n },
    { at: 5, minor: 100n },
  ]
  expect(stepLine(points, places)).toBe('M0 180H500V20H1000')
  expect(stepLine([], places)).toBe('')
  expect(placesIn(0, { lowest: 0n, highest: 0n }).y(0n)).toBe(100)
})
