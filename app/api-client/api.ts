/**
 * The bank's API from the browser. Everything is sent as POST, so that nothing a person looks for stands in a URL; only
 * the stream of live updates, which looks for nothing, is a GET, as server-sent events are.
 * Questions asked together travel together; commands, and questions that may have to wait, travel alone.
 */
import { createTRPCClient, httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/trpc/router.ts'
import { earlyAnswersLink } from './early-answers.ts'
import { noteVisit } from './session-end.ts'
import { unansweredCommandsLink } from './unanswered-commands.ts'

/** A request without an answer ends here, so that nothing waits for ever. `afterVersion` waits at most 5 s. */
const REQUEST_TIMEOUT_MS = 15_000

const fetchWithin: typeof fetch = async (input, init) => {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
  const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  const response = await fetch(input, { ...init, signal })
  if (response.ok) noteVisit()
  return response
}

/** As everything is sent to the bank. */
export const linkOptions = { url: '/api/trpc', methodOverride: 'POST', fetch: fetchWithin } as const

const mayHaveToWait = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'afterVersion' in input && input.afterVersion !== undefined

export const api = createTRPCClient<AppRouter>({
  links: [
    earlyAnswersLink(),
    unansweredCommandsLink(),
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url: linkOptions.url }),
      false: splitLink({
        condition: ({ type, input }) => type === 'mutation' || mayHaveToWait(input),
        true: httpLink(linkOptions),
        false: httpBatchLink({ ...linkOptions, maxItems: 20 }),
      }),
    }),
  ],
})

type Outputs = inferRouterOutputs<AppRouter>
export type Account = Outputs['accounts']['list']['data'][number]
export type Transaction = Outputs['accounts']['transactions']['data'][number]
export type Transfer = Outputs['transfers']['list']['data'][number]
export type Notification = Outputs['notifications']['list']['data'][number]
export type Payee = Outputs['accounts']['findByNumber']['data']
export type Me = Outputs['session']['me']
export type BankInfo = Outputs['system']['info']
export type FoundCustomer = Outputs['customers']['search']['data'][number]
export type Review = Outputs['reviews']['list']['data'][number]
export type FraudAlert = Outputs['fraud']['alerts']['data'][number]
export type FraudRule = FraudAlert['rule']
export type Severity = FraudAlert['severity']
export type PaymentGraph = Outputs['fraud']['graph']['data']
export type Dashboard = Outputs['bank']['dashboard']['data']
export type PaymentBetweenBanks = Outputs['payments']['list']['data'][number]
export type AuditedEvent = Outputs['audit']['search']['data'][number]
export type AuditedCommand = Outputs['audit']['causation']['data']['root']

type Inputs = inferRouterInputs<AppRouter>
export type AuditFilter = Omit<Inputs['audit']['search'], 'limit' | 'cursor' | 'afterVersion'>
