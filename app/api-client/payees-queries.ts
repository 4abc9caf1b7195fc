'use client'

/** Whom one pays, and whether a name fits a number. */
import { useQueries, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { allPages } from './all-pages.ts'
import { api } from './api.ts'
import { type BankSession, useBankSession } from './bank-session.tsx'
import { httpStatusOf } from './failures.ts'
import { bankQuery } from './queries.ts'
import { PAYEES_READ } from './read-sizes.ts'

export type SavedPayee = Awaited<ReturnType<typeof api.payees.list.query>>['data'][number]
export type NameCheck = Awaited<ReturnType<typeof api.payees.checkName.query>>['data']

/** All of them, by name: there are 500 at most. */
export const payeesQuery = (session: BankSession) =>
  bankQuery(session, ['payees', 'all'], (afterVersion, signal) =>
    allPages((cursor) => api.payees.list.query({ limit: PAYEES_READ, cursor, afterVersion }, { signal })),
  )
export const usePayees = () => useQuery(payeesQuery(useBankSession()))

/** How much may go to somebody new, for each of these accounts. */
export const useNewPayeeLimits = (accountIds: readonly string[]) => {
  const session = useBankSession()
  return useQueries({
    queries: accountIds.map((accountId) =>
      bankQuery(session, ['limits', accountId], (afterVersion, signal) =>
        api.limits.get.query({ accountId, afterVersion }, { signal }),
      ),
    ),
  }).flatMap(({ data }) => (data ? [data.data] : []))
}

/** Asked once when somebody says so, and never again by itself: the bank answers ten times a minute. */
export const useNameCheck = () =>
  useCallback(async (number: string, name: string): Promise<NameCheck | 'tooOften' | 'failed'> => {
    try {
      return (await api.payees.checkName.query({ number, name })).data
    } catch (error) {
      return httpStatusOf(error) === 429 ? 'tooOften' : 'failed'
    }
  }, [])
