'use client'

/** What is asked while money is being moved: whom it can go to, what may leave an account, and what has become of it. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from './api.ts'
import { type BankSession, useBankSession } from './bank-session.tsx'
import { httpStatusOf } from './failures.ts'
import type { PendingTransfer } from './pending-overlay.ts'
import { bankQuery, usePendingTransfer } from './queries.ts'

export type AccountLimits = Awaited<ReturnType<typeof api.limits.get.query>>['data']
export type Quote = Awaited<ReturnType<typeof api.exchange.get.query>>['data']
export type StandingOrder = Awaited<ReturnType<typeof api.standingOrders.get.query>>['data']

/** How much may leave an account, from the account's own events: never behind. */
export const useLimits = (accountId: string) => {
  const session = useBankSession()
  return useQuery({
    ...bankQuery(session, ['limits', accountId], (afterVersion, signal) =>
      api.limits.get.query({ accountId, afterVersion }, { signal }),
    ),
    enabled: accountId !== '',
  }).data?.data
}

export type NameCheck =
  | { readonly result: 'match' | 'noMatch' | 'unknown' }
  | { readonly result: 'closeMatch'; readonly name: string }
  /** Too many were asked about, or the bank did not answer. */
  | { readonly result: 'unavailable' }

/**
 * Whether the name is that of the account's holder; undefined while that is not known. Only so many may be asked about in
 * a minute, so nothing that happens in the bank makes it ask again.
 */
export const useNameCheck = (number: string | null, name: string): NameCheck | undefined => {
  const { data, isError } = useQuery({
    queryKey: ['directory', 'name', number, name],
    queryFn: ({ signal }) => api.payees.checkName.query({ number: number ?? '', name }, { signal }),
    enabled: number !== null && name !== '',
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  })
  if (number === null || name === '') return undefined
  return isError ? { result: 'unavailable' } : data?.data
}

/** What a unit of a currency is worth to a customer in each other one, for an estimate. No read model is behind it. */
export const useMarket = (base: Quote['sell']['currency'] | undefined) =>
  useQuery({
    queryKey: ['market', base],
    queryFn: ({ signal }) => api.exchange.rates.query(base ? { base } : {}, { signal }),
    enabled: base !== undefined,
    refetchInterval: 15_000,
  }).data?.data.rates

export type Movement =
  | { readonly kind: 'transfer'; readonly data: TransferAnswer['data'] }
  | { readonly kind: 'exchange'; readonly data: Quote }
  | { readonly kind: 'standingOrder'; readonly data: StandingOrder }
type TransferAnswer = Awaited<ReturnType<typeof api.transfers.get.query>>

const HELD_POLL_MS = 2_000

/** A page's address says an id and not of what: it is looked for among transfers first, which nearly all are. */
const findMovement = async (
  id: string,
  afterVersion: number | undefined,
  signal: AbortSignal,
): Promise<{ version: number; movement: Movement }> => {
  const asked = [
    async () => {
      const { version, data } = await api.transfers.get.query({ transferId: id, afterVersion }, { signal })
      return { version, movement: { kind: 'transfer' as const, data } }
    },
    async () => {
      const { version, data } = await api.exchange.get.query({ quoteId: id, afterVersion }, { signal })
      return { version, movement: { kind: 'exchange' as const, data } }
    },
  ]
  for (const ask of asked) {
    const found = await ask().catch((error: unknown) => {
      if (httpStatusOf(error) === 404) return undefined
      throw error
    })
    if (found) return found
  }
  const { version, data } = await api.standingOrders.get.query({ orderId: id, afterVersion }, { signal })
  return { version, movement: { kind: 'standingOrder', data } }
}

export const movementQuery = (session: BankSession, id: string) =>
  bankQuery(session, ['movement', id], (afterVersion, signal) => findMovement(id, afterVersion, signal))

/**
 * One order of whatever kind, wherever it stands. While it is pending the overlay tells; afterwards the bank does. The last
 * pending state is kept on show until the bank's answer is here, so that nothing blinks in between.
 */
export const useMovement = (id: string) => {
  const session = useBankSession()
  const pending = usePendingTransfer(id)
  const [lastPending, setLastPending] = useState<PendingTransfer | undefined>(pending)
  useEffect(() => {
    if (pending) setLastPending(pending)
  }, [pending])
  const query = useQuery({
    ...movementQuery(session, id),
    enabled: pending === undefined,
    // Its end is pushed; when nothing is, a page that waits for it asks by itself.
    refetchInterval: ({ state: { data } }) =>
      data?.movement.kind === 'transfer' && data.movement.data.status === 'held' ? HELD_POLL_MS : false,
  })
  const remembered = lastPending?.transferId === id ? lastPending : undefined
  return {
    ...query,
    movement: query.data?.movement,
    version: query.data?.version,
    pending: pending ?? (query.data ? undefined : remembered),
    recordedAt: remembered?.state.status === 'accepted' ? remembered.state.version : undefined,
  }
}

/** What is to be done once more; nothing is asked without an id. */
export const useRepeated = (id: string | undefined) => {
  const session = useBankSession()
  return useQuery({ ...movementQuery(session, id ?? ''), enabled: id !== undefined })
}
