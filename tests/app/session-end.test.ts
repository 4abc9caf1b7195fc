import { describe, expect, it } from 'vitest'
import {
  endOf,
  LONGEST_MS,
  PROLONGED_AFTER_MS,
  readTimes,
  visited,
} from '../../app/api-client/session-end.ts'
import { LONGEST_SESSION_MS } from '../../server/auth/lasting-sessions.ts'

const HOUR = 60 * 60_000
const fresh = { createdAt: 0, prolongedAt: 0, lengthMs: 12 * HOUR }

describe('when a session ends', () => {
  it('is as long after the last visit that prolonged it', () => {
    expect(endOf(visited(fresh, 5 * HOUR))).toBe(17 * HOUR)
  })

  it('stays the same when it has been prolonged a moment ago', () => {
    expect(visited(fresh, PROLONGED_AFTER_MS - 1)).toBe(fresh)
    expect(endOf(visited(fresh, PROLONGED_AFTER_MS))).toBe(PROLONGED_AFTER_MS + 12 * HOUR)
  })

  it('is not moved by a visit that came too late', () => {
    expect(visited(fresh, 12 * HOUR)).toBe(fresh)
  })

  it('is never beyond the longest life, which is the server’s', () => {
    expect(endOf({ ...fresh, prolongedAt: LONGEST_MS - 1 })).toBe(LONGEST_MS)
    expect(LONGEST_MS).toBe(LONGEST_SESSION_MS)
  })
})

it('is read from what the bank tells of a session, by the clock of this browser', () => {
  const session = {
    createdAt: '2026-03-10T08:00:00.000Z',
    updatedAt: '2026-03-10T09:00:00.000Z',
    expiresAt: '2026-03-10T21:00:00.000Z',
  }
  expect(readTimes({ session }, 2 * HOUR)).toEqual({
    createdAt: Date.parse('2026-03-10T10:00:00Z'),
    prolongedAt: Date.parse('2026-03-10T11:00:00Z'),
    lengthMs: 12 * HOUR,
  })
  for (const nothing of [null, {}, { session: null }, { session: { ...session, expiresAt: 'soon' } }])
    expect(readTimes(nothing, 0)).toBeUndefined()
})
