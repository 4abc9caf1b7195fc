import { expect, test } from 'vitest'
import { isDueAfterAppend, isDueAfterLoad } from '../../server/event-store/snapshot-policies.ts'

test.each([
  [10, -1, 8, false],
  [10, -1, 9, true],
  [10, 8, 9, true],
  [10, 9, 18, false],
  [10, 9, 19, true],
  [10, 5, 500, true],
  [10, 9, 9, false],
  [undefined, -1, 1_000_000, false],
])('every %j events: an append from position %i to %i takes one: %j', (everyEvents, before, after, isDue) => {
  expect(isDueAfterAppend(everyEvents === undefined ? {} : { everyEvents }, before, after)).toBe(isDue)
})

test.each([
  [{ afterReplayOf: 5 }, 5, null, false],
  [{ afterReplayOf: 5 }, 6, null, true],
  [{ olderThanMs: 1_000 }, 1, 1_001, true],
  [{ olderThanMs: 1_000 }, 1, 1_000, false],
  [{ olderThanMs: 1_000 }, 0, 5_000, false],
  [{ olderThanMs: 1_000 }, 9, null, false],
  [{ afterReplayOf: 5, olderThanMs: 1_000 }, 1, 1_001, true],
  [{ afterReplayOf: 5, olderThanMs: 1_000 }, 6, 0, true],
  [{}, 1_000_000, 1e12, false],
])(
  '%j: a load that replayed %i on a snapshot of %j ms takes one: %j',
  (policy, replayed, snapshotAgeMs, isDue) => {
    expect(isDueAfterLoad(policy, { replayed, snapshotAgeMs })).toBe(isDue)
  },
)
