/** When a held transfer is ended by the bank, and that it is asked for until it has happened. */
import { describe, expect, it, test } from 'vitest'
import { transferSettlement } from '../../server/domain/transfer-settlement/process.ts'
import { processPart } from '../../server/read-models/processes/projection.ts'
import { processes } from '../../server/read-models/processes/registry.ts'
import { foldRows } from '../../server/read-models/projection.ts'
import { stored } from '../read-models/stored-events.ts'
import {
  alice,
  bob,
  type Fact,
  held,
  id,
  opened,
  released,
  SETTLE_AT,
  settled,
  transferred,
} from '../support/bank.ts'
import { given } from '../support/given.ts'

const registered = processes.find(({ process }) => process.name === transferSettlement.name)
const part = processPart(registered!)
const instanceId = id(0x71)

const heldUntil = (settleAt: string | null, expiresAt: string | null) =>
  ({ status: 'held', settleAt, expiresAt }) as const
const [early, late] = ['2026-03-01T12:00:00.000Z', '2026-03-01T12:01:00.000Z']
const before = '2026-03-01T11:59:59.999Z'
const settle = ['settleTransfer']
const expire = ['expireTransfer']

describe('what is due', () => {
  it.each([
    ['to be settled, before its time', heldUntil(early, null), before, early, []],
    ['to be settled, at its time', heldUntil(early, null), early, early, settle],
    ['to be settled, long after', heldUntil(early, null), late, early, settle],
    ['to expire, before its time', heldUntil(null, early), before, early, []],
    ['to expire, at its time', heldUntil(null, early), early, early, expire],
    ['to be settled before it expires', heldUntil(early, late), late, early, settle],
    ['to expire before it would be settled', heldUntil(late, early), early, early, expire],
    ['waiting for somebody', heldUntil(null, null), late, null, []],
    ['over', { status: 'over' } as const, late, null, []],
  ])('of one that is %s', (_what, state, now, dueAt, commands) => {
    expect(transferSettlement.dueAt(state)).toBe(dueAt)
    const due = transferSettlement.commandsDue(state, { instanceId, now })
    expect(due.map(({ name }) => name)).toEqual(commands)
    for (const { data } of due) expect(data).toEqual({ transferId: instanceId })
    expect(transferSettlement.isOver(state)).toBe(state.status === 'over')
  })
})

describe('its rows', () => {
  const logOf = (...facts: readonly Fact[]) =>
    given(...facts).bank.log.map(({ event }, index) => stored(event, index + 1))
  const rowOf = (events: ReturnType<typeof logOf>) => foldRows(part, new Map(), events).get(instanceId)
  const holding = logOf(opened(alice), opened(bob), held(alice, bob, '1.00'))

  it('begin with a hold and say when it is due', () => {
    expect(rowOf(holding)).toEqual({
      instanceId,
      state: heldUntil(SETTLE_AT, null),
      dueAt: new Date(SETTLE_AT),
      endedAt: null,
      correlationId: 'command',
      causationId: 'command',
      lastPosition: 4,
    })
  })
  it.each([
    ['settled', settled],
    ['released', released('cancelled')],
  ])('are over when it is %s', (_how, ending) => {
    const events = logOf(opened(alice), opened(bob), held(alice, bob, '1.00'), ending(alice, bob, '1.00'))
    expect(rowOf(events)).toMatchObject({ dueAt: null, endedAt: events[4]!.createdAt, lastPosition: 5 })
  })
  it('are none for a transfer that settles at once, nor for a hold of which nothing is known', () => {
    expect(rowOf(logOf(opened(alice), opened(bob), transferred(alice, bob, '1.00')))).toBeUndefined()
    const [, , , , ending] = logOf(
      opened(alice),
      opened(bob),
      held(alice, bob, '1.00'),
      released('failed')(alice, bob, '1.00'),
    )
    expect(foldRows(part, new Map(), [ending!])).toEqual(new Map())
  })
  it('are the same when events come twice', () => {
    const rows = foldRows(part, new Map(), holding)
    expect(foldRows(part, rows, holding)).toEqual(new Map())
  })
})

test('every process has a name and a table of its own', () => {
  expect(new Set(processes.map(({ process }) => process.name)).size).toBe(processes.length)
  expect(new Set(processes.map(({ table }) => table)).size).toBe(processes.length)
})
