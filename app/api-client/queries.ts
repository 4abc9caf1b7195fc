'use client'

/**
 * The bank's answers with the pending overlay laid over them. Every screen gets its figures here and nowhere else, so
 * that all of them show the same balance; nothing here edits a cached answer.
 */
import { type QueryKey, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import { type Account, api, type Transaction } from './api.ts'
import { type BankSession, useBankSession } from './bank-session.tsx'
import { readConsistently, type Versioned } from './consistent-read.ts'
import type { LiveStatus } from './live.ts'
import {
  emptyOverlay,
  heldMovements,
  type Overlay,
  type PendingTransfer,
  pendingMovements,
} from './pending-overlay.ts'
import { MOST_ACCOUNTS, MOST_HELD, RECENT_TRANSFERS } from './read-sizes.ts'
import { partyNameIn, shownAccounts } from './shown-accounts.ts'

export type { ShownAccount } from './shown-accounts.ts'

const ACTIVITY_SIZE = 8

export const useOverlay = (): Overlay => {
  const { store } = useBankSession()
  return useSyncExternalStore(store.subscribe, store.snapshot, () => emptyOverlay)
}

export const usePendingTransfer = (transferId: string): PendingTransfer | undefined =>
  useOverlay().find((entry) => entry.transferId === transferId)

/** How many changes the read models are behind; known only while something is pending. */
export const useLag = (): number | null => {
  const { confirmation } = useBankSession()
  return useSyncExternalStore(confirmation.subscribe, confirmation.lag, () => null)
}

/** Whether the bank pushes its news at the moment. */
export const useLiveStatus = (): LiveStatus => {
  const { live } = useBankSession()
  return useSyncExternalStore(
    live.subscribe,
    () => live.status(),
    () => 'connecting',
  )
}

/** A query under the bank's key: read consistently with the overlay, and read again when a transfer has come through. */
export const bankQuery = <Answer extends Versioned>(
  { store, lookUp }: BankSession,
  key: QueryKey,
  read: (afterVersion: number | undefined, signal: AbortSignal) => Promise<Answer>,
) => ({
  queryKey: ['bank', ...key],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    readConsistently(store, (afterVersion) => read(afterVersion, signal), lookUp),
})

export const accountsQuery = (session: BankSession) =>
  bankQuery(session, ['accounts'], (afterVersion, signal) =>
    api.accounts.list.query({ limit: MOST_ACCOUNTS, afterVersion }, { signal }),
  )

export const useAccounts = () => {
  const overlay = useOverlay()
  const query = useQuery(accountsQuery(useBankSession()))
  const answer = query.data
  const accounts = useMemo(() => answer && shownAccounts(answer, overlay), [answer, overlay])
  return { ...query, accounts, version: answer?.version }
}

export const usePartyName = () => partyNameIn(useAccounts().accounts)

/** Transfers whose money is held, and can still be called back. */
export const heldQuery = (session: BankSession) =>
  bankQuery(session, ['held'], (afterVersion, signal) =>
    api.transfers.list.query({ status: 'held', limit: MOST_HELD, afterVersion }, { signal }),
  )

export const settingsQuery = (session: BankSession) =>
  bankQuery(session, ['settings'], (afterVersion, signal) =>
    api.settings.get.query({ afterVersion }, { signal }),
  )

/** What one has chosen; the bank's own choice while it is not known. */
export const useSettings = () => {
  const query = useQuery(settingsQuery(useBankSession()))
  return { ...query, settings: query.data?.data ?? { undoSeconds: USUAL_UNDO_SECONDS } }
}

const USUAL_UNDO_SECONDS = 10

/** A page can move by one while a newer line comes in above it; a line is never listed twice. */
export const uniqueByPosition = (rows: readonly Transaction[]): Transaction[] => [
  ...new Map(rows.map((row) => [row.position, row])).values(),
]

/** What these lines are of: transfers, and exchanges by their quotes. */
export const transferIdsOf = (rows: readonly Transaction[]): ReadonlySet<string | null> =>
  new Set(rows.map(({ transferId, quoteId }) => transferId ?? quoteId))

/** The latest lines of several accounts in one list, as on the overview. */
export const useLatestActivity = (accounts: readonly Account[]) => {
  const session = useBankSession()
  const overlay = useOverlay()
  const queries = useQueries({
    queries: accounts.map(({ accountId }) =>
      bankQuery(session, ['activity', accountId], (afterVersion, signal) =>
        api.accounts.transactions.query({ accountId, limit: ACTIVITY_SIZE, afterVersion }, { signal }),
      ),
    ),
  })
  const held = useQuery(heldQuery(session)).data
  const answers = queries.map(({ data }) => data)
  const isPending = queries.some(({ isPending }) => isPending)
  const failed = queries.find(({ isError, data }) => isError && data === undefined)
  const transactions = answers
    .flatMap((answer) => answer?.data ?? [])
    .toSorted((a, b) => b.position - a.position)
    .slice(0, ACTIVITY_SIZE)
  const pending = accounts.flatMap(({ accountId }, index) => {
    const answer = answers[index]
    if (!answer) return []
    const { version, data } = answer
    return [
      ...pendingMovements(overlay, accountId, { version, transferIds: transferIdsOf(data) }),
      ...(held ? heldMovements(overlay, accountId, held, transferIdsOf(data)) : []),
    ]
  })
  const versions = answers.flatMap((answer) => (answer ? [answer.version] : []))
  return {
    transactions,
    pending,
    isPending,
    error: failed?.error ?? null,
    refetch: () => {
      for (const query of queries) void query.refetch()
    },
    version: versions.length > 0 ? Math.min(...versions) : undefined,
  }
}

/** Whom one has dealt with lately: for the payees of the transfer form. */
export const recentTransfersQuery = (session: BankSession) =>
  bankQuery(session, ['transfers'], (afterVersion, signal) =>
    api.transfers.list.query({ limit: RECENT_TRANSFERS, afterVersion }, { signal }),
  )
export const useRecentTransfers = () => useQuery(recentTransfersQuery(useBankSession()))

export const usePayee = (number: string | null) => {
  const session = useBankSession()
  return useQuery({
    ...bankQuery(session, ['payee', number], (afterVersion, signal) =>
      api.accounts.findByNumber.query({ number: number ?? '', afterVersion }, { signal }),
    ),
    enabled: number !== null,
  })
}
