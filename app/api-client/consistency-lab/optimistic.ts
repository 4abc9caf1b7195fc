/**
 * The transfer is shown with the click, marked as pending, and stays so until the read model has passed it: with the
 * overlay, the sender and the confirmation of the bank's own pages, beside those and not in them, so that what they show
 * is not touched by it.
 */
import { LATE_AFTER_MS } from '../../components/lateness.ts'
import { createConfirmation } from '../confirmation.ts'
import { createOverlayStore, type OverlayStore } from '../overlay-store.ts'
import { layOver } from '../pending-overlay.ts'
import { createSender } from '../send-transfer.ts'
import { leaveForSignIn } from '../sign-in.ts'
import type { LaneOutcome } from './lane-record.ts'
import type { Lane } from './lane-work.ts'

export const optimistic: Lane = (work) => {
  const { api, live, ask, seen, note, now, signal, transfer, from, to, before } = work
  const { commandId, transferId, money, description } = transfer
  const store = createOverlayStore({ storageKey: 'lane', storage: inMemory(), channel: toNobody })
  let answer = before

  const draw = () => {
    const { balance, pendingTransfers } = layOver(answer.data, answer.version, store.snapshot())
    seen(balance, pendingTransfers > 0 ? 'pending' : 'right')
  }
  const confirmation = createConfirmation({
    store,
    live,
    positions: api.positions,
    refresh: async (version) => {
      answer = await ask({ afterVersion: version })
      return answer.version >= version
    },
  })
  const send = createSender({
    store,
    give: async () => ({ ...(await api.transfer(transfer)), status: 'completed' }),
    // What the bank said stands in the overlay's own entry.
    onFailed: () => undefined,
    onSignedOut: leaveForSignIn,
  })

  const ended = whenOver({
    store,
    transferId,
    signal,
    onChange: draw,
    onAccepted: (version) => {
      const at = now()
      note((record) => ({ ...record, acknowledged: record.acknowledged ?? { at, version } }))
    },
    onLate: () => {
      const at = now()
      note((record) => ({ ...record, lateAt: at }))
    },
  })
  store.begin({
    ...{ kind: 'transfer', transferId, commandId, from, to, money, description },
    startedAt: new Date().toISOString(),
  })
  void send(transferId)
  return ended.finally(() => {
    confirmation.stop()
    store.close()
  })
}

type Watched = {
  readonly store: OverlayStore
  readonly transferId: string
  readonly signal: AbortSignal
  readonly onChange: () => void
  readonly onAccepted: (version: number) => void
  readonly onLate: () => void
}

/** When it has left the overlay, or will not leave it by itself. */
const whenOver = ({
  store,
  transferId,
  signal,
  onChange,
  onAccepted,
  onLate,
}: Watched): Promise<LaneOutcome> =>
  new Promise((resolve, reject) => {
    let late: ReturnType<typeof setTimeout> | undefined
    const done = () => {
      clearTimeout(late)
      unsubscribe()
      signal.removeEventListener('abort', left)
    }
    const end = (outcome: LaneOutcome) => {
      done()
      resolve(outcome)
    }
    const left = () => {
      // What is on its way is written or not, whoever has left: the answer is waited for.
      if (store.find(transferId)?.state.status === 'sending') return
      done()
      reject(signal.reason)
    }
    const look = () => {
      onChange()
      const state = store.find(transferId)?.state
      switch (state?.status) {
        case 'sending':
          return
        case 'accepted':
          late ??= setTimeout(onLate, LATE_AFTER_MS)
          onAccepted(state.version)
          if (signal.aborted) left()
          return
        case 'failed':
          end({ kind: 'refused', message: state.failure.message })
          return
        case 'unknown':
          end({ kind: 'unanswered', isWritten: null })
          return
        case undefined:
          end({ kind: 'shown' })
          return
      }
    }
    const unsubscribe = store.subscribe(look)
    signal.addEventListener('abort', left)
  })

const inMemory = (): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> => {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      kept.set(key, value)
    },
    removeItem: (key) => {
      kept.delete(key)
    },
  }
}

const toNobody = { postMessage: () => undefined, addEventListener: () => undefined, close: () => undefined }
