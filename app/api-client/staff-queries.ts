'use client'

/**
 * What the bank's own people look at. Nothing of theirs is ever pending. The bank tells them that something has been
 * written, and what is on display is read again; while it tells nothing, or a read model is still behind what it has
 * told, that is asked for every few seconds, for as long as somebody can see it.
 */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type Account, type AuditFilter, api, type FraudRule, type Severity } from './api.ts'
import { type BankSession, useBankSession } from './bank-session.tsx'
import { readConsistently, versionOf } from './consistent-read.ts'
import { bankQuery } from './queries.ts'
import { readAccountTotals, type TransactionRequest } from './transaction-list-queries.ts'

const POLL_MS = 5_000
const PAGE_SIZE = 40

const pauseAfter = ({ live }: BankSession, answer: unknown): number | false => {
  // Then everything on display is asked for again, of which this is a part.
  if (live.status() === 'lost') return false
  const told = live.reached()
  return told !== null && versionOf(answer) >= told ? false : POLL_MS
}

type Page<Row> = {
  readonly version: number
  readonly data: readonly Row[]
  readonly nextCursor: string | null
}
type Read<Row> = (
  page: { limit: number; afterVersion: number | undefined; cursor?: string },
  options: { signal: AbortSignal },
) => Promise<Page<Row>>

/** A list page by page. What is on display is read again as a whole, so only the first pages of it stay fresh. */
const useStaffList = <Row>(key: readonly unknown[], read: Read<Row>, isEnabled = true) => {
  const session = useBankSession()
  const query = useInfiniteQuery({
    queryKey: ['bank', 'staff', ...key],
    queryFn: ({ pageParam, signal }) =>
      readConsistently(
        session.store,
        (afterVersion) =>
          read(
            { limit: PAGE_SIZE, afterVersion, ...(pageParam === null ? {} : { cursor: pageParam }) },
            { signal },
          ),
        session.lookUp,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      (state.data?.pages.length ?? 1) > 1 ? false : pauseAfter(session, state.data),
    placeholderData: keepPreviousData,
    enabled: isEnabled,
  })
  const rows = query.data?.pages.flatMap((page) => page.data) ?? []
  return { ...query, rows, version: query.data?.pages[0]?.version }
}

const useStaffAnswer = <Answer extends { readonly version: number }>(
  key: readonly unknown[],
  read: (afterVersion: number | undefined, signal: AbortSignal) => Promise<Answer>,
  isEnabled = true,
) => {
  const session = useBankSession()
  return useQuery({
    ...bankQuery(session, ['staff', ...key], read),
    refetchInterval: ({ state }) => pauseAfter(session, state.data),
    placeholderData: keepPreviousData,
    enabled: isEnabled,
  })
}

export type AccountChoice = {
  readonly customerId?: string
  readonly status?: Account['status']
  readonly currency?: Currency
}

/** The accounts of the bank, in the order in which they were opened: every one, or those that are asked for. */
export const useBankAccounts = (choice: AccountChoice = {}, isEnabled = true) =>
  useStaffList(
    ['accounts', choice],
    (page, options) => api.accounts.list.query({ ...page, ...choice }, options),
    isEnabled,
  )

/** By names, mistakes allowed for, or by a part of an account's number. */
export const useFoundCustomers = (search: string) =>
  useStaffList(
    ['customers', search],
    (page, options) => api.customers.search.query({ ...page, search }, options),
    search !== '',
  )

export const useCustomer = (customerId: string) =>
  useStaffAnswer(['customer', customerId], (afterVersion, signal) =>
    api.customers.get.query({ customerId, afterVersion }, { signal }),
  )

export const useStaffAccount = (accountId: string) =>
  useStaffAnswer(['account', accountId], (afterVersion, signal) =>
    api.accounts.summary.query({ accountId, afterVersion }, { signal }),
  )

/** The lines of an account's book, as far as they fit what is asked for; the newest first. */
export const useAccountLines = (accountId: string, request: TransactionRequest) =>
  useStaffList(['lines', accountId, request], (page, options) =>
    api.accounts.transactions.query({ ...page, ...request, accountId }, options),
  )

/** What all that fits comes to. */
export const useAccountLineTotals = (accountId: string, request: TransactionRequest, isWanted: boolean) =>
  useStaffAnswer(
    ['line-totals', accountId, request],
    (afterVersion, signal) => readAccountTotals({ ...request, accountId, afterVersion }, signal),
    isWanted,
  )

/** What is held of an account's money, and what is held elsewhere to come to it. */
export const useHeldOnAccount = (accountId: string) =>
  useStaffList(['held', accountId], (page, options) =>
    api.transfers.list.query({ ...page, accountId, status: 'held' }, options),
  )

/** What the account is to pay by itself, and what it has paid so. */
export const useOrdersOfAccount = (accountId: string) =>
  useStaffList(['orders', accountId], (page, options) =>
    api.standingOrders.list.query({ ...page, accountId }, options),
  )

export const useReviews = (status: 'waiting' | 'all') =>
  useStaffList(['reviews', status], (page, options) => api.reviews.list.query({ ...page, status }, options))

export const useReview = (transferId: string) =>
  useStaffAnswer(['review', transferId], (afterVersion, signal) =>
    api.reviews.get.query({ transferId, afterVersion }, { signal }),
  )

export type AlertChoice = {
  readonly rule?: FraudRule
  readonly severity?: Severity
  readonly customerId?: string
  readonly accountId?: string
}

export const useAlerts = (choice: AlertChoice) =>
  useStaffList(['alerts', choice], (page, options) => api.fraud.alerts.query({ ...page, ...choice }, options))

export const usePaymentGraph = (
  start: { readonly customerId: string } | { readonly accountId: string },
  depth: number,
) =>
  useStaffAnswer(['graph', start, depth], (afterVersion, signal) =>
    api.fraud.graph.query({ ...start, depth, afterVersion }, { signal }),
  )

export const useDashboard = (range: { readonly from: string; readonly to: string }, currency: Currency) =>
  useStaffAnswer(['dashboard', range, currency], (afterVersion, signal) =>
    api.bank.dashboard.query({ ...range, currency, afterVersion }, { signal }),
  )

export const usePaymentsInSuspense = () =>
  useStaffList(['suspense'], (page, options) =>
    api.payments.list.query({ ...page, inSuspense: true }, options),
  )

export const useExchangePosition = (currency: Currency) =>
  useStaffAnswer(['exchange-position', currency], (afterVersion, signal) =>
    api.exchange.position.query({ currency, afterVersion }, { signal }),
  )

export const useAudit = (filter: AuditFilter) =>
  useStaffList(['audit', filter], (page, options) => api.audit.search.query({ ...page, ...filter }, options))

/** The commands and events that an event hangs together with. It does not change once it is there. */
export const useCausation = (globalPosition: number) => {
  const session = useBankSession()
  return useQuery(
    bankQuery(session, ['staff', 'causation', globalPosition], (_, signal) =>
      api.audit.causation.query({ globalPosition }, { signal }),
    ),
  )
}

type Currency = NonNullable<Parameters<typeof api.bank.dashboard.query>[0]['currency']>
