/** Transfers between made-up accounts, and a browser's storage and channels in memory. */
import { createOverlayStore } from '../../../app/api-client/overlay-store.ts'
import type { PendingState, PendingTransfer, TransferOrder } from '../../../app/api-client/pending-overlay.ts'

export const party = (accountId: string) => ({
  accountId,
  number: `PB00PASS${accountId}`,
  name: `${accountId}'s holder`,
})

export const order = (transferId: string, from: string, to: string, amount: string): TransferOrder => ({
  transferId,
  commandId: `command-of-${transferId}`,
  from: party(from),
  to: party(to),
  money: { amount, currency: 'USD' },
  description: 'Lunch',
  startedAt: '2026-01-01T12:00:00.000Z',
})

export const pending = (transfer: TransferOrder, state: PendingState): PendingTransfer => ({
  ...transfer,
  state,
})
export const sending: PendingState = { status: 'sending' }
export const unknown: PendingState = { status: 'unknown' }
export const accepted = (version: number): Extract<PendingState, { status: 'accepted' }> => ({
  status: 'accepted',
  version,
  acceptedAt: '2026-01-01T12:00:01.000Z',
})
export const failed: PendingState = {
  status: 'failed',
  failure: { reason: 'InsufficientFunds', message: 'It is $1.00 short.', field: 'amount' },
}

export const account = (accountId: string, amount: string) => ({
  accountId,
  balance: { amount, currency: 'USD' as const },
  held: { amount: '0.00', currency: 'USD' as const },
  available: { amount, currency: 'USD' as const },
})

export const memoryStorage = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

/** Channels of one name: what one posts, the others hear at once. */
export const memoryChannels = () => {
  const listeners = new Set<{ owner: symbol; listener: (event: { data: unknown }) => void }>()
  return () => {
    const owner = Symbol('tab')
    return {
      postMessage: (message: unknown) => {
        for (const entry of [...listeners])
          if (entry.owner !== owner) entry.listener({ data: structuredClone(message) })
      },
      addEventListener: (_: 'message', listener: (event: { data: unknown }) => void) => {
        listeners.add({ owner, listener })
      },
      close: () => {
        for (const entry of [...listeners]) if (entry.owner === owner) listeners.delete(entry)
      },
    }
  }
}

export const newTab = (
  channel = memoryChannels()(),
  storage = memoryStorage(),
  onSignedOutElsewhere?: () => void,
) => createOverlayStore({ storageKey: 'pending', storage, channel, onSignedOutElsewhere })
