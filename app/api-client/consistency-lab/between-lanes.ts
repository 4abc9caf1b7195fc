/** What is asked of the bank between the lanes of a run, through the same client as everything else on the page. */
import { api } from '../api.ts'
import { untilAnswered } from '../give-command.ts'
import type { Live } from '../live.ts'
import type { ServerTimes } from './lane-record.ts'
import { notReached } from './lane-work.ts'
import { type Between, PATIENCE_MS, StandsStill } from './run-lane.ts'

const SUMMARIES = 'account-summaries'
/** The other read models follow within milliseconds; none of them is what the lanes compare. */
const OTHERS_MS = 2_000
/** Whoever is refused like that, as by somebody else's session, is not told whether it was written before. */
const saysNothing: ReadonlySet<string> = new Set(['NoAnswer', 'Forbidden', 'CommandIdReused', 'Refused'])

export const betweenLanes = (live: Pick<Live, 'status' | 'reached' | 'subscribe'>): Between => ({
  head: async () => {
    const { data } = await api.projections.versions.query({})
    return Math.max(0, ...data.map(({ head }) => head))
  },

  balanceAfter: async (accountId, version, signal) => {
    const until = performance.now() + PATIENCE_MS
    for (;;)
      try {
        const question = { accountId, afterVersion: version }
        const answer = await api.accounts.balance.query(question, signal ? { signal } : {})
        await pushed(live, version, signal)
        return answer
      } catch (error) {
        if (!notReached(error)) throw error
        if (performance.now() >= until) throw new StandsStill()
      }
  },

  transfer: async (transfer) => {
    const answer = await untilAnswered(() => api.commands.transferMoney.mutate(transfer))
    if (!('failure' in answer)) return { version: answer.version }
    if (saysNothing.has(answer.failure.reason)) throw new Error(answer.failure.message)
    return null
  },

  serverTimes: async (commandId): Promise<ServerTimes | null> => {
    const { recorded, projectors } = (await api.engineRoom.commandFlow.query({ commandId })).data
    const span = (name: string) => recorded?.spans.find((one) => one.name === name)
    const [append, answer, first] = [span('append'), span('answer'), recorded?.spans[0]]
    if (!append || !answer || !first) return null
    const heardAt = projectors.find(({ name }) => name === SUMMARIES)?.times?.heardAt
    return {
      workedMs: answer.to - first.from,
      appendMs: append.to - append.from,
      behindMs: heardAt === undefined ? null : Math.max(0, heardAt - append.to),
    }
  },
})

/** Until the bank has pushed it as well, if it pushes at all: or the next lane would be told of what this one did. */
const pushed = (
  live: Pick<Live, 'status' | 'reached' | 'subscribe'>,
  version: number,
  signal: AbortSignal | undefined,
): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      unsubscribe()
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const look = () => {
      if (live.status() !== 'live' || (live.reached() ?? 0) >= version) done()
    }
    const timer = setTimeout(done, OTHERS_MS)
    const unsubscribe = live.subscribe(look)
    signal?.addEventListener('abort', done)
    if (signal?.aborted) done()
    else look()
  })
