'use client'

/**
 * Transactions as they are listed, of one account or of all: filtered by the bank, page by page, with the pending ones
 * beside them.
 */
import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import type { inferRouterInputs } from '@trpc/server'
import { useMemo } from 'react'
import type { AppRouter } from '../../server/trpc/router.ts'
import { api, type Transaction } from './api.ts'
import { type BankSession, useBankSession } from './bank-session.tsx'
import { readConsistently } from './consistent-read.ts'
import { type ListPage, readListPage } from './list-pages.ts'
import { heldMovements, pendingMovements } from './pending-overlay.ts'
import { bankQuery, heldQuery, transferIdsOf, uniqueByPosition, useAccounts, useOverlay } from './queries.ts'

type Input = inferRouterInputs<AppRouter>['accounts']['transactions']
/** What the bank filters by. */
export type TransactionRequest = Omit<Input, 'accountId' | 'limit' | 'cursor' | 'afterVersion'>

/** Whose lines are listed: those of one account, by its id, or of all that one has. */
export type ListScope = string | 'all'

type KnownPage = ListPage<Transaction>

/** Newest first. */
export const transactionsQuery = (
  { store, lookUp }: BankSession,
  scope: ListScope,
  request: TransactionRequest,
) =>
  infiniteQueryOptions({
    queryKey: ['bank', 'transactions', scope, request],
    queryFn: ({ client, queryKey, pageParam: cursor, signal }): Promise<KnownPage> =>
      readListPage({
        cursor,
        known: client.getQueryData<InfiniteData<KnownPage, string | null>>(queryKey),
        floor: store.floor(),
        now: Date.now(),
        read: (limit) =>
          readConsistently(
            store,
            (afterVersion) => {
              const page = { ...request, limit, afterVersion, ...(cursor !== null && { cursor }) }
              return scope === 'all'
                ? api.accounts.activity.query(page, { signal })
                : // In the order in which the document asks it.
                  api.accounts.transactions.query({ accountId: scope, ...page }, { signal })
            },
            lookUp,
          ),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

/** While another filter's lines are read, those before it stay, marked as placeholders. */
export const useTransactionList = (scope: ListScope, request: TransactionRequest) => {
  const overlay = useOverlay()
  const { accounts } = useAccounts()
  const query = useInfiniteQuery({
    ...transactionsQuery(useBankSession(), scope, request),
    placeholderData: (before, asked) => (asked?.queryKey[2] === scope ? before : undefined),
  })
  const held = useQuery(heldQuery(useBankSession())).data
  const pages = query.data?.pages
  const transactions = useMemo(() => uniqueByPosition(pages?.flatMap((page) => page.data) ?? []), [pages])
  const version = pages?.[0]?.version
  const pending = useMemo(() => {
    if (version === undefined) return []
    const transferIds = transferIdsOf(transactions)
    const accountIds = scope === 'all' ? (accounts ?? []).map(({ accountId }) => accountId) : [scope]
    return accountIds.flatMap((accountId) => [
      ...pendingMovements(overlay, accountId, { version, transferIds }),
      ...(held ? heldMovements(overlay, accountId, held, transferIds) : []),
    ])
  }, [overlay, scope, accounts, version, transactions, held])
  return { ...query, transactions, pending, version }
}

/** Of one account, in the shape that several currencies have. */
export const readAccountTotals = async (
  input: TransactionRequest & { readonly accountId: string; readonly afterVersion: number | undefined },
  signal: AbortSignal,
) => {
  const { version, data } = await api.accounts.transactionTotals.query(input, { signal })
  const { isPartial, ...sum } = data
  return { version, data: { sums: [{ currency: sum.net.currency, ...sum }], isPartial } }
}

/** What all that fits comes to, by currency. While it is added up anew, what stood there stays. */
export const useTransactionTotals = (scope: ListScope, request: TransactionRequest, isWanted: boolean) =>
  useQuery({
    ...bankQuery(useBankSession(), ['transaction-totals', scope, request], (afterVersion, signal) =>
      scope === 'all'
        ? api.accounts.activityTotals.query({ ...request, afterVersion }, { signal })
        : readAccountTotals({ ...request, accountId: scope, afterVersion }, signal),
    ),
    placeholderData: (before, asked) => (asked?.queryKey[2] === scope ? before : undefined),
    enabled: isWanted,
  })

const MOST_COUNTERPARTIES = 8

/** Whom the account has to do with, most often first; or, of all of them, who is called so. */
export const useCounterparties = (accountId: string, search: string) =>
  useQuery({
    ...bankQuery(useBankSession(), ['counterparties', accountId, search], (afterVersion, signal) =>
      api.accounts.counterparties.query(
        { accountId, limit: MOST_COUNTERPARTIES, afterVersion, ...(search && { search }) },
        { signal },
      ),
    ),
    placeholderData: keepPreviousData,
  })

export type TransactionTotals = Pick<
  ReturnType<typeof useTransactionTotals>,
  'data' | 'isError' | 'isPlaceholderData'
>
export type TransactionList = ReturnType<typeof useTransactionList>
