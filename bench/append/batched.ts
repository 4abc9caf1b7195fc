/**
 * Passbook's event store, given single events. They are gathered as the command bus gathers commands: one batch at a
 * time, in which goes whatever has come while the last one was committing. No receipts are written and nothing is
 * decided, because the peers do neither.
 */
import { connect } from '../../db/client.ts'
import { append, type NewEvent } from '../../server/event-store/append.ts'
import { closedLoop } from '../closed-loop.ts'
import { type Appender, countEvents } from './appender.ts'
import { newDeposit } from './event.ts'

const MAX_BATCH = 512

type Waiting = {
  readonly event: NewEvent
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export const batchedAppend = (url: string): Appender => {
  const { sql, close } = connect(url, { applicationName: 'bench', max: 1 })
  let waiting: Waiting[] = []
  let running = false

  const run = async () => {
    running = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_BATCH)
      waiting = waiting.slice(MAX_BATCH)
      try {
        await append(sql, { events: batch.map(({ event }) => event), receipts: [], reads: [] })
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
      // Those who have just been answered ask again before the next batch leaves.
      await undefined
    }
    running = false
  }

  let appended = 0
  const call = async () => {
    await new Promise<void>((resolve, reject) => {
      waiting.push({ event: newDeposit(), resolve, reject })
      if (!running) queueMicrotask(() => running || run())
    })
    appended += 1
    return 1
  }
  return {
    contestant: (callers) => closedLoop(`Passbook, batched (${callers} callers)`, callers, call),
    check: () => countEvents(sql, appended, 'events'),
    close,
  }
}
