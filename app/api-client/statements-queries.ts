'use client'

/** Statements: the months of all accounts, and one month with its lines. */
import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/trpc/router.ts'
import { type Account, api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { readConsistently } from './consistent-read.ts'
import { balanceWith, type Overlay } from './pending-overlay.ts'
import { bankQuery, useOverlay } from './queries.ts'

type Outputs = inferRouterOutputs<AppRouter>['statements']
export type StatementRow = Outputs['list']['data'][number]
export type Statement = Outputs['get']['data']

/** Sixteen years of an account. */
const MOST_MONTHS = 200
const LINES_PER_PAGE = 200

/** The closing of a month that runs is what is on the account, pending transfers included, as on every other screen. */
export type ShownStatement = StatementRow & { readonly pendingTransfers: number }

const shownRow = (row: StatementRow, version: number, overlay: Overlay): ShownStatement => {
  if (row.status === 'closed' || new Date(row.until) <= new Date()) return { ...row, pendingTransfers: 0 }
  const { balance: closing, pendingTransfers } = balanceWith(
    { accountId: row.accountId, balance: row.closing },
    version,
    overlay,
  )
  return { ...row, closing, pendingTransfers }
}

/** The newest month first, and within it the accounts in the order in which they were handed in. */
export const useStatements = (accounts: readonly Pick<Account, 'accountId'>[]) => {
  const session = useBankSession()
  const queries = useQueries({
    queries: accounts.map(({ accountId }) =>
      bankQuery(session, ['statements', 'list', accountId], (afterVersion, signal) =>
        api.statements.list.query({ accountId, limit: MOST_MONTHS, afterVersion }, { signal }),
      ),
    ),
  })
  const overlay = useOverlay()
  const answers = queries.flatMap(({ data }) => data ?? [])
  const failed = queries.find(({ isError, data }) => isError && data === undefined)
  return {
    statements: answers
      .flatMap(({ data, version }) => data.map((row) => shownRow(row, version, overlay)))
      // Stable, so that accounts stay in their order.
      .toSorted((a, b) => b.month.localeCompare(a.month)),
    isPending: queries.some(({ isPending }) => isPending),
    error: failed?.error ?? null,
    refetch: () => {
      for (const query of queries) void query.refetch()
    },
    version: answers.length > 0 ? Math.min(...answers.map(({ version }) => version)) : undefined,
  }
}

/** One month, its lines page by page, the oldest first. */
export const useStatement = (accountId: string, month: string) => {
  const { store, lookUp } = useBankSession()
  const query = useInfiniteQuery({
    queryKey: ['bank', 'statements', 'one', accountId, month],
    queryFn: ({ pageParam, signal }) =>
      readConsistently(
        store,
        (afterVersion) =>
          api.statements.get.query(
            {
              accountId,
              month,
              limit: LINES_PER_PAGE,
              afterVersion,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
            { signal },
          ),
        lookUp,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
  const [first] = query.data?.pages ?? []
  return {
    ...query,
    statement: first?.data,
    lines: query.data?.pages.flatMap(({ data }) => data.lines) ?? [],
    version: first?.version,
  }
}
