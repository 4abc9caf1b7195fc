/** How the bank runs, and what keeps it running. */
import { randomUUID } from 'node:crypto'
import { AUDITOR_ONLY, type Expectations, everybody, SIGNED_IN, STAFF } from './expected.ts'
import { owned, people } from './fixture.ts'

export const operation: Expectations = {
  'projections.watch': [{ about: 'called', input: () => ({}), expected: SIGNED_IN }],
  'projections.versions': [{ about: 'called', input: () => ({}), expected: SIGNED_IN }],
  'projections.status': [{ about: 'called', input: () => ({}), expected: STAFF, inDemo: SIGNED_IN }],
  'projections.rebuild': [
    { about: 'called', input: () => ({}), expected: [401, 403, 403, 403, 200, 403] },
    {
      about: 'of one key',
      input: () => ({ key: owned.accountId }),
      expected: [401, 403, 403, 403, 200, 403],
    },
    {
      about: 'of no key',
      input: () => ({ key: randomUUID() }),
      expected: [401, 403, 403, 403, 404, 403],
      inDemo: everybody(404),
    },
    { about: 'while it is under way', input: () => ({}), expected: [401, 403, 403, 403, 409, 403] },
  ],
  'projections.cancelRebuild': [
    {
      about: 'called',
      input: () => ({}),
      expected: [401, 403, 403, 403, 200, 403],
      inDemo: SIGNED_IN,
    },
    {
      about: 'with what is none',
      input: () => ({ projectors: ['weather'] }),
      expected: [401, 403, 403, 403, 400, 403],
      inDemo: everybody(400),
    },
  ],
  'projections.verify': [
    {
      about: 'of one',
      input: async () => {
        await people.approver.mutate('projections.cancelRebuild', {})
        return { projectors: ['transfers'] }
      },
      expected: [401, 403, 403, 403, 200, 200],
      inDemo: SIGNED_IN,
    },
    { about: 'while it is under way', input: () => ({}), expected: [401, 403, 403, 403, 409, 409] },
  ],
  'projections.pause': [
    {
      about: 'of one',
      input: () => ({ projectors: ['payees'] }),
      expected: [401, 403, 403, 403, 200, 403],
      inDemo: SIGNED_IN,
    },
    { about: 'of none', input: () => ({}), expected: [401, 403, 403, 403, 400, 403] },
  ],
  'projections.resume': [
    {
      about: 'of one',
      input: () => ({ projectors: ['payees'] }),
      expected: [401, 403, 403, 403, 200, 403],
      inDemo: SIGNED_IN,
    },
  ],
  'deadLetters.list': [{ about: 'called', input: () => ({}), expected: STAFF, inDemo: SIGNED_IN }],
  'deadLetters.failedJobs': [{ about: 'called', input: () => ({}), expected: STAFF, inDemo: SIGNED_IN }],
  'deadLetters.get': [
    {
      about: 'that is not there',
      input: () => ({ id: 1 }),
      expected: [401, 403, 403, 404, 404, 404],
      inDemo: everybody(404),
    },
  ],
  'deadLetters.retry': [
    {
      about: 'that is not there',
      input: () => ({ id: 1 }),
      expected: [401, 403, 403, 403, 404, 403],
      inDemo: everybody(404),
    },
  ],
  'deadLetters.skip': [
    {
      about: 'that is not there',
      input: () => ({ id: 1, reason: 'a test' }),
      expected: [401, 403, 403, 403, 404, 403],
      inDemo: everybody(404),
    },
    { about: 'without a reason', input: () => ({ id: 1 }), expected: [401, 403, 403, 403, 400, 403] },
  ],
  'feed.list': [{ about: 'called', input: () => ({}), expected: AUDITOR_ONLY }],
  'feed.create': [{ about: 'called', input: () => ({ name: `c-${randomUUID()}` }), expected: AUDITOR_ONLY }],
  'feed.advance': [
    {
      about: 'called for none',
      input: () => ({ name: 'nobody', from: 0, to: 1 }),
      expected: [401, 403, 403, 403, 403, 404],
    },
  ],
  'feed.delete': [
    { about: 'called for none', input: () => ({ name: 'nobody' }), expected: [401, 403, 403, 403, 403, 404] },
  ],
  'system.info': [{ about: 'called', input: () => ({}), expected: [200, 200, 200, 200, 200, 200] }],
  'system.ping': [{ about: 'called', input: () => ({}), expected: SIGNED_IN }],
}
