/**
 * Passbook's event store, given single events. They are gathered as the command bus gathers commands: a batch takes
 * whatever has come while others were committing, and two are under way at most. No receipts are written and nothing is
 * decided, because the peers do neither.
 */
import { connect } from '../../db/client.ts'
import { append, type NewEvent } from '../../server/event-store/append.ts'
import { closedLoop } from '../closed-loop.ts'
import { type Appender, countEvents } from './appender.ts'
import { newDeposit } from './event.ts'

const MAX_UNDER_WAY = 2
/** Fewer than this wait for a batch that is under way instead of making one of their own. */
const WORTH_A_BATCH = 32

type Waiting = {
  readonly event: NewEvent
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export const batchedAppend = (url: string): Appender => {
  const { sql, close } = connect(url, { applicationName: 'bench', max: MAX_UNDER_WAY })
  let waiting: Waiting[] = []
  let underWay = 0

  const write = async (batch: readonly Waiting[]) => {
    underWay += 1
    try {
      await append(sql, { events: batch.map(({ event }) => event), receipts: [], reads: [] })
      for (const { resolve } of batch) resolve()
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
    underWay -= 1
    // Those who have just been answered ask again before the next batch leaves.
    await undefined
    writeNext()
  }

  const writeNext = () => {
    if (waiting.length === 0 || underWay === MAX_UNDER_WAY) return
    if (underWay > 0 && waiting.length < WORTH_A_BATCH) return
    // The first of two leaves half for the second.
    const size = underWay > 0 ? waiting.length : Math.max(WORTH_A_BATCH, Math.ceil(waiting.length / 2))
    const batch = waiting.slice(0, size)
    waiting = waiting.slice(size)
    write(batch)
    writeNext()
  }

  let appended = 0
  const call = async () => {
    await new Promise<void>((resolve, reject) => {
      waiting.push({ event: newDeposit(), resolve, reject })
      if (underWay < MAX_UNDER_WAY) queueMicrotask(writeNext)
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
