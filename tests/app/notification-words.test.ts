/** What customers read in their notifications. */
import { describe, expect, it } from 'vitest'
import { describeUnread, wordsFor } from '../../app/components/notifications/words.ts'

type Told = Parameters<typeof wordsFor>[0]
const money = { amount: '1250.00', currency: 'USD' as const }
const transferId = 't'
const accountId = 'a'
const sent = { money, transferId, accountId, counterparty: 'Bob Ross' }

describe('every kind says what has happened, and where to look', () => {
  const cases: [Told, { title: string; more?: string; href?: string }][] = [
    [
      { kind: 'moneyIn', ...sent },
      { title: '$1,250.00 from Bob Ross', more: 'On Everyday', href: '/transfers/t' },
    ],
    [
      { kind: 'moneyIn', ...sent, counterparty: null },
      { title: '$1,250.00 from another bank', more: 'On Everyday', href: '/transfers/t' },
    ],
    [
      { kind: 'moneyIn', ...sent, counterparty: null, transferId: null },
      { title: '$1,250.00 paid in at the counter', more: 'On Everyday', href: '/accounts/a' },
    ],
    [
      { kind: 'interestPaid', money: { amount: '42', currency: 'JPY' }, accountId },
      { title: '¥42 of interest', more: 'On Everyday', href: '/accounts/a' },
    ],
    [
      { kind: 'transferApproved', ...sent },
      {
        title: 'Your transfer of $1,250.00 to Bob Ross was approved',
        more: 'It has been sent.',
        href: '/transfers/t',
      },
    ],
    [
      { kind: 'transferDeclined', ...sent },
      {
        title: 'Your transfer of $1,250.00 to Bob Ross was not approved by the bank',
        more: 'The money is free again.',
        href: '/transfers/t',
      },
    ],
    [
      { kind: 'transferFailed', ...sent, reason: 'AccountClosed' },
      {
        title: 'Your transfer of $1,250.00 to Bob Ross could not be made',
        more: 'The recipient’s account was closed meanwhile. The money is free again.',
        href: '/transfers/t',
      },
    ],
    [
      { kind: 'transferExpired', ...sent },
      {
        title: 'Your transfer of $1,250.00 to Bob Ross was not made in time',
        more: 'The money is free again.',
        href: '/transfers/t',
      },
    ],
    [
      { kind: 'paymentReturned', ...sent, counterparty: null, reason: 'UnknownAccount' },
      {
        title: 'Your transfer of $1,250.00 to another bank has come back',
        more: 'The other bank has no such account. The money is yours again.',
        href: '/transfers/t',
      },
    ],
    [
      { kind: 'paymentTakenAfterAll', ...sent, counterparty: null },
      {
        title: 'Your transfer of $1,250.00 to another bank has arrived after all',
        more: 'The money that was given back has been taken again.',
        href: '/transfers/t',
      },
    ],
    [
      {
        kind: 'standingOrderFailed',
        orderId: 'o',
        money,
        date: '2026-03-01',
        reason: 'InsufficientFunds',
      },
      {
        title: 'A standing order of $1,250.00 was not sent',
        more: 'Due on 1 March 2026. There was no longer enough money in the account.',
        href: '/scheduled/o',
      },
    ],
    [
      { kind: 'moneyAsked', money, counterparty: 'Bob Ross', requestId: 'r' },
      {
        title: 'Bob Ross asks you for $1,250.00',
        more: 'You can pay it or say no.',
        href: '/requests/r',
      },
    ],
    [
      { kind: 'requestDeclined', money, counterparty: null, requestId: 'r' },
      { title: 'Somebody does not pay you $1,250.00', more: 'You had asked for it.', href: '/requests/r' },
    ],
    [
      {
        kind: 'lowBalance',
        accountId,
        money: { amount: '-5.00', currency: 'USD' },
        threshold: { amount: '20.00', currency: 'USD' },
      },
      { title: '−$5.00 left on Everyday', more: 'You wanted to know below $20.00.', href: '/accounts/a' },
    ],
    [
      { kind: 'accountFrozen', accountId },
      {
        title: 'Everyday is frozen',
        more: 'No money moves on it. Please ask the bank.',
        href: '/accounts/a',
      },
    ],
    [
      { kind: 'accountUnfrozen', accountId },
      { title: 'Everyday can be used again', href: '/accounts/a' },
    ],
  ]
  it.each(cases)('$kind', (told, words) => expect(wordsFor(told, 'Everyday')).toEqual(words))
})

it('an account that is not known, because the list of accounts is still on its way, is one’s own all the same', () =>
  expect(wordsFor({ kind: 'accountFrozen', accountId }, undefined).title).toBe('Your account is frozen'))

it.each([
  [1, '1'],
  [99, '99'],
  [100, '99+'],
  [1_000, '99+'],
])('%i unread are %s', (unread, said) => expect(describeUnread(unread)).toBe(said))
