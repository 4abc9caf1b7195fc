'use client'

/** Where a customer's money goes and comes from, and what they have had at the end of each month. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { inferRouterInputs } from '@trpc/server'
import type { Currency, WireMoney } from '../../server/domain/decimal.ts'
import type { AppRouter } from '../../server/trpc/router.ts'
import { api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { readConsistently } from './consistent-read.ts'
import { bankQuery } from './queries.ts'

type LinesInput = inferRouterInputs<AppRouter>['insights']['transactions']

export type InsightsScope = {
  readonly accountId: string | null
  readonly from: string
  readonly to: string
}

const inputOf = ({ accountId, from, to }: InsightsScope) => ({
  ...(accountId !== null && { accountId }),
  from,
  to,
})

export const useSpending = (scope: InsightsScope) =>
  useQuery(
    bankQuery(useBankSession(), ['insights', 'spending', scope], (afterVersion, signal) =>
      api.insights.spending.query({ ...inputOf(scope), afterVersion }, { signal }),
    ),
  )

export const useCashFlow = (scope: InsightsScope) =>
  useQuery(
    bankQuery(useBankSession(), ['insights', 'cash-flow', scope], (afterVersion, signal) =>
      api.insights.cashFlow.query({ ...inputOf(scope), afterVersion }, { signal }),
    ),
  )

export const useFlows = (scope: InsightsScope) =>
  useQuery(
    bankQuery(useBankSession(), ['insights', 'flows', scope], (afterVersion, signal) =>
      api.insights.flows.query({ ...inputOf(scope), afterVersion }, { signal }),
    ),
  )

/** With a currency, each month's total is also told in it, at the rates of its end. */
export const useNetWorth = (scope: InsightsScope, currency: LinesInput['currency']) =>
  useQuery(
    bankQuery(useBankSession(), ['insights', 'net-worth', scope, currency], (afterVersion, signal) =>
      api.insights.netWorth.query({ ...inputOf(scope), currency, afterVersion }, { signal }),
    ),
  )

export type LinesFilter = Pick<LinesInput, 'currency' | 'direction' | 'withoutOwn'> & {
  readonly categories: LinesInput['categories'] | null
}

/** How much of what was spent has been given back since; undefined while it is not known. */
export const useRefunded = (scope: InsightsScope, currency: Currency): WireMoney | undefined => {
  const { data: answer } = useQuery(
    bankQuery(useBankSession(), ['insights', 'refunded', scope, currency], (afterVersion, signal) =>
      api.insights.transactions.query(
        { ...inputOf(scope), currency, direction: 'out', withoutOwn: true, limit: 1, afterVersion },
        { signal },
      ),
    ),
  )
  return answer?.data.sums[0]?.refunded
}

const PAGE_SIZE = 40

/** What the bank is asked for the lines behind a figure, and for the file of them. */
export const linesInput = (scope: InsightsScope, { categories, ...others }: LinesFilter) => ({
  ...inputOf(scope),
  ...others,
  ...(categories && { categories }),
})

/** The lines behind a figure, newest first, page by page, and what all of them come to. */
export const useInsightLines = (scope: InsightsScope, filter: LinesFilter) => {
  const { store, lookUp } = useBankSession()
  const query = useInfiniteQuery({
    queryKey: ['bank', 'insights', 'lines', scope, filter],
    queryFn: ({ pageParam, signal }) =>
      readConsistently(
        store,
        (afterVersion) =>
          api.insights.transactions.query(
            {
              ...linesInput(scope, filter),
              limit: PAGE_SIZE,
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
  const pages = query.data?.pages
  return {
    ...query,
    lines: pages?.flatMap(({ data }) => data.lines) ?? [],
    sums: pages?.[0]?.data.sums ?? [],
    version: pages?.[0]?.version,
  }
}
