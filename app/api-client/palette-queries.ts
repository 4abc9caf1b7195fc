'use client'

/**
 * What may be looked for from anywhere: by a customer their payees, and transactions of all their accounts at once; by the
 * bank's people customers.
 */
import { useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { bankQuery, useAccounts } from './queries.ts'

const MOST_PAYEES = 200
const MOST_TRANSACTIONS = 6
const MOST_CUSTOMERS = 8
/** One letter finds a bit of everything. */
const WORTH_SEARCHING = 2

export const usePalettePayees = () => {
  const session = useBankSession()
  return (
    useQuery(
      bankQuery(session, ['payees', 'palette'], (afterVersion, signal) =>
        api.payees.list.query({ limit: MOST_PAYEES, afterVersion }, { signal }),
      ),
    ).data?.data ?? []
  )
}

/** Newest first, as the bank's own search finds them, which forgives mistakes in typing. */
export const usePaletteTransactions = (typed: string) => {
  const session = useBankSession()
  const { accounts = [] } = useAccounts()
  const search = typed.trim()
  const isSearching = search.length >= WORTH_SEARCHING
  const { data, isFetching, isError } = useQuery({
    ...bankQuery(session, ['palette', 'transactions', search], (afterVersion, signal) =>
      api.accounts.activity.query({ search, limit: MOST_TRANSACTIONS, afterVersion }, { signal }),
    ),
    enabled: isSearching,
  })
  const transactions = (isSearching ? (data?.data ?? []) : []).map((transaction) => ({
    transaction,
    accountId: transaction.accountId,
    accountName: accounts.find(({ accountId }) => accountId === transaction.accountId)?.name ?? '',
  }))
  return { transactions, isSearching: isSearching && isFetching, hasFailed: isError }
}

export const usePaletteCustomers = (search: string) => {
  const session = useBankSession()
  const isSearching = search.length >= WORTH_SEARCHING
  const { data, isFetching, isError } = useQuery({
    ...bankQuery(session, ['palette', 'customers', search], (afterVersion, signal) =>
      api.customers.search.query({ search, limit: MOST_CUSTOMERS, afterVersion }, { signal }),
    ),
    enabled: isSearching,
  })
  return {
    customers: isSearching ? (data?.data ?? []) : [],
    isSearching: isSearching && isFetching,
    hasFailed: isError,
  }
}
