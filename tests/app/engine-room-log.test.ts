/** The log's page: what stands in its address, how new events come to the list, and how two versions are told apart. */
import { describe, expect, it } from 'vitest'
import type { AuditedEvent } from '../../app/api-client/api.ts'
import { compareFields } from '../../app/engine-room/log/compare-fields.ts'
import {
  hrefOfEvent,
  isOpenEnded,
  noFilter,
  readLogAddress,
  toLogFilter,
  writeLogAddress,
} from '../../app/engine-room/log/log-address.ts'
import { addNewer, listed, MOST_KEPT } from '../../app/engine-room/log/newer-events.ts'

const event = (position: number) => ({ position }) as AuditedEvent
const positionsOf = (rows: readonly AuditedEvent[]) => rows.map(({ position }) => position)

describe('the address', () => {
  const filter = {
    ...noFilter,
    type: 'MoneyDeposited',
    streamId: 'BankAccount-1',
    from: '2026-01-02',
    userId: 'a person',
  }
  it('says it all, and who somebody is only where no server reads it', () => {
    const address = writeLogAddress(filter, 7)
    expect(readLogAddress(address)).toEqual({ filter, event: 7 })
    expect(address.query).not.toContain('person')
    expect(address.fragment).toBe('userId=a+person')
  })
  it('is empty when nothing is asked for', () =>
    expect(writeLogAddress(noFilter)).toEqual({ query: '', fragment: '' }))
  it.each(['0', '-1', '1.5', 'x', ''])('takes %j for no event', (text) =>
    expect(readLogAddress({ query: `event=${text}`, fragment: '' }).event).toBeNull(),
  )
  it('leads to an event', () =>
    expect(readLogAddress({ query: hrefOfEvent(12).split('?')[1] ?? '', fragment: '' }).event).toBe(12))
  it('asks for whole days as the reader counts them, and for an instant as it is', () => {
    const asked = toLogFilter({ ...filter, to: '2026-01-02T10:00:00Z' }, 'Asia/Tokyo')
    expect(asked).toEqual({
      type: 'MoneyDeposited',
      streamId: 'BankAccount-1',
      userId: 'a person',
      from: '2026-01-01T15:00:00.000Z',
      to: '2026-01-02T10:00:00Z',
    })
    expect(isOpenEnded(asked, new Date('2026-01-02T09:59:00Z'))).toBe(true)
    expect(isOpenEnded(asked, new Date('2026-01-02T10:01:00Z'))).toBe(false)
    expect(isOpenEnded({}, new Date())).toBe(true)
  })
})

describe('the live end', () => {
  it('is listed once, above the pages, up to where it may be shown', () => {
    const pages = [event(5), event(3)]
    const newer = [event(9), event(7), event(5)]
    expect(listed(pages, newer, 0)).toEqual({ rows: pages, heldBack: 2 })
    expect(positionsOf(listed(pages, newer, 7).rows)).toEqual([7, 5, 3])
    expect(listed(pages, newer, 9).heldBack).toBe(0)
    expect(positionsOf(listed([], [event(2)], 2).rows)).toEqual([2])
  })
  it('grows at the top and tells when it no longer hangs together with what is below', () => {
    const before = { version: 5, rows: [event(5)], isGap: false }
    const after = addNewer(before, { version: 9, rows: [event(8)], isGap: false })
    expect(after).toEqual({ version: 9, rows: [event(8), event(5)], isGap: false })
    expect(addNewer(after, { version: 10, rows: [event(10)], isGap: true }).isGap).toBe(true)
    const many = Array.from({ length: MOST_KEPT }, (_, index) => event(1_000 - index))
    const cut = addNewer(before, { version: 1_000, rows: many, isGap: false })
    expect([cut.rows.length, cut.isGap]).toEqual([MOST_KEPT, true])
  })
})

it('marks the fields that differ, whatever order their parts are kept in', () => {
  const { before, after } = compareFields(
    { id: 1, money: { currency: 'USD', amount: '1' }, name: 'Ada Lovelace', at: 'here' },
    { id: 1, money: { amount: '1', currency: 'USD' }, firstName: 'Ada', at: 'there' },
  )
  expect(before.map(({ kind }) => kind)).toEqual(['same', 'same', 'only here', 'changed'])
  expect(after.map(({ kind }) => kind)).toEqual(['same', 'same', 'only here', 'changed'])
})
