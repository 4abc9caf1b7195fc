/** A bank of two accounts whose read model follows only when a test says so. */
import type { LaneRecord } from '../../../app/api-client/consistency-lab/lane-record.ts'
import { beginLane } from '../../../app/api-client/consistency-lab/lane-record.ts'
import {
  type BalanceAnswer,
  type LaneApi,
  type LaneTransfer,
  startLane,
} from '../../../app/api-client/consistency-lab/lane-work.ts'
import type { LiveStatus } from '../../../app/api-client/live.ts'
import { minorUnits } from '../../../app/api-client/pending-overlay.ts'
import { formatDecimal } from '../../../server/domain/decimal.ts'

export const usd = (amount: string) => ({ amount, currency: 'USD' as const })
export const everyday = { accountId: 'everyday', number: '1111', name: 'Everyday' }
export const savings = { accountId: 'savings', number: '2222', name: 'Savings' }

export const bankSays = (data: object) => Object.assign(new Error('from the bank'), { data })
export const lostLine = () => new TypeError('Failed to fetch')
export const tooLittle = bankSays({
  httpStatus: 422,
  rejection: { reason: 'InsufficientFunds', shortBy: usd('2.00') },
})

export const someBank = () => {
  const balances: Record<string, bigint> = { everyday: 50_000n, savings: 10_000n }
  /** Of the read model: it shows these, up to this position. */
  let shown = { ...balances }
  let position = 100
  let head = 100
  const written = new Map<string, number>()
  const waiting = new Set<() => void>()
  const listeners = new Set<() => void>()
  let status: LiveStatus = 'live'
  let isPushing = true

  const answer = (accountId: string, from: Record<string, bigint>, version: number): BalanceAnswer => {
    const balance = usd(formatDecimal(from[accountId] ?? 0n, 'USD'))
    return { version, data: { accountId, balance, held: usd('0.00'), available: balance } }
  }
  const write = ({ commandId, fromAccountId, toAccountId, money }: LaneTransfer) => {
    const known = written.get(commandId)
    if (known !== undefined) return { version: known }
    const amount = minorUnits(money)
    balances[fromAccountId] = (balances[fromAccountId] ?? 0n) - amount
    balances[toAccountId] = (balances[toAccountId] ?? 0n) + amount
    head += 3
    written.set(commandId, head)
    return { version: head }
  }
  const bank = {
    balanceOf: (accountId: string) => formatDecimal(balances[accountId] ?? 0n, 'USD'),
    head: () => head,
    written: () => written.size,
    /** The read model takes in all there is, and those who look on are told. */
    follow: () => {
      shown = { ...balances }
      position = head
      for (const wake of [...waiting]) wake()
      if (isPushing) for (const tell of [...listeners]) tell()
    },
    /** Nothing is pushed from now on. */
    cutStream: () => {
      status = 'lost'
      isPushing = false
    },
    write,
    live: {
      status: () => status,
      reached: () => (isPushing ? position : null),
      subscribe: (listener: () => void) => {
        listeners.add(listener)
        return () => {
          listeners.delete(listener)
        }
      },
    },
    /** Waits as the bank does, as long as the test lets it. */
    answerAt: async (accountId: string, version = 0, signal?: AbortSignal): Promise<BalanceAnswer> => {
      while (position < version)
        await new Promise<void>((resolve, reject) => {
          const done = () => {
            waiting.delete(done)
            resolve()
          }
          waiting.add(done)
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
          if (signal?.aborted) reject(signal.reason)
        })
      return answer(accountId, shown, position)
    },
    apiFor: (accountId: string): LaneApi => ({
      transfer: async (transfer) => write(transfer),
      transferSynchronously: async (transfer) => {
        const { version } = write(transfer)
        bank.follow()
        return { version, projection: { ms: 1, isWritten: true } }
      },
      balance: async ({ from, afterVersion }, signal) =>
        from === 'writeSide'
          ? answer(accountId, balances, head)
          : bank.answerAt(accountId, afterVersion, signal),
      positions: async () => ({ position, head }),
      close: () => undefined,
    }),
  }
  return bank
}

export type SomeBank = ReturnType<typeof someBank>

/** One lane of it, from the account for every day to the savings. */
export const oneLane = (bank: SomeBank, changes: Partial<LaneApi> = {}) => {
  let record: LaneRecord = beginLane(
    { lane: 'none', from: everyday, to: savings, commandId: 'command' },
    usd('500.00'),
  )
  const leaving = new AbortController()
  let clock = 0
  const work = startLane({
    api: { ...bank.apiFor('everyday'), ...changes },
    live: bank.live,
    now: () => {
      clock += 1
      return clock
    },
    note: (change) => {
      record = change(record)
    },
    transfer: {
      ...{ commandId: 'command', transferId: 'transfer', money: usd('1.00'), description: '' },
      ...{ fromAccountId: 'everyday', toAccountId: 'savings' },
    },
    from: everyday,
    to: savings,
    before: {
      version: 100,
      data: {
        accountId: 'everyday',
        balance: usd('500.00'),
        held: usd('0.00'),
        available: usd('500.00'),
      },
    },
    signal: leaving.signal,
  })
  return {
    work,
    record: () => record,
    /** As a person has seen it: figure and mark, one after the other. */
    seen: () => record.sightings.map(({ figure, is }) => `${figure.amount} ${is}`),
    leave: () => leaving.abort(new Error('left')),
  }
}
