/**
 * Sends a pending order of whatever kind until the bank has answered. Whatever gets lost on the way, the ids stay the
 * same, so the bank writes it once or not at all. When no answer comes, the order is left standing as unknown, to be tried
 * again.
 */
import { type CommandOutcome, judge } from './failures.ts'
import type { OverlayStore } from './overlay-store.ts'
import type { Failure, HeldFor, PendingTransfer } from './pending-overlay.ts'

/** Pauses before each further try. Together about eight seconds: after that a person should be asked. */
const RETRY_PAUSES_MS = [300, 1_000, 2_000, 4_000]

/** What the bank says has come of it: it is done, or the money is held, and what for. */
export type Given = { version: number } & ({ status: 'completed' } | { status: 'held'; purpose: HeldFor })

export type SendingParts = {
  store: OverlayStore
  /** Gives the command once; rejects with the bank's error, or with anything else when the line is cut. */
  give: (transfer: PendingTransfer) => Promise<Given>
  onFailed: (transfer: PendingTransfer, failure: Failure) => void
  onSignedOut: () => void
  pause?: (ms: number) => Promise<void>
}

export const createSender = ({ store, give, onFailed, onSignedOut, pause = wait }: SendingParts) => {
  const underWay = new Set<string>()

  const tryOnce = async (transfer: PendingTransfer): Promise<CommandOutcome | { kind: 'accepted' }> => {
    try {
      const given = await give(transfer)
      store.accepted(transfer.transferId, given.version, heldForOf(given))
      return { kind: 'accepted' }
    } catch (error) {
      return judge(error)
    }
  }

  return async (transferId: string): Promise<void> => {
    const transfer = store.find(transferId)
    if (!transfer || underWay.has(transferId) || transfer.state.status === 'accepted') return
    underWay.add(transferId)
    store.sending(transferId)
    try {
      for (const pauseMs of [...RETRY_PAUSES_MS, null]) {
        const outcome = await tryOnce(transfer)
        if (outcome.kind === 'accepted') return
        if (outcome.kind === 'refused') {
          store.failed(transferId, outcome.failure)
          onFailed(transfer, outcome.failure)
          return
        }
        if (outcome.kind === 'signed-out') {
          store.unknown(transferId)
          onSignedOut()
          return
        }
        if (pauseMs !== null) await pause(Math.min(Math.max(pauseMs, outcome.afterMs ?? 0), 10_000))
        // Somebody else may have found out meanwhile: another tab, or a read that came across the transfer.
        if (store.find(transferId)?.state.status !== 'sending') return
      }
      store.unknown(transferId)
    } finally {
      underWay.delete(transferId)
    }
  }
}

const heldForOf = (given: Given): HeldFor | null => (given.status === 'completed' ? null : given.purpose)

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
