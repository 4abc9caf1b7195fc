/**
 * The bank's API for one lane: every request is counted, with when it went out, when its answer was there and how large
 * both bodies were. Each travels alone, so that none is counted for another.
 */
import { createTRPCClient, httpLink } from '@trpc/client'
import type { AppRouter } from '../../../server/trpc/router.ts'
import { linkOptions } from '../api.ts'
import { shownReadModels } from '../shown-read-models.ts'
import type { LaneRequest } from './lane-record.ts'
import type { LaneApi, LaneWatch } from './lane-work.ts'

/** `onRequest` is told of those that were answered, well or not. */
export const createMeasuredApi = (
  accountId: string,
  { now, onRequest, onLost, onTimeout }: LaneWatch,
): LaneApi => {
  const waited = new Set<number>()
  const resends = watchResends((sentAt, resentAt) => {
    const offset = now() - performance.now()
    const isOfThisLane = [...waited].some((from) => Math.abs(from - (sentAt + offset)) < SAME_MS)
    if (isOfThisLane) onTimeout({ at: resentAt + offset, askedAgain: 'browser' })
  })
  const measure =
    (what: LaneRequest['what'], waits: boolean): typeof fetch =>
    async (input, init) => {
      const from = now()
      if (waits) waited.add(from)
      const [response, body] = await answered(linkOptions.fetch(input, init)).catch((error: unknown) => {
        // Whoever has asked may have gone.
        if (!init?.signal?.aborted) onLost(error)
        throw error
      })
      onRequest({
        ...{ what, waits, from, to: now() },
        sentBytes: sizeOf(init?.body),
        receivedBytes: body.byteLength,
      })
      const { status, statusText, headers } = response
      return new Response(body, { status, statusText, headers })
    }
  const through = (what: LaneRequest['what'], waits = false) =>
    createTRPCClient<AppRouter>({ links: [httpLink({ ...linkOptions, fetch: measure(what, waits) })] })
  const commands = through('command')
  const [balances, waitingBalances] = [through('balance'), through('balance', true)]
  const positions = through('positions')

  return {
    transfer: async (transfer) => {
      const { version } = await commands.commands.transferMoney.mutate(transfer)
      return { version }
    },
    transferSynchronously: async (transfer) => {
      const { version, projection } = await commands.engineRoom.lab.transferMoney.mutate(transfer)
      return { version, projection }
    },
    balance: (question, signal) => {
      const client = question.afterVersion === undefined ? balances : waitingBalances
      return client.accounts.balance.query({ accountId, ...question }, { signal })
    },
    positions: async () => {
      const { data } = await positions.projections.versions.query({})
      const shown = data.filter(({ name }) => shownReadModels.has(name))
      return {
        position: Math.min(...shown.map(({ position }) => position)),
        head: Math.max(0, ...data.map(({ head }) => head)),
      }
    },
    close: resends,
  }
}

/** The bank lets a question wait for 5 s. Nothing else keeps a request from being sent for so long. */
const RESENT_AFTER_MS = 4_500
const SAME_MS = 20

/**
 * Tells of requests that the browser has sent once more by itself: it shows in nothing but their timing. Answers how to
 * end that.
 */
const watchResends = (onResent: (sentAt: number, resentAt: number) => void): (() => void) => {
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { startTime, requestStart } = entry as PerformanceResourceTiming
      if (requestStart - startTime >= RESENT_AFTER_MS) onResent(startTime, requestStart)
    }
  })
  observer.observe({ type: 'resource' })
  return () => observer.disconnect()
}

const answered = async (asked: Promise<Response>): Promise<[Response, ArrayBuffer]> => {
  const response = await asked
  return [response, await response.arrayBuffer()]
}

/** tRPC sends text. */
const sizeOf = (body: unknown): number =>
  typeof body === 'string' ? new TextEncoder().encode(body).byteLength : 0
