/**
 * Reads an answer that the pending overlay can be laid over without counting anything twice or not at all.
 *
 * Two answers would break that. One older than the floor: it lacks a transfer that has already left the overlay. And
 * one that came while a command was on its way: it may or may not hold that transfer, and its version cannot tell until
 * the command's own version is known. The first is read again; the second waits for the command's outcome, and when
 * none comes, the bank is asked whether the transfer is there.
 */

import { movesMoney, type PendingTransfer } from './orders.ts'
import type { OverlayStore } from './overlay-store.ts'

export type Versioned = { readonly version: number }

export type OrderLookUp = (
  order: PendingTransfer,
  afterVersion: number,
) => Promise<{ readonly found: boolean; readonly version: number }>

/** The bank honours `afterVersion`, so a second read is nearly always the last; a broken one must not loop. */
const MAX_READS = 8

type Waiting = (store: OverlayStore, transferId: string) => Promise<void>

export const readConsistently = async <Answer extends Versioned>(
  store: OverlayStore,
  read: (afterVersion: number | undefined) => Promise<Answer>,
  lookUp: OrderLookUp,
  outcome: Waiting = outcomeWithin(1_500),
): Promise<Answer> => {
  for (let attempt = 0; attempt < MAX_READS; attempt += 1) {
    const answer = await read(store.floor() || undefined)
    if (answer.version < store.floor()) continue
    // What moves no money is laid over nothing, so it can be counted neither twice nor not at all.
    const doubtful = store.inFlight().filter(movesMoney)
    if (await allSettled(store, doubtful, answer.version, lookUp, outcome)) return answer
  }
  throw new Error('The bank answered with older figures than it has shown before')
}

/** False when the answer must be read again, because it may hold a transfer whose version is not known. */
const allSettled = async (
  store: OverlayStore,
  doubtful: readonly PendingTransfer[],
  version: number,
  lookUp: OrderLookUp,
  outcome: Waiting,
): Promise<boolean> => {
  for (const order of doubtful) {
    const { transferId } = order
    await outcome(store, transferId)
    const entry = store.find(transferId)
    if (!entry || entry.state.status === 'accepted' || entry.state.status === 'failed') continue
    const { found, version: seenAt } = await lookUp(order, version)
    // Not there at a version at least as high: then the answer does not hold it either.
    if (!found) continue
    store.raiseFloor(seenAt)
    store.accepted(transferId, seenAt)
    return false
  }
  return version >= store.floor()
}

/** Waits until a command's answer is here, but not for ever: a lost one never comes. */
export const outcomeWithin =
  (timeoutMs: number): Waiting =>
  (store, transferId) =>
    new Promise((resolve) => {
      const isSending = () => store.find(transferId)?.state.status === 'sending'
      if (!isSending()) return resolve()
      const done = () => {
        clearTimeout(timer)
        unsubscribe()
        resolve()
      }
      const timer = setTimeout(done, timeoutMs)
      const unsubscribe = store.subscribe(() => {
        if (!isSending()) done()
      })
    })

/** Keeps the answer that knows more: an older one that arrives late changes nothing. */
export const newerAnswer = <Answer>(known: Answer | undefined, arrived: Answer): Answer =>
  known !== undefined && versionOf(known) > versionOf(arrived) ? known : arrived

/** An answer's version; for a list of pages that of its newest page, which is read first. */
export const versionOf = (answer: unknown): number => {
  if (typeof answer !== 'object' || answer === null) return 0
  if ('version' in answer && typeof answer.version === 'number') return answer.version
  if ('pages' in answer && Array.isArray(answer.pages)) return versionOf(answer.pages[0])
  return 0
}
