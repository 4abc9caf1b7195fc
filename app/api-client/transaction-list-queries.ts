'use client'

/** An account's transactions as they are listed: filtered by the bank, page by page, with the pending ones beside them. */
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { inferRouterInputs } from '@trpc/server'
import { useMemo } from 'react'
import type { AppRouter } from '../../server/trpc/router.ts'
import { api, type Transaction } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { readConsistently } from './consistent-read.ts'
import { type ListPage, readListPage } from './list-pages.ts'
import { heldMovements, pendingMovements } from './pending-overlay.ts'
import { bankQuery, heldQuery, transferIdsOf, uniqueByPosition, useOverlay } from './queries.ts'

type Input = inferRouterInputs<AppRouter>['accounts']['transactions']
/** What the bank filters by. */
export type TransactionRequest = Omit<Input, 'accountId' | 'limit' | 'cursor' | 'afterVersion'>

/** Newest first. While another filter's lines are read, those before it stay, marked as placeholders. */
export const useTransactionList = (accountId: string, request: TransactionRequest) => {
  const { store, lookUp } = useBankSession()
  const overlay = useOverlay()
  const query = useInfiniteQuery({
    queryKey: ['bank', 'transactions', accountId, request],
    queryFn: ({ client, queryKey, pageParam: cursor, signal }) =>
      readListPage({
        cursor,
        known: client.getQueryData<InfiniteData<ListPage<Transaction>, string | null>>(queryKey),
        floor: store.floor(),
        now: Date.now(),
        read: (limit) =>
          readConsistently(
            store,
            (afterVersion) =>
              api.accounts.transactions.query(
                { ...request, accountId, limit, afterVersion, ...(cursor !== null && { cursor }) },
                { signal },
              ),
            lookUp,
          ),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before, asked) => (asked?.queryKey[2] === accountId ? before : undefined),
  })
  const held = useQuery(heldQuery(useBankSession())).data
  const pages = query.data?.pages
  const transactions = useMemo(() => uniqueByPosition(pages?.flatMap((page) => page.data) ?? []), [pages])
  const version = pages?.[0]?.version
  const pending = useMemo(
    () =>
      version === undefined
        ? []
        : [
            ...pendingMovements(overlay, accountId, { version, transferIds: transferIdsOf(transactions) }),
            ...(held ? heldMovements(overlay, accountId, held, transferIdsOf(transactions)) : []),
          ],
    [overlay, accountId, version, transactions, held],
  )
  return { ...query, transactions, pending, version }
}

/** What all that fits comes to. While it is added up anew, what stood there stays. */
export const useTransactionTotals = (accountId: string, request: TransactionRequest, isWanted: boolean) =>
  useQuery({
    ...bankQuery(useBankSession(), ['transaction-totals', accountId, request], (afterVersion, signal) =>
      api.accounts.transactionTotals.query({ ...request, accountId, afterVersion }, { signal }),
    ),
    placeholderData: (before, asked) => (asked?.queryKey[2] === accountId ? before : undefined),
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
