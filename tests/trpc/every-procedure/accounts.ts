/** What an account shows, and what it costs to move money. */
import { randomUUID } from 'node:crypto'
import { CUSTOMERS, type Expectations, OWN_OR_STAFF, OWNER_ONLY, SIGNED_IN } from './expected.ts'
import { dollarsToEuros, lastDays, ownAccount, owned, ownersQuote } from './fixture.ts'

export const accounts: Expectations = {
  'accounts.list': [
    { about: 'of oneself, or all', input: () => ({}), expected: SIGNED_IN },
    {
      about: "of the owner's, in one state and currency",
      input: () => ({ customerId: owned.customerId, status: 'open', currency: 'USD' }),
      expected: OWN_OR_STAFF,
    },
  ],
  'accounts.summary': [
    { about: 'of the owner', input: ownAccount, expected: OWN_OR_STAFF },
    {
      about: 'of none',
      input: () => ({ accountId: randomUUID() }),
      expected: [401, 404, 404, 404, 404, 404],
    },
  ],
  'accounts.balance': [
    { about: 'of the owner', input: ownAccount, expected: OWN_OR_STAFF },
    {
      about: 'of the owner, from the write side',
      input: () => ({ ...ownAccount(), from: 'writeSide' }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of none, from the write side',
      input: () => ({ accountId: randomUUID(), from: 'writeSide' }),
      expected: [401, 404, 404, 404, 404, 404],
    },
  ],
  'accounts.total': [
    {
      about: 'of the owner',
      input: () => ({ currency: 'EUR', customerId: owned.customerId }),
      expected: OWN_OR_STAFF,
    },
    { about: 'of oneself', input: () => ({ currency: 'EUR' }), expected: [401, 200, 200, 400, 400, 400] },
  ],
  'accounts.transactions': [{ about: 'called', input: ownAccount, expected: OWN_OR_STAFF }],
  'accounts.transactionTotals': [{ about: 'called', input: ownAccount, expected: OWN_OR_STAFF }],
  'accounts.activity': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'accounts.activityTotals': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'accounts.counterparties': [{ about: 'called', input: ownAccount, expected: OWN_OR_STAFF }],
  'accounts.transaction': [
    {
      about: 'of the owner',
      input: () => ({ ...ownAccount(), position: owned.position }),
      expected: OWN_OR_STAFF,
    },
  ],
  'accounts.balanceAt': [
    {
      about: 'of the owner',
      input: () => ({ ...ownAccount(), at: new Date().toISOString() }),
      expected: OWN_OR_STAFF,
    },
  ],
  'accounts.balanceHistory': [
    {
      about: 'of the owner’s account',
      input: () => ({ ...ownAccount(), ...lastDays() }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of all of the owner’s',
      input: () => ({ customerId: owned.customerId, ...lastDays() }),
      expected: OWN_OR_STAFF,
    },
    { about: 'of all of one’s own', input: lastDays, expected: [401, 200, 200, 400, 400, 400] },
  ],
  'accounts.interest': [{ about: 'of the owner’s account', input: ownAccount, expected: OWN_OR_STAFF }],
  'accounts.findByNumber': [
    { about: 'called', input: () => ({ number: owned.number }), expected: SIGNED_IN },
  ],
  'statements.list': [{ about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF }],
  'statements.get': [
    {
      about: "of the owner's account",
      input: () => ({ ...ownAccount(), month: new Date().toISOString().slice(0, 7) }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of a month in which there was no account',
      input: () => ({ ...ownAccount(), month: '2001-01' }),
      expected: [401, 404, 400, 400, 400, 400],
    },
  ],
  'transfers.get': [
    { about: 'called', input: () => ({ transferId: owned.transferId }), expected: OWN_OR_STAFF },
  ],
  'transfers.list': [
    { about: 'of oneself, or all', input: () => ({}), expected: SIGNED_IN },
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
  ],
  'exchange.rates': [{ about: 'called', input: () => ({}), expected: SIGNED_IN }],
  'exchange.position': [
    { about: 'of the bank', input: () => ({}), expected: [401, 403, 403, 200, 200, 200] },
  ],
  'exchange.quote': [{ about: 'of the owner’s money', input: dollarsToEuros, expected: OWNER_ONLY }],
  'exchange.get': [{ about: 'of the owner’s', input: ownersQuote, expected: OWN_OR_STAFF }],
  'limits.get': [{ about: "of the owner's", input: ownAccount, expected: OWN_OR_STAFF }],
  'products.list': [
    { about: 'today', input: () => ({}), expected: [200, 200, 200, 200, 200, 200] },
    {
      about: 'before the bank began',
      input: () => ({ date: '1969-12-31' }),
      expected: [400, 400, 400, 400, 400, 400],
    },
  ],
}
