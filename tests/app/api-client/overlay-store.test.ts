import { describe, expect, it, vi } from 'vitest'
import { createOverlayStore } from '../../../app/api-client/overlay-store.ts'
import { memoryChannels, memoryStorage, newTab, order } from './some-transfers.ts'

const lunch = order('t1', 'mine', 'hers', '12.50')
const refused = { reason: 'InsufficientFunds', message: 'It is $1.00 short.', field: 'amount' } as const
const stateIn = (tab: ReturnType<typeof newTab>, transferId = 't1') => tab.find(transferId)?.state.status

describe('one tab', () => {
  it('takes a transfer once, however often it is begun', () => {
    const tab = newTab()
    expect(tab.begin(lunch)).toBe(true)
    expect(tab.begin(lunch)).toBe(false)
    expect(tab.snapshot()).toHaveLength(1)
  })

  it('does not bring a confirmed transfer back to life', () => {
    const tab = newTab()
    tab.begin(lunch)
    tab.accepted('t1', 7)
    tab.confirmed(new Set(['t1']))
    tab.accepted('t1', 7)
    expect(tab.begin(lunch)).toBe(false)
    expect(tab.snapshot()).toEqual([])
  })

  it('keeps what is pending over a reload, as unknown until the bank has been asked again', () => {
    const storage = memoryStorage()
    const before = newTab(undefined, storage)
    before.begin(lunch)
    before.begin(order('t2', 'mine', 'hers', '1.00'))
    before.accepted('t2', 9)

    const after = newTab(undefined, storage)
    expect(stateIn(after, 't1')).toBe('unknown')
    expect(stateIn(after, 't2')).toBe('accepted')
    expect(after.isOwn('t1')).toBe(true)
  })

  it('keeps nothing in storage that is confirmed, refused or signed out', () => {
    const storage = memoryStorage()
    const tab = newTab(undefined, storage)
    tab.begin(lunch)
    tab.failed('t1', refused)
    expect(storage.kept.size).toBe(0)
    tab.begin(order('t2', 'mine', 'hers', '1.00'))
    expect(storage.kept.size).toBe(1)
    tab.signOut()
    expect(storage.kept.size).toBe(0)
    expect(tab.snapshot()).toEqual([])
  })

  it('starts empty on storage that it cannot read', () => {
    const storage = memoryStorage()
    storage.setItem('pending', '{"not": "a list')
    expect(newTab(undefined, storage).snapshot()).toEqual([])
    storage.setItem('pending', '[null, 5, {"transferId": "x"}]')
    expect(newTab(undefined, storage).snapshot()).toEqual([])
  })

  it('never lowers the floor', () => {
    const tab = newTab()
    tab.raiseFloor(7)
    tab.raiseFloor(5)
    expect(tab.floor()).toBe(7)
  })
})

describe('two tabs of one person', () => {
  it('both show nothing older than what one of them has changed', () => {
    const channel = memoryChannels()
    const onChangedElsewhere = vi.fn()
    const one = newTab(channel())
    const parts = { storageKey: 'pending', storage: memoryStorage(), channel: channel() }
    const other = createOverlayStore({ ...parts, onChangedElsewhere })
    one.changed(12)
    expect([one.floor(), other.floor()]).toEqual([12, 12])
    expect(onChangedElsewhere.mock.calls).toEqual([[12]])
  })

  it('show the same from the click to the answer', () => {
    const channel = memoryChannels()
    const [one, two] = [newTab(channel()), newTab(channel())]
    one.begin(lunch)
    expect(stateIn(two)).toBe('sending')
    one.accepted('t1', 7)
    expect(two.find('t1')?.state).toMatchObject({ status: 'accepted', version: 7 })
    expect(two.isOwn('t1')).toBe(false)
  })

  it('show the same although the second opens later', () => {
    const channel = memoryChannels()
    const one = newTab(channel())
    one.begin(lunch)
    expect(stateIn(newTab(channel()))).toBe('sending')
  })

  it('drop a confirmed transfer each in its own time', () => {
    const channel = memoryChannels()
    const [one, two] = [newTab(channel()), newTab(channel())]
    one.begin(lunch)
    one.accepted('t1', 7)
    two.confirmed(new Set(['t1']))
    expect(stateIn(one)).toBe('accepted')
    // A third tab makes the first repeat its news; the second has done with it.
    newTab(channel())
    expect(stateIn(two)).toBeUndefined()
  })

  it('lose a refused transfer together', () => {
    const channel = memoryChannels()
    const [one, two] = [newTab(channel()), newTab(channel())]
    one.begin(lunch)
    one.failed('t1', refused)
    expect(stateIn(two)).toBe('failed')
    one.dismiss('t1')
    expect(two.snapshot()).toEqual([])
  })

  it('know that a tab which waited for an answer is gone, and may ask themselves', () => {
    const channel = memoryChannels()
    const [one, two] = [newTab(channel()), newTab(channel())]
    one.begin(lunch)
    one.leave()
    expect(stateIn(two)).toBe('unknown')
    two.adopt('t1')
    expect(two.isOwn('t1')).toBe(true)
  })

  it('sign out together', () => {
    const channel = memoryChannels()
    const leave = vi.fn()
    const [one, two] = [newTab(channel()), newTab(channel(), memoryStorage(), leave)]
    one.begin(lunch)
    one.signOut()
    expect(two.snapshot()).toEqual([])
    expect(leave).toHaveBeenCalledOnce()
  })

  it('hear nothing any more when closed', () => {
    const channel = memoryChannels()
    const [one, two] = [newTab(channel()), newTab(channel())]
    two.close()
    one.begin(lunch)
    expect(two.snapshot()).toEqual([])
  })
})
