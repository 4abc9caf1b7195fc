/** How answers are cached: shown again at once, asked for again when a screen opens, and never made older by a late one. */
import { QueryCache, QueryClient } from '@tanstack/react-query'
import { newerAnswer } from './consistent-read.ts'
import { httpStatusOf } from './failures.ts'
import { leaveForSignIn } from './sign-in.ts'

const isWorthAnotherTry = (failures: number, error: unknown): boolean => {
  const status = httpStatusOf(error)
  const isFinal = status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429
  return !isFinal && failures < 2
}

export const createQueryClient = () =>
  new QueryClient({
    queryCache: new QueryCache({
      // A session that has ended ends what it showed: the page is left, and its caches with it.
      onError: (error) => {
        if (httpStatusOf(error) === 401) leaveForSignIn()
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        gcTime: 5 * 60_000,
        retry: isWorthAnotherTry,
        retryDelay: (failures) => Math.min(400 * 2 ** failures, 4_000),
        structuralSharing: newerAnswer,
        refetchOnWindowFocus: true,
      },
    },
  })
