/**
 * How a request ends: who is asked says yes, which pays in the same commit, or no; who has asked takes it back; or nobody
 * has said anything in time. Whoever comes second hears that it is over.
 */
import { z } from 'zod'
import { accountRef } from '../bank-account/decider.ts'
import { type Actor, accepted, type Decision, defineCommand, rejected } from '../decider.ts'
import { accountIdSchema, type PaymentRequestId, paymentRequestIdSchema, type TransferId } from '../ids.ts'
import { trustAsked } from '../payee/trust.ts'
import { transferMoney } from '../transfer/commands.ts'
import { transferRef } from '../transfer/decider.ts'
import { opened } from '../transfer/held-commands.ts'
import { outcomeOf } from '../transfer/outcome.ts'
import { type OpenRequest, type PaymentRequest, paymentRequestRef } from './decider.ts'
import type { PaymentRequestEvent } from './events.ts'

type Side = 'customerId' | 'payerCustomerId'

const notThere = () => rejected({ reason: 'PaymentRequestNotFound', field: 'requestId' })
const isOver = (status: Exclude<PaymentRequest['status'], 'none' | 'open'>) =>
  rejected({ reason: 'PaymentRequestOver', field: 'requestId', status })

/** The request, if it is open and this actor's to decide about; to everybody but the two it is not there. */
const openTo = (request: PaymentRequest, actor: Actor, { side, at }: { side: Side; at: string }) => {
  const isCustomer = actor.role === 'customer'
  if (request.status === 'none') return notThere()
  if (isCustomer && ![request.customerId, request.payerCustomerId].some((id) => id === actor.customerId))
    return notThere()
  if (isCustomer && actor.customerId !== request[side])
    return side === 'payerCustomerId'
      ? rejected({ reason: 'NotAsked', field: 'requestId' })
      : rejected({ reason: 'NotAsking', field: 'requestId' })
  if (request.status !== 'open') return isOver(request.status)
  // The process that ends it may be late; nobody answers it any more all the same.
  return at >= request.expiresAt ? isOver('expired') : request
}

const about = (requestId: PaymentRequestId, { customerId, payerCustomerId, money }: OpenRequest) => ({
  requestId,
  customerId,
  payerCustomerId,
  money,
})

/** Pays what one was asked for, by the same rules as any other transfer. */
export const acceptRequest = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({ requestId: paymentRequestIdSchema, fromAccountId: accountIdSchema }),
  prepare: (data, { newId, at, today }) => ({
    ...data,
    at: at.toISOString(),
    today,
    // That a request is paid once is its own doing: its transfer may have an id that nobody can know beforehand.
    transferId: newId() as TransferId,
  }),
  streams: ({ requestId, fromAccountId, transferId }) => ({
    request: paymentRequestRef(requestId),
    from: accountRef(fromAccountId),
    transfer: transferRef(transferId),
  }),
  further: ({ at, today }, { request, from }) =>
    request.status === 'open'
      ? { to: accountRef(request.toAccountId), ...trustAsked(from, { ...request, at, today }) }
      : undefined,
  decide: (
    { requestId, fromAccountId, transferId, at, today },
    { request, from, transfer, to, payees },
    actor,
  ) => {
    const found = openTo(request, actor, { side: 'payerCustomerId', at })
    if ('outcome' in found) return found
    const { toAccountId, money, description, payerCustomerId: customerId } = found
    const payer: Actor = { userId: actor.userId, role: 'customer', customerId }
    const sending = transferMoney.decide(
      { transferId, fromAccountId, toAccountId, money, description, settleAt: null, at, today },
      { from, to: opened(to), transfer, payees },
      payer,
    )
    if (sending.outcome === 'rejected') return sending
    const isHeld = outcomeOf(sending.events).status === 'held'
    return accepted(...sending.events, {
      type: 'PaymentRequestAccepted' as const,
      data: { ...about(requestId, found), fromAccountId, transferId, isHeld },
    })
  },
  answer: ({ transferId }, events) => ({ transferId, ...outcomeOf(events) }),
})

/** What needs nothing but a word from one of the two: only whose word, and what it says, tells these apart. */
const wordFrom = <Result extends Decision<PaymentRequestEvent, { reason: string }>>(
  side: Side,
  say: (data: ReturnType<typeof about>) => Result,
) =>
  defineCommand({
    roles: ['customer', 'system'],
    input: z.object({ requestId: paymentRequestIdSchema }),
    prepare: (data, { at }) => ({ ...data, at: at.toISOString() }),
    streams: ({ requestId }) => ({ request: paymentRequestRef(requestId) }),
    decide: ({ requestId, at }, { request }, actor) => {
      const found = openTo(request, actor, { side, at })
      return 'outcome' in found ? found : say(about(requestId, found))
    },
    answer: ({ requestId }) => ({ requestId }),
  })

/** Says no to a request. */
export const declineRequest = wordFrom('payerCustomerId', (data) =>
  accepted({ type: 'PaymentRequestDeclined', data }),
)

/** Takes back what one has asked for. */
export const cancelRequest = wordFrom('customerId', (data) =>
  accepted({ type: 'PaymentRequestCancelled', data }),
)

/** Ends a request that nobody has answered in time. */
export const expireRequest = defineCommand({
  roles: ['system'],
  input: z.object({ requestId: paymentRequestIdSchema }),
  prepare: (data, { at }) => ({ ...data, at: at.toISOString() }),
  streams: ({ requestId }) => ({ request: paymentRequestRef(requestId) }),
  decide: ({ requestId, at }, { request }) => {
    if (request.status === 'none') return notThere()
    if (request.status !== 'open') return isOver(request.status)
    if (at < request.expiresAt) return rejected({ reason: 'PaymentRequestNotDue', field: 'requestId' })
    return accepted({ type: 'PaymentRequestExpired' as const, data: about(requestId, request) })
  },
  answer: ({ requestId }) => ({ requestId }),
})
