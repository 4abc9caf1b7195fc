'use client'

/** A customer's own saved searches. */
import { useQuery } from '@tanstack/react-query'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/trpc/router.ts'
import { api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { bankQuery } from './queries.ts'

export type SavedSearch = inferRouterOutputs<AppRouter>['searches']['list']['data'][number]
export type Input = inferRouterInputs<AppRouter>['commands']['saveSearch']

/** As many as there can be. */
const MOST_SEARCHES = 50

export const useSavedSearches = (isWanted: boolean) =>
  useQuery({
    ...bankQuery(useBankSession(), ['searches'], (afterVersion, signal) =>
      api.searches.list.query({ limit: MOST_SEARCHES, afterVersion }, { signal }),
    ),
    enabled: isWanted,
  })
