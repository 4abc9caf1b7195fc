import { describe, expect, it, vi } from 'vitest'
import { newerAnswer, readConsistently, versionOf } from '../../../app/api-client/consistent-read.ts'
import { newTab, order } from './some-transfers.ts'

const lunch = order('t1', 'mine', 'hers', '12.50')
const notThere = async () => ({ found: false, version: 0 })
const atOnce = async () => {}

describe('an answer that comes late', () => {
  it('does not replace one that knows more', () => {
    expect(newerAnswer({ version: 5 }, { version: 4 })).toEqual({ version: 5 })
    expect(newerAnswer({ version: 5 }, { version: 6 })).toEqual({ version: 6 })
    expect(newerAnswer(undefined, { version: 4 })).toEqual({ version: 4 })
  })

  it('of the same version replaces: a list may have grown by a page', () => {
    const [known, arrived] = [{ pages: [{ version: 5 }] }, { pages: [{ version: 5 }, { version: 6 }] }]
    expect(newerAnswer(known, arrived)).toBe(arrived)
  })

  it('of pages is as old as its newest page', () => {
    expect(versionOf({ pages: [{ version: 5 }, { version: 9 }], pageParams: [] })).toBe(5)
    expect(versionOf({ pages: [] })).toBe(0)
    expect(versionOf(undefined)).toBe(0)
  })
})

describe('a consistent read', () => {
  it('asks for nothing older than what has been confirmed', async () => {
    const store = newTab()
    const read = vi.fn(async () => ({ version: 9 }))
    await readConsistently(store, read, notThere, atOnce)
    store.raiseFloor(7)
    await readConsistently(store, read, notThere, atOnce)
    expect(read.mock.calls).toEqual([[undefined], [7]])
  })

  it('reads again when the floor has risen meanwhile', async () => {
    const store = newTab()
    const versions = [5, 8]
    const answer = await readConsistently(
      store,
      async () => {
        store.raiseFloor(7)
        return { version: versions.shift() ?? 0 }
      },
      notThere,
      atOnce,
    )
    expect(answer.version).toBe(8)
  })

  it('waits for the outcome of a command that is on its way', async () => {
    const store = newTab()
    store.begin(lunch)
    const lookUp = vi.fn(notThere)
    const reading = readConsistently(store, async () => ({ version: 9 }), lookUp)
    store.accepted('t1', 8)
    expect(await reading).toEqual({ version: 9 })
    expect(lookUp).not.toHaveBeenCalled()
  })

  it('finds out by itself that a transfer without an answer is there, and reads again after it', async () => {
    const store = newTab()
    store.begin(lunch)
    store.unknown('t1')
    const read = vi.fn(async (afterVersion: number | undefined) => ({ version: afterVersion ?? 9 }))
    const answer = await readConsistently(store, read, async () => ({ found: true, version: 10 }), atOnce)
    expect(answer.version).toBe(10)
    expect(store.find('t1')?.state).toMatchObject({ status: 'accepted', version: 10 })
  })

  it('passes the answer on when the transfer is not in it', async () => {
    const store = newTab()
    store.begin(lunch)
    expect(await readConsistently(store, async () => ({ version: 9 }), notThere, atOnce)).toEqual({
      version: 9,
    })
    expect(store.find('t1')?.state.status).toBe('sending')
  })

  it('gives up on a bank that keeps answering with older figures', async () => {
    const store = newTab()
    store.raiseFloor(7)
    await expect(readConsistently(store, async () => ({ version: 6 }), notThere, atOnce)).rejects.toThrow(
      'older figures',
    )
  })
})
