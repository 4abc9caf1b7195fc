'use client'

/** What holds for an account: its limits, its alert, its terms, and what it has earned and owes. */
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/trpc/router.ts'
import { api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { bankQuery, type ShownAccount } from './queries.ts'

type Outputs = inferRouterOutputs<AppRouter>
export type Limits = Outputs['limits']['get']['data']
export type Terms = Outputs['products']['list']['data'][number]
export type Interest = Outputs['accounts']['interest']['data']

export const useLimits = (accountId: string) => {
  const session = useBankSession()
  const query = useQuery(
    bankQuery(session, ['limits', accountId], (afterVersion, signal) =>
      api.limits.get.query({ accountId, afterVersion }, { signal }),
    ),
  )
  return { ...query, limits: query.data?.data }
}

/** Below which balance one is told; null for not at all. */
export const useLowBalanceAlert = (accountId: string) => {
  const session = useBankSession()
  const query = useQuery(
    bankQuery(session, ['notifications', 'low-balance-alerts'], (afterVersion, signal) =>
      api.notifications.lowBalanceAlerts.query({ afterVersion }, { signal }),
    ),
  )
  return {
    ...query,
    threshold: query.data && (query.data.data.find((one) => one.accountId === accountId)?.threshold ?? null),
  }
}

/** They change on dates that are known long before, and with nothing that anybody does. */
const TERMS_HOLD_MS = 60 * 60_000

export const useTerms = ({ product, currency }: Pick<ShownAccount, 'product' | 'currency'>) => {
  const query = useQuery({
    queryKey: ['terms'],
    queryFn: ({ signal }) => api.products.list.query({}, { signal }),
    staleTime: TERMS_HOLD_MS,
  })
  return {
    ...query,
    terms: query.data?.data.find((one) => one.product === product && one.currency === currency),
  }
}

export const useInterest = (accountId: string) => {
  const session = useBankSession()
  const query = useQuery(
    bankQuery(session, ['interest', accountId], (afterVersion, signal) =>
      api.accounts.interest.query({ accountId, afterVersion }, { signal }),
    ),
  )
  return { ...query, interest: query.data?.data }
}

const MOST_ORDERS = 200

/** How many standing orders pay from it, or into it from one's other accounts. */
export const useActiveOrders = (accountId: string) => {
  const session = useBankSession()
  const query = useQuery(
    bankQuery(session, ['standing-orders', 'active-of', accountId], (afterVersion, signal) =>
      api.standingOrders.list.query({ status: 'active', limit: MOST_ORDERS, afterVersion }, { signal }),
    ),
  )
  const concerned = query.data?.data.filter(
    ({ from, to }) => from.accountId === accountId || to.accountId === accountId,
  )
  return { ...query, orders: concerned?.length }
}
