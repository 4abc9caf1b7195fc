/** Transfers between made-up accounts, and a browser's storage and channels in memory. */

import type {
  Exchange,
  Payment,
  PendingState,
  PendingTransfer,
  StandingOrder,
  Transfer,
  TransferOrder,
} from '../../../app/api-client/orders.ts'
import { createOverlayStore } from '../../../app/api-client/overlay-store.ts'

export const party = (accountId: string) => ({
  accountId,
  number: `PB00PASS${accountId}`,
  name: `${accountId}'s holder`,
})

export const order = (transferId: string, from: string, to: string, amount: string): Transfer => ({
  kind: 'transfer',
  transferId,
  commandId: `command-of-${transferId}`,
  from: party(from),
  to: party(to),
  money: { amount, currency: 'USD' },
  description: 'Lunch',
  startedAt: '2026-01-01T12:00:00.000Z',
})

/** To an account at another bank: what stands in place of an account's id there is the payee's. */
export const payment = (transferId: string, from: string, payee: string, amount: string): Payment => ({
  ...order(transferId, from, payee, amount),
  kind: 'payment',
  payeeId: payee,
})

/** Dollars for euros. */
export const exchange = (
  quoteId: string,
  [from, to]: readonly [string, string],
  [sold, bought]: readonly [string, string],
): Exchange => ({
  ...order(quoteId, from, to, sold),
  kind: 'exchange',
  bought: { amount: bought, currency: 'EUR' },
  rate: '0.91632',
})

export const standingOrder = (orderId: string, from: string, to: string, amount: string): StandingOrder => ({
  ...order(orderId, from, to, amount),
  kind: 'standingOrder',
  schedule: { frequency: 'monthly', firstDate: '2026-02-01', dayOfMonth: null, lastDate: null, count: null },
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

export const account = (accountId: string, amount: string, currency: 'USD' | 'EUR' = 'USD') => ({
  accountId,
  balance: { amount, currency },
  held: { amount: '0.00', currency },
  available: { amount, currency },
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
