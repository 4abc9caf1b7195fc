/** A whole run: there and back, nothing left waiting and nobody poorer, whatever comes between. */
import { describe, expect, test, vi } from 'vitest'
import { foundOut, type LaneRecord, laneNames } from '../../../app/api-client/consistency-lab/lane-record.ts'
import type { LaneApi, LaneWork } from '../../../app/api-client/consistency-lab/lane-work.ts'
import { StandsStill } from '../../../app/api-client/consistency-lab/run-lane.ts'
import { type RunParts, runLanes } from '../../../app/api-client/consistency-lab/run-lanes.ts'
import { strategies } from '../../../app/api-client/consistency-lab/strategies.ts'
import { keptOf, MOST_RUNS } from '../../../app/api-client/consistency-lab/use-consistency-lab.ts'
import { type HomeParts, putRight } from '../../../app/api-client/consistency-lab/whereabouts.ts'
import { sayingOfEnd } from '../../../app/engine-room/consistency/sayings.ts'
import { bankSays, everyday, lostLine, savings, someBank, tooLittle, usd } from './some-bank.ts'

const running = (
  changes: {
    api?: (bank: ReturnType<typeof someBank>) => Partial<LaneApi>
    between?: Partial<RunParts['between']>
    strategies?: Partial<RunParts['strategies']>
    /** From the second lane on, every question about a balance is lost. */
    onLost?: boolean
  } = {},
) => {
  const bank = someBank()
  const leaving = new AbortController()
  const lanes = new Map<string, LaneRecord>()
  let ids = 0
  const end = runLanes({
    accounts: [everyday, savings],
    money: usd('1.00'),
    description: '',
    strategies: { ...strategies, ...changes.strategies },
    apiFor: (accountId, { onLost }) => ({
      ...bank.apiFor(accountId),
      ...changes.api?.(bank),
      ...(changes.onLost &&
        lanes.size > 0 && {
          balance: async () => {
            onLost(lostLine())
            throw lostLine()
          },
        }),
    }),
    between: {
      head: async () => bank.head(),
      balanceAfter: async (accountId, version) => {
        bank.follow()
        return bank.answerAt(accountId, version)
      },
      serverTimes: async () => ({ workedMs: 3, appendMs: 1, behindMs: 5 }),
      transfer: async (transfer) => bank.write(transfer),
      ...changes.between,
    },
    live: bank.live,
    newId: () => {
      ids += 1
      return `id-${ids}`
    },
    onLane: (record) => void lanes.set(record.lane, record),
    signal: leaving.signal,
    patienceMs: 200,
  })
  return { bank, lanes, end, stop: () => leaving.abort() }
}
const asBefore = (bank: ReturnType<typeof someBank>) => {
  expect(bank.balanceOf('everyday')).toBe('500.00')
  expect(bank.balanceOf('savings')).toBe('100.00')
}
/** Those that wait for the read model are let go on at once. */
const quick = {
  api: (bank: ReturnType<typeof someBank>): Partial<LaneApi> => ({
    balance: async ({ afterVersion }) => {
      bank.follow()
      return bank.answerAt('everyday', afterVersion)
    },
    transfer: async (transfer) => {
      const answer = bank.write(transfer)
      queueMicrotask(bank.follow)
      return answer
    },
  }),
}

test('six lanes, there and back: both accounts have what they had', async () => {
  const { bank, lanes, end } = running(quick)
  expect(await end).toEqual({ kind: 'done', money: { kind: 'evenedOut' }, version: 118 })
  expect([...lanes.keys()]).toEqual([...laneNames])
  expect([...lanes.values()].map(({ from }) => from.name)).toEqual(
    laneNames.map((_, index) => (index % 2 === 0 ? 'Everyday' : 'Savings')),
  )
  for (const { outcome, readableAt, server } of lanes.values()) {
    expect(outcome.kind).toBe('shown')
    expect(readableAt).not.toBeNull()
    expect(server?.appendMs).toBe(1)
  }
  asBefore(bank)
})

test('stopped after the first lane, what has been sent is sent back', async () => {
  let stop = () => {}
  const { bank, lanes, end, ...run } = running({
    strategies: {
      writeSide: async (work) => {
        stop()
        return strategies.version(work)
      },
    },
    // Nothing follows, so whoever waits for a version waits.
    between: {
      balanceAfter: async () => ({
        version: 100,
        data: { accountId: '', balance: usd('500.00'), held: usd('0.00'), available: usd('500.00') },
      }),
    },
  })
  stop = run.stop
  // The second lane had been sent when it was stopped, so there and back have happened.
  expect(await end).toMatchObject({ kind: 'stopped', money: { kind: 'evenedOut' } })
  expect(lanes.get('writeSide')?.outcome.kind).toBe('stopped')
  expect(lanes.has('optimistic')).toBe(false)
  asBefore(bank)
})

test('with one that was refused in between, the rest is evened out in the end', async () => {
  let given = 0
  const { bank, lanes, end } = running({
    api: (one) => ({
      ...quick.api(one),
      transfer: async (transfer) => {
        given += 1
        if (given === 2) throw tooLittle
        return quick.api(one).transfer!(transfer)
      },
    }),
  })
  expect(await end).toMatchObject({ kind: 'done', money: { kind: 'sentBack', money: usd('1.00') } })
  expect(lanes.get('writeSide')?.outcome.kind).toBe('refused')
  asBefore(bank)
})

test('refused all along, nothing is sent back', async () => {
  const no = () => Promise.reject(tooLittle)
  const { bank, lanes, end } = running({ api: () => ({ transfer: no, transferSynchronously: no }) })
  expect(await end).toMatchObject({ kind: 'done', money: { kind: 'evenedOut' } })
  expect([...lanes.values()].map(({ outcome }) => outcome.kind)).toEqual(laneNames.map(() => 'refused'))
  expect(bank.written()).toBe(0)
})

test('an answer that is lost: given once more with the same ids, it is known and counted', async () => {
  const { bank, lanes, end } = running({
    ...quick,
    strategies: {
      none: async ({ api, transfer }) => {
        await api.transfer(transfer)
        return { kind: 'unanswered', isWritten: null }
      },
    },
  })
  expect(await end).toMatchObject({ kind: 'done', money: { kind: 'evenedOut' } })
  expect(lanes.get('none')?.outcome).toEqual({ kind: 'unanswered', isWritten: true })
  asBefore(bank)
})

describe('a line that stays cut', () => {
  const unanswered = { kind: 'unanswered', isWritten: null } as const
  /** Nothing was answered in this lane, nor when it was asked once more. */
  const cutIn = async (lane: 'none' | 'writeSide', wasWritten: boolean) => {
    const { bank, lanes, end } = running({
      ...quick,
      strategies: {
        [lane]: async ({ api, transfer }: LaneWork) => {
          if (wasWritten) await api.transfer(transfer)
          return unanswered
        },
      },
      between: { transfer: () => Promise.reject(lostLine()) },
    })
    return { bank, lanes, ended: await end, written: bank.written() }
  }
  let ids = 0
  const homeParts = (transfer: HomeParts['between']['transfer']) => ({
    accounts: [everyday, savings] as const,
    ...{ money: usd('1.00'), description: '', between: { transfer } },
    newId: () => {
      ids += 1
      return `home-${ids}`
    },
    onKnown: vi.fn<(commandId: string, isWritten: boolean) => void>(),
  })
  const everyCase = [
    { lane: 'none', wasWritten: true, home: { kind: 'sentBack', money: usd('1.00') } },
    { lane: 'none', wasWritten: false, home: { kind: 'sentBack', money: usd('1.00') } },
    { lane: 'writeSide', wasWritten: true, home: { kind: 'evenedOut' } },
    { lane: 'writeSide', wasWritten: false, home: { kind: 'evenedOut' } },
  ] as const

  test.each(everyCase)('in $lane, written: $wasWritten: it is not told to be even', async (one) => {
    const { lanes, ended } = await cutIn(one.lane, one.wasWritten)
    const { commandId } = lanes.get(one.lane)!
    expect(ended.kind).toBe('unknown')
    expect(ended.money).toMatchObject({ kind: 'unknown', most: usd('1.00'), transfer: { commandId } })
    expect(lanes.get(one.lane)?.outcome).toEqual(unanswered)
    expect(sayingOfEnd(ended)).not.toContain('both accounts have')
    expect(sayingOfEnd(ended)).toContain('Up to $1.00 may be in the other account')
  })

  test.each(everyCase)('in $lane, written: $wasWritten: with the same ids it is put right', async (one) => {
    const { bank, lanes, ended, written } = await cutIn(one.lane, one.wasWritten)
    const stillCut = homeParts(() => Promise.reject(lostLine()))
    expect(await putRight(ended.money, stillCut)).toEqual({ money: ended.money, version: 0 })
    expect(stillCut.onKnown).not.toHaveBeenCalled()
    expect(bank.written()).toBe(written)

    const answering = homeParts(async (transfer) => bank.write(transfer))
    const home = await putRight(ended.money, answering)
    expect(home).toEqual({ money: one.home, version: bank.head() })
    const { commandId } = lanes.get(one.lane)!
    expect(answering.onKnown.mock.calls).toEqual([[commandId, true]])
    expect(foundOut(commandId, true)(lanes.get(one.lane)!).outcome).toEqual({
      ...unanswered,
      isWritten: true,
    })
    asBefore(bank)
    expect(sayingOfEnd({ ...ended, ...home })).toContain('both accounts have what they had before')
  })

  test('not written and then refused: only what is known to be away is sent back', async () => {
    const refusing = (bank: ReturnType<typeof someBank>, refused: string) =>
      homeParts(async (transfer) => (transfer.commandId === refused ? null : bank.write(transfer)))
    const there = await cutIn('none', false)
    const first = refusing(there.bank, there.lanes.get('none')!.commandId)
    expect((await putRight(there.ended.money, first)).money).toEqual({ kind: 'evenedOut' })
    expect(first.onKnown.mock.calls).toEqual([[expect.any(String), false]])
    asBefore(there.bank)
    const back = await cutIn('writeSide', false)
    const second = refusing(back.bank, back.lanes.get('writeSide')!.commandId)
    expect((await putRight(back.ended.money, second)).money).toEqual({
      kind: 'sentBack',
      money: usd('1.00'),
    })
    asBefore(back.bank)
  })

  test('what may have been sent back is sent back once, however often it is tried', async () => {
    const { bank, ended } = await cutIn('none', true)
    let isCut = true
    const parts = homeParts(async (transfer) => {
      const answer = bank.write(transfer)
      if (isCut && transfer.commandId.startsWith('home')) throw lostLine()
      return answer
    })
    const open = await putRight(ended.money, parts)
    expect(open.money).toMatchObject({ kind: 'leftOver', isRefused: false })
    expect(sayingOfEnd({ ...ended, ...open })).not.toContain('is in the other account')
    expect(await putRight(open.money, parts)).toEqual({ ...open, version: 0 })
    isCut = false
    const home = await putRight(open.money, parts)
    expect(home.money).toEqual({ kind: 'sentBack', money: usd('1.00') })
    expect(await putRight(home.money, parts)).toEqual({ ...home, version: 0 })
    asBefore(bank)
  })
})

test('a run whose money is not home is kept, however many follow', () => {
  const end = { kind: 'done', version: 0 } as const
  const transfer = {
    ...{ commandId: 'command', transferId: 'transfer', fromAccountId: 'savings', toAccountId: 'everyday' },
    ...{ money: usd('1.00'), description: '' },
  }
  const open = { end: { ...end, money: { kind: 'leftOver', transfer, isRefused: true } as const } }
  const even = { end: { ...end, money: { kind: 'evenedOut' } as const } }
  const five = Array.from({ length: MOST_RUNS }, () => even)
  expect(keptOf([...five, even, open, even])).toEqual([...five, open])
})

test('stopped while the read model is waited for, nothing more is sent', async () => {
  let stop = () => {}
  let asked = 0
  const { bank, lanes, end, ...run } = running({
    ...quick,
    between: {
      balanceAfter: async (accountId, version) => {
        asked += 1
        if (asked === 3) stop()
        return bank.answerAt(accountId, version)
      },
    },
  })
  stop = run.stop
  expect(await end).toMatchObject({ kind: 'stopped', money: { kind: 'sentBack' } })
  expect([...lanes.keys()]).toEqual(['none'])
  asBefore(bank)
})

test('a line that is cut while the read model is waited for is not taken for one that stands still', async () => {
  const { lanes, end } = running({
    ...quick,
    onLost: true,
    strategies: {
      writeSide: async (work) => {
        await work.give(work.api.transfer)
        await work.ask({}).catch(() => undefined)
        return new Promise((_, reject) =>
          work.signal.addEventListener('abort', () => reject(work.signal.reason)),
        )
      },
    },
  })
  await end
  expect(lanes.get('writeSide')?.outcome.kind).toBe('unread')
})

test('a read model that stands still: the next lane is not begun, and the money comes back', async () => {
  let asked = 0
  const { bank, lanes, end } = running({
    between: {
      balanceAfter: async () => {
        asked += 1
        if (asked > 1) throw new StandsStill()
        return {
          version: 100,
          data: { accountId: '', balance: usd('500.00'), held: usd('0.00'), available: usd('500.00') },
        }
      },
    },
  })
  expect(await end).toMatchObject({ kind: 'standsStill', money: { kind: 'sentBack', money: usd('1.00') } })
  expect([...lanes.keys()]).toEqual(['none'])
  asBefore(bank)
})

test('what can be written but not read says so, and what waits for too long is given up', async () => {
  const { bank, lanes, end } = running({
    ...quick,
    strategies: {
      writeSide: async (work) => {
        await work.give(work.api.transfer)
        throw bankSays({ httpStatus: 500, correlationId: 'c' })
      },
      told: async (work) => {
        await work.give(work.api.transfer)
        return new Promise((_, reject) =>
          work.signal.addEventListener('abort', () => reject(work.signal.reason)),
        )
      },
    },
  })
  expect(await end).toMatchObject({ kind: 'standsStill', money: { kind: 'evenedOut' } })
  expect(lanes.get('writeSide')?.outcome.kind).toBe('unread')
  expect(lanes.get('told')?.outcome.kind).toBe('givenUp')
  expect(lanes.has('version')).toBe(false)
  asBefore(bank)
})

test('nothing that the page could ask between the lanes: it ends, and sends back what it can', async () => {
  let asked = 0
  const { bank, end } = running({
    between: {
      balanceAfter: async (accountId) => {
        asked += 1
        if (asked > 2) throw lostLine()
        return {
          version: 100,
          data: { accountId, balance: usd('500.00'), held: usd('0.00'), available: usd('500.00') },
        }
      },
    },
  })
  expect(await end).toMatchObject({ kind: 'interrupted', money: { kind: 'sentBack', money: usd('1.00') } })
  asBefore(bank)
})
