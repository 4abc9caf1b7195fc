/**
 * The five ways to live with a read model that follows, and none of them, each made of the parts that the bank's own pages
 * and clients have for it. What differs is here; what is the same for all is in ./lane-work.ts.
 */
import { POLL_MS } from '../live.ts'
import { type LaneName, timedOut } from './lane-record.ts'
import { type Lane, type LaneWork, notReached } from './lane-work.ts'
import { optimistic } from './optimistic.ts'

/** Asks the read model as soon as the command is answered, and leaves it at that. */
const none: Lane = async ({ api, give, ask, show }) => {
  const given = await give(api.transfer)
  if ('outcome' in given) return given.outcome
  return { kind: show(await ask({}), given.version) ? 'shown' : 'stillOld' }
}

/** The account's own events are never behind. */
const writeSide: Lane = async ({ api, give, ask, show }) => {
  const given = await give(api.transfer)
  if ('outcome' in given) return given.outcome
  return { kind: show(await ask({ from: 'writeSide' }), given.version) ? 'shown' : 'stillOld' }
}

/** Does nothing until the bank says that there is something new; asks by the clock where it cannot say so. */
const told: Lane = async (work) => {
  const { api, give, ask, show } = work
  const given = await give(api.transfer)
  if ('outcome' in given) return given.outcome
  await newsOf(given.version, work)
  while (!show(await ask({}), given.version)) await pause(POLL_MS, work.signal)
  return { kind: 'shown' }
}

const newsOf = (version: number, { live, note, now, signal }: LaneWork): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer)
      unsubscribe()
      signal.removeEventListener('abort', left)
    }
    const left = () => {
      done()
      reject(signal.reason)
    }
    const look = () => {
      if ((live.reached() ?? 0) < version) return
      const at = now()
      note((record) => ({ ...record, toldAt: record.toldAt ?? at }))
      done()
      resolve()
    }
    // While nothing can be pushed: as often as every page of the bank asks then.
    const ask = () => {
      if (live.status() === 'live') {
        timer = setTimeout(ask, POLL_MS)
        return
      }
      done()
      resolve()
    }
    let timer = setTimeout(ask, POLL_MS)
    const unsubscribe = live.subscribe(look)
    signal.addEventListener('abort', left, { once: true })
    if (signal.aborted) left()
    else look()
  })

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', left)
      resolve()
    }, ms)
    const left = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    signal.addEventListener('abort', left, { once: true })
    if (signal.aborted) left()
  })

/** Names the version that the command was answered with; the answer is kept until the read model has come there. */
const version: Lane = async ({ api, give, ask, show, note, now }) => {
  const given = await give(api.transfer)
  if ('outcome' in given) return given.outcome
  for (;;) {
    try {
      return { kind: show(await ask({ afterVersion: given.version }), given.version) ? 'shown' : 'stillOld' }
    } catch (error) {
      const late = notReached(error)
      if (!late) throw error
      const at = now()
      note((record) => timedOut(record, { at, askedAgain: 'page', ...late }))
    }
  }
}

/** The balance is written in the commit, so it can be read as soon as the command is answered. */
const synchronous: Lane = async ({ api, give, ask, show, note }) => {
  const given = await give(async (transfer) => {
    const { version, projection } = await api.transferSynchronously(transfer)
    note((record) => ({ ...record, projection }))
    return { version }
  })
  if ('outcome' in given) return given.outcome
  return { kind: show(await ask({}), given.version) ? 'shown' : 'stillOld' }
}

export const strategies: Readonly<Record<LaneName, Lane>> = {
  none,
  writeSide,
  optimistic,
  told,
  version,
  synchronous,
}
