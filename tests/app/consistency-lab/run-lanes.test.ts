/** A whole run: there and back, nothing left waiting and nobody poorer, whatever comes between. */
import { expect, test } from 'vitest'
import { type LaneRecord, laneNames } from '../../../app/api-client/consistency-lab/lane-record.ts'
import type { LaneApi, LaneTransfer } from '../../../app/api-client/consistency-lab/lane-work.ts'
import { StandsStill } from '../../../app/api-client/consistency-lab/run-lane.ts'
import { giveBack, type RunParts, runLanes } from '../../../app/api-client/consistency-lab/run-lanes.ts'
import { strategies } from '../../../app/api-client/consistency-lab/strategies.ts'
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
  expect(await end).toEqual({ kind: 'done', sentBack: null, leftOver: null, version: 118 })
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
  expect(await end).toMatchObject({ kind: 'stopped', sentBack: null, leftOver: null })
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
  expect(await end).toMatchObject({ kind: 'done', sentBack: usd('1.00') })
  expect(lanes.get('writeSide')?.outcome.kind).toBe('refused')
  asBefore(bank)
})

test('refused all along, nothing is sent back', async () => {
  const no = () => Promise.reject(tooLittle)
  const { bank, lanes, end } = running({ api: () => ({ transfer: no, transferSynchronously: no }) })
  expect(await end).toMatchObject({ kind: 'done', sentBack: null })
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
  expect(await end).toMatchObject({ kind: 'done', sentBack: null })
  expect(lanes.get('none')?.outcome).toEqual({ kind: 'unanswered', isWritten: true })
  asBefore(bank)
})

test('a line that stays cut: it ends there, says that it does not know, and what is known to be away', async () => {
  const { lanes, end } = running({
    ...quick,
    strategies: { writeSide: async () => ({ kind: 'unanswered', isWritten: null }) },
    between: { transfer: () => Promise.reject(lostLine()) },
  })
  expect(await end).toMatchObject({ kind: 'unknown', sentBack: null, leftOver: { money: usd('1.00') } })
  expect(lanes.get('writeSide')?.outcome).toEqual({ kind: 'unanswered', isWritten: null })
})

test('what could not be sent back is sent back once, however often it is tried', async () => {
  let isCut = true
  const { bank, end } = running({
    ...quick,
    strategies: { writeSide: async () => ({ kind: 'unanswered', isWritten: null }) },
    between: { transfer: () => Promise.reject(lostLine()) },
  })
  const { leftOver } = await end
  const between = {
    transfer: async (transfer: LaneTransfer) => {
      const answer = bank.write(transfer)
      if (isCut) throw lostLine()
      return answer
    },
  }
  expect(await giveBack(leftOver!, between)).toEqual({ sentBack: null, leftOver })
  isCut = false
  expect(await giveBack(leftOver!, between)).toEqual({ sentBack: usd('1.00'), leftOver: null })
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
  expect(await end).toMatchObject({ kind: 'standsStill', sentBack: usd('1.00') })
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
  expect(await end).toMatchObject({ kind: 'standsStill', sentBack: null })
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
  expect(await end).toMatchObject({ kind: 'interrupted', sentBack: usd('1.00') })
  asBefore(bank)
})
