/** Figures about the bank, and about one’s own money. */
import { CUSTOMERS, type Expectations, OWN_OR_STAFF } from './expected.ts'
import { ownAccount, owned } from './fixture.ts'

export const figures: Expectations = {
  'bank.dashboard': [
    { about: 'called', input: () => ({}), expected: [401, 403, 403, 200, 200, 200] },
    {
      about: 'in one currency',
      input: () => ({ currency: 'EUR' }),
      expected: [401, 403, 403, 200, 200, 200],
    },
    {
      about: 'for too long',
      input: () => ({ from: '2020-01-01', to: '2026-01-01' }),
      expected: [401, 403, 403, 400, 400, 400],
    },
  ],
  'insights.spending': [
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
    { about: 'of the owner', input: () => ({ customerId: owned.customerId }), expected: OWN_OR_STAFF },
    { about: 'of oneself', input: () => ({}), expected: [401, 200, 200, 400, 400, 400] },
  ],
  'insights.cashFlow': [
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
    { about: 'of the owner', input: () => ({ customerId: owned.customerId }), expected: OWN_OR_STAFF },
    { about: 'of oneself', input: () => ({}), expected: [401, 200, 200, 400, 400, 400] },
  ],
  'insights.flows': [
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
    { about: 'of the owner', input: () => ({ customerId: owned.customerId }), expected: OWN_OR_STAFF },
    { about: 'of oneself', input: () => ({}), expected: [401, 200, 200, 400, 400, 400] },
  ],
  'insights.netWorth': [
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
    {
      about: 'of the owner, in one currency',
      input: () => ({ customerId: owned.customerId, currency: 'EUR' }),
      expected: OWN_OR_STAFF,
    },
    { about: 'of oneself', input: () => ({}), expected: [401, 200, 200, 400, 400, 400] },
  ],
  'insights.transactions': [
    { about: "of the owner's account", input: ownAccount, expected: OWN_OR_STAFF },
    { about: 'of the owner', input: () => ({ customerId: owned.customerId }), expected: OWN_OR_STAFF },
    {
      about: 'of oneself',
      input: () => ({ categories: ['rent'] }),
      expected: [401, 200, 200, 400, 400, 400],
    },
  ],
  'insights.rules': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
}
