/** What those who control the bank look at. */
import { randomUUID } from 'node:crypto'
import {
  AUDITOR_ONLY,
  CONTROLLERS,
  type Expectations,
  everybody,
  OWN_OR_STAFF,
  SIGNED_IN,
  STAFF,
} from './expected.ts'
import { ownAccount, owned, ownersOrder, ownersPayee } from './fixture.ts'

export const control: Expectations = {
  'audit.stream': [
    {
      about: 'of an account',
      input: () => ({ streamId: `BankAccount-${owned.accountId}` }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of a transfer',
      input: () => ({ streamId: `Transfer-${owned.transferId}` }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of a person',
      input: () => ({ streamId: `Customer-${owned.customerId}` }),
      expected: [401, 404, 200, 403, 403, 200],
    },
    {
      about: 'of a standing order',
      input: async () => ({ streamId: `StandingOrder-${await ownersOrder()}` }),
      expected: OWN_OR_STAFF,
    },
    {
      about: "of a person's payees",
      input: async () => {
        await ownersPayee()
        return { streamId: `Payees-${owned.customerId}` }
      },
      expected: [401, 404, 200, 403, 403, 200],
    },
  ],
  'audit.search': [
    { about: 'of everything', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
    {
      about: 'of a stream that does not exist',
      input: () => ({ streamId: `Transfer-${randomUUID()}` }),
      expected: [401, 403, 403, 403, 403, 404],
      inDemo: everybody(404),
    },
  ],
  'audit.event': [
    {
      about: 'called',
      input: () => ({ globalPosition: 1 }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'audit.causation': [
    {
      about: 'called',
      input: () => ({ globalPosition: 1 }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
    {
      about: 'beyond the head',
      input: () => ({ globalPosition: 1_000_000 }),
      expected: [401, 403, 403, 403, 403, 400],
    },
  ],
  'history.stateAt': [
    {
      about: 'of an account',
      input: () => ({ streamId: `BankAccount-${owned.accountId}`, streamPosition: 0 }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of a person',
      input: () => ({ streamId: `Customer-${owned.customerId}`, streamPosition: 0 }),
      expected: [401, 404, 200, 403, 403, 200],
    },
    {
      about: "of a person's payees",
      input: () => ({ streamId: `Payees-${owned.customerId}`, streamPosition: 0 }),
      expected: [401, 404, 200, 403, 403, 200],
    },
  ],
  'history.replay': [
    {
      about: 'of an account',
      input: () => ({ streamId: `BankAccount-${owned.accountId}` }),
      expected: OWN_OR_STAFF,
    },
    {
      about: 'of a transfer',
      input: () => ({ streamId: `Transfer-${owned.transferId}` }),
      expected: OWN_OR_STAFF,
    },
  ],
  'history.find': [
    {
      about: 'in an account',
      input: () => ({
        streamId: `BankAccount-${owned.accountId}`,
        condition: { path: 'balance', is: 'above', value: '0' },
      }),
      expected: OWN_OR_STAFF,
    },
  ],
  'fraud.alerts': [{ about: 'of everybody', input: () => ({}), expected: STAFF }],
  'fraud.graph': [
    { about: 'around an account', input: ownAccount, expected: STAFF },
    { about: 'around nobody', input: () => ({}), expected: [401, 403, 403, 400, 400, 400] },
  ],
  'reviews.get': [
    {
      about: 'that never waited',
      input: () => ({ transferId: owned.transferId }),
      expected: [401, 403, 403, 404, 404, 404],
    },
  ],
  'reviews.list': [{ about: 'that wait', input: () => ({}), expected: STAFF }],
  'seals.head': [{ about: 'called', input: () => ({}), expected: CONTROLLERS }],
  'seals.verify': [{ about: 'called', input: () => ({}), expected: CONTROLLERS }],
  'snapshots.list': [{ about: 'called', input: () => ({}), expected: [401, 403, 403, 200, 200, 200] }],
}
