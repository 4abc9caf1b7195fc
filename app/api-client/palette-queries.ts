'use client'

/**
 * What may be looked for from anywhere: by a customer their payees, and transactions of all their accounts at once; by the
 * bank's people customers.
 */
import { useQueries, useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { bankQuery, useAccounts } from './queries.ts'

const MOST_PAYEES = 200
const PER_ACCOUNT = 4
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
  const answers = useQueries({
    queries: isSearching
      ? accounts.map(({ accountId }) =>
          bankQuery(session, ['palette', accountId, search], (afterVersion, signal) =>
            api.accounts.transactions.query(
              { accountId, search, limit: PER_ACCOUNT, afterVersion },
              { signal },
            ),
          ),
        )
      : [],
  })
  const transactions = answers
    .flatMap(({ data }, index) =>
      (data?.data ?? []).map((transaction) => ({
        transaction,
        accountId: accounts[index]?.accountId ?? '',
        accountName: accounts[index]?.name ?? '',
      })),
    )
    .toSorted((a, b) => b.transaction.position - a.transaction.position)
    .slice(0, MOST_TRANSACTIONS)
  return {
    transactions,
    isSearching: answers.some(({ isPending }) => isPending),
    hasFailed: answers.some(({ isError }) => isError),
  }
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
