/** What concerns people: whom they pay, what they are told, and what they have arranged. */
import { randomUUID } from 'node:crypto'
import { CUSTOMERS, type Expectations, OWN_OR_STAFF, SIGNED_IN, STAFF } from './expected.ts'
import { bank, caughtUpOrder, owned, ownersRequest } from './fixture.ts'

export const customers: Expectations = {
  'customers.get': [
    { about: 'of a customer', input: () => ({ customerId: owned.customerId }), expected: STAFF },
    {
      about: 'of nobody',
      input: () => ({ customerId: randomUUID() }),
      expected: [401, 403, 403, 404, 404, 404],
    },
  ],
  'customers.search': [
    { about: 'by a name', input: () => ({ search: 'alice' }), expected: STAFF },
    { about: 'for nothing', input: () => ({ search: ' ' }), expected: [401, 403, 403, 400, 400, 400] },
  ],
  'payees.list': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'payees.checkName': [
    { about: 'called', input: () => ({ number: owned.number, name: 'Bob' }), expected: SIGNED_IN },
  ],
  'payments.parkedMessages': [
    { about: 'of the bank', input: () => ({}), expected: [401, 403, 403, 200, 200, 200] },
  ],
  'payments.retryMessage': [
    { about: 'that is not there', input: () => ({ position: 1 }), expected: [401, 403, 403, 403, 404, 403] },
  ],
  'payments.list': [{ about: 'of the bank', input: () => ({}), expected: [401, 403, 403, 200, 200, 200] }],
  'requests.get': [
    {
      about: 'of the owner’s',
      input: async () => {
        const request = await ownersRequest()
        await bank.catchUp('payment-requests')
        return request
      },
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of none',
      input: () => ({ requestId: randomUUID() }),
      expected: [401, 404, 404, 404, 404, 404],
    },
  ],
  'requests.list': [
    { about: 'of oneself, or all', input: () => ({}), expected: SIGNED_IN },
    { about: 'of the owner', input: () => ({ customerId: owned.customerId }), expected: OWN_OR_STAFF },
    {
      about: 'to whoever it is',
      input: () => ({ direction: 'in' }),
      expected: [401, 200, 200, 400, 400, 400],
    },
  ],
  'standingOrders.get': [
    { about: "of the owner's", input: caughtUpOrder, expected: OWN_OR_STAFF },
    {
      about: 'of none',
      input: () => ({ orderId: randomUUID() }),
      expected: [401, 404, 404, 404, 404, 404],
    },
  ],
  'standingOrders.list': [{ about: 'of oneself, or all', input: () => ({}), expected: SIGNED_IN }],
  'standingOrders.occurrences': [{ about: "of the owner's", input: caughtUpOrder, expected: OWN_OR_STAFF }],
  'standingOrders.outcomes': [
    {
      about: 'of oneself',
      input: () => ({ from: '2026-01-01', until: '2026-02-01' }),
      expected: [401, 200, 200, 400, 400, 400],
    },
    {
      about: 'of the owner',
      input: () => ({ from: '2026-01-01', until: '2026-02-01', customerId: owned.customerId }),
      expected: OWN_OR_STAFF,
    },
  ],
  'standingOrders.upcoming': [
    { about: 'of oneself', input: () => ({}), expected: [401, 200, 200, 400, 400, 400] },
    {
      about: 'of the owner',
      input: () => ({ customerId: owned.customerId }),
      expected: OWN_OR_STAFF,
    },
  ],
  'notifications.list': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'notifications.unreadCount': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'notifications.lowBalanceAlerts': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'searches.list': [{ about: 'of oneself', input: () => ({}), expected: CUSTOMERS }],
  'settings.get': [{ about: 'called', input: () => ({}), expected: [401, 200, 200, 403, 403, 403] }],
  'session.me': [{ about: 'called', input: () => ({}), expected: SIGNED_IN }],
}
