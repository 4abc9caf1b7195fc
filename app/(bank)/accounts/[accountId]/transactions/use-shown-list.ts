'use client'

/** What the bank finds, and of what is pending that which fits as well: with `asOf` nothing is, that is another time. */
import { useMemo } from 'react'
import type { Transaction } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { type ListScope, useTransactionList } from '../../../../api-client/transaction-list-queries.ts'
import { dayOf } from '../../../../components/dates.ts'
import { type ListFilter, requestFor } from '../../../../components/transaction-filter/filter.ts'
import { matchesPending } from './pending-matches.ts'
import type { ShownList } from './transaction-lines.tsx'

export const useShownList = (scope: ListScope, filter: ListFilter, asOf: string | undefined) => {
  const { timeZone } = useBankSession()
  const today = dayOf(new Date(), timeZone)
  // The same day makes the same request, so that nothing is asked anew as time goes by.
  const request = useMemo(
    () => requestFor(filter, { timeZone, today, asOf }),
    [filter, timeZone, today, asOf],
  )
  const list = useTransactionList(scope, request)
  const isPendingOnly = filter.status === 'pending'
  const pending = useMemo(
    () =>
      asOf === undefined
        ? list.pending.filter((movement) => matchesPending(movement, filter, request, new Date()))
        : [],
    [list.pending, filter, request, asOf],
  )
  const transactions = isPendingOnly ? none : list.transactions
  const hasNextPage = list.hasNextPage && !isPendingOnly
  const { isFetchingNextPage, isFetchNextPageError, fetchNextPage, isPlaceholderData } = list
  // The same as long as the list is, so that a press elsewhere does not draw it anew.
  const lines = useMemo(
    (): ShownList => ({
      ...{ transactions, pending, hasNextPage, fetchNextPage },
      ...{ isFetchingNextPage, isFetchNextPageError, isPlaceholderData },
    }),
    [
      transactions,
      pending,
      hasNextPage,
      fetchNextPage,
      isFetchingNextPage,
      isFetchNextPageError,
      isPlaceholderData,
    ],
  )
  return { ...list, request, transactions, lines }
}

const none: Transaction[] = []
