/** Facts and commands about requests: alice asks bob for 12.50, at noon and for two weeks, unless a test says otherwise. */
import { expect } from 'vitest'
import type { Actor } from '../../server/domain/decider.ts'
import type { PaymentRequestId, SplitId, TransferId } from '../../server/domain/ids.ts'
import type { Money } from '../../server/domain/money.ts'
import type { EndedRequest } from '../../server/domain/payment-request/decider.ts'
import type { TransferCompleted } from '../../server/domain/transfer/events.ts'
import { alice, bob, type Fact, id, moneyOf, type TestAccount, type TestCommand, theBank } from './bank.ts'
import type { LoggedEvent } from './pure-bank.ts'

export const theRequest = id<PaymentRequestId>(0x601)
export const theSplit = id<SplitId>(0x602)
/** Two weeks after noon. */
export const EXPIRES_AT = '2026-03-15T12:00:00.000Z'

type Request = {
  requestId?: PaymentRequestId
  to?: TestAccount
  payer?: TestAccount
  amount?: string | Money
  description?: string
  split?: { total: string; people: number }
}
const defaults = ({ requestId = theRequest, to = alice, payer = bob, amount = '12.50' }: Request) => ({
  requestId,
  to,
  payer,
  money: typeof amount === 'string' ? moneyOf(amount, to.currency) : amount,
})
const about = (request: Request) => {
  const { requestId, to, payer, money } = defaults(request)
  return { requestId, customerId: to.customerId, payerCustomerId: payer.customerId, money }
}

// Facts.

export const asked =
  (request: Request = {}): Fact =>
  () => {
    const { to, payer } = defaults(request)
    const { description = 'Pizza', split } = request
    return [
      {
        type: 'PaymentRequested',
        data: {
          ...about(request),
          toAccountId: to.accountId,
          payerAccountId: payer.accountId,
          description,
          expiresAt: EXPIRES_AT,
          split: split
            ? { splitId: theSplit, total: moneyOf(split.total, to.currency), people: split.people }
            : null,
        },
      },
    ]
  }
const endings = {
  declined: 'PaymentRequestDeclined',
  cancelled: 'PaymentRequestCancelled',
  expired: 'PaymentRequestExpired',
} as const
export const requestEnded =
  (how: keyof typeof endings, request: Request = {}): Fact =>
  () => [{ type: endings[how], data: about(request) }]
/** Only the request's own part of it. */
export const saidYes =
  (from: TestAccount, transferId: TransferId, request: Request & { isHeld?: boolean } = {}): Fact =>
  () => [
    {
      type: 'PaymentRequestAccepted',
      data: { ...about(request), fromAccountId: from.accountId, transferId, isHeld: request.isHeld ?? false },
    },
  ]

// Commands, each given by whoever usually does.

export const ask = (request: Request = {}): TestCommand<'requestMoney'> => {
  const { requestId, to, payer, money } = defaults(request)
  return {
    name: 'requestMoney',
    data: {
      requestId,
      toAccountId: to.accountId,
      payerAccountId: payer.accountId,
      money,
      description: request.description ?? 'Pizza',
      expiresInDays: 14,
    },
    by: to.owner,
  }
}
export const splitBetween = (
  people: readonly (TestAccount | { at: TestAccount; parts?: number; share?: string })[],
  amount: string,
  { to = alice, ownParts = 1 }: { to?: TestAccount; ownParts?: number } = {},
): TestCommand<'splitBill'> => ({
  name: 'splitBill',
  data: {
    splitId: theSplit,
    toAccountId: to.accountId,
    money: moneyOf(amount, to.currency),
    description: 'Pizza',
    expiresInDays: 14,
    people: people.map((one) =>
      'at' in one
        ? {
            payerAccountId: one.at.accountId,
            ...(one.parts !== undefined && { parts: one.parts }),
            ...(one.share !== undefined && { money: moneyOf(one.share, to.currency) }),
          }
        : { payerAccountId: one.accountId },
    ),
    ownParts,
  },
  by: to.owner,
})
export const acceptFrom = (
  { accountId, owner }: TestAccount = bob,
  requestId = theRequest,
): TestCommand<'acceptRequest'> => ({
  name: 'acceptRequest',
  data: { requestId, fromAccountId: accountId },
  by: owner,
})
export const sayNo = (who: Actor = bob.owner, requestId = theRequest): TestCommand<'declineRequest'> => ({
  name: 'declineRequest',
  data: { requestId },
  by: who,
})
export const takeBack = (who: Actor = alice.owner, requestId = theRequest): TestCommand<'cancelRequest'> => ({
  name: 'cancelRequest',
  data: { requestId },
  by: who,
})
export const expireRequest = (
  at: string = EXPIRES_AT,
  requestId = theRequest,
): TestCommand<'expireRequest'> => ({ name: 'expireRequest', data: { requestId }, by: theBank, at })

// What holds after every command.

type Parties = TransferCompleted['data']

/**
 * Every request ends at most once, and one that was accepted has a transfer of its own, of just its amount, from who was
 * asked to where it was asked for. Answers how many have come to what.
 */
export const expectRequestsEndedOnce = (log: readonly LoggedEvent[]): Map<string, number> => {
  const states = new Map<string, 'open' | EndedRequest['status']>()
  const accounts = new Map<string, string>()
  const begun = new Map<string, Parties>()
  const paidBy = new Set<string>()
  const end = (requestId: string, status: EndedRequest['status']) => {
    expect(states.get(requestId)).toBe('open')
    states.set(requestId, status)
  }
  for (const { event } of log)
    switch (event.type) {
      case 'TransferHeld':
      case 'TransferCompleted':
        if (!begun.has(event.data.transferId)) begun.set(event.data.transferId, event.data)
        break
      case 'PaymentRequested':
        expect(states.has(event.data.requestId)).toBe(false)
        states.set(event.data.requestId, 'open')
        accounts.set(event.data.requestId, event.data.toAccountId)
        break
      case 'PaymentRequestAccepted': {
        const { requestId, transferId, fromAccountId, payerCustomerId, customerId, money } = event.data
        end(requestId, 'accepted')
        expect(paidBy.has(transferId)).toBe(false)
        paidBy.add(transferId)
        expect(begun.get(transferId)).toMatchObject({
          ...{ fromAccountId, toAccountId: accounts.get(requestId), money },
          ...{ fromCustomerId: payerCustomerId, toCustomerId: customerId },
        })
        break
      }
      case 'PaymentRequestDeclined':
        end(event.data.requestId, 'declined')
        break
      case 'PaymentRequestCancelled':
        end(event.data.requestId, 'cancelled')
        break
      case 'PaymentRequestExpired':
        end(event.data.requestId, 'expired')
    }
  const counts = new Map<string, number>()
  for (const status of states.values()) counts.set(status, (counts.get(status) ?? 0) + 1)
  return counts
}
