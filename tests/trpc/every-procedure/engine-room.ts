/** The engine room. */
import { randomUUID } from 'node:crypto'
import {
  AUDITOR_ONLY,
  CUSTOMERS,
  type Expectations,
  everybody,
  NOBODY,
  OWNER_ONLY,
  SIGNED_IN,
} from './expected.ts'
import { owned, usd } from './fixture.ts'

export const engineRoom: Expectations = {
  'engineRoom.recentCommands': [
    { about: 'given lately', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
  ],
  'engineRoom.commandFlow': [
    {
      about: 'that was never given',
      input: () => ({ commandId: randomUUID() }),
      expected: [401, 403, 403, 403, 403, 404],
      inDemo: everybody(404),
    },
  ],
  'engineRoom.commandRows': [
    {
      about: 'of one that was never given',
      input: () => ({ commandId: randomUUID() }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.rowsBesideEvents': [
    {
      about: 'of an account',
      input: () => ({ projector: 'account-summaries', streamId: `BankAccount-${owned.accountId}` }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
    {
      about: 'of a stream that does not exist',
      input: () => ({ projector: 'transfers', streamId: `Transfer-${randomUUID()}` }),
      expected: [401, 403, 403, 403, 403, 404],
      inDemo: everybody(404),
    },
  ],
  'engineRoom.processes.overview': [
    { about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
  ],
  'engineRoom.processes.instances': [
    {
      about: 'of a process',
      input: () => ({ process: 'month-end' }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.processes.queues': [
    { about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
  ],
  'engineRoom.replay.outline': [
    {
      about: 'of an account',
      input: () => ({ streamId: `BankAccount-${owned.accountId}` }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.replay.window': [
    {
      about: 'of a transfer',
      input: () => ({ streamId: `Transfer-${owned.transferId}`, from: 0 }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.replay.find': [
    {
      about: 'in an account',
      input: () => ({
        streamId: `BankAccount-${owned.accountId}`,
        sought: { what: 'balanceAbove', amount: '0' },
      }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.replay.without': [
    {
      about: 'of an account',
      input: () => ({ streamId: `BankAccount-${owned.accountId}`, leftOut: 0 }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.lab.open': [
    {
      about: 'called',
      input: () => ({}),
      expected: NOBODY,
      inDemo: CUSTOMERS,
    },
  ],
  'engineRoom.lab.transferMoney': [
    {
      about: "out of the owner's account",
      input: () => ({
        fromAccountId: owned.accountId,
        toAccountId: owned.otherAccountId,
        money: usd('1.00'),
        description: '',
      }),
      expected: NOBODY,
      inDemo: OWNER_ONLY,
    },
  ],
  'engineRoom.newEvents': [
    { about: 'of everything', input: () => ({ after: 0 }), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
    {
      about: 'of no time that has been',
      input: () => ({ after: 0, from: '2200-01-01T00:00:00Z' }),
      expected: [401, 403, 403, 403, 403, 400],
      inDemo: everybody(400),
    },
  ],
  'engineRoom.storedEvent': [
    { about: 'called', input: () => ({ position: 1 }), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
    {
      about: 'beyond the head',
      input: () => ({ position: 1_000_000 }),
      expected: [401, 403, 403, 403, 403, 400],
      inDemo: everybody(400),
    },
  ],
  'engineRoom.seals': [{ about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN }],
  'engineRoom.verify': [{ about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN }],
  'engineRoom.forgery': [
    {
      about: 'of an event that no seal covers',
      input: () => ({ position: 1 }),
      expected: [401, 403, 403, 403, 403, 404],
      inDemo: everybody(404),
    },
    {
      about: 'of no JSON',
      input: () => ({ data: '{' }),
      expected: [401, 403, 403, 403, 403, 400],
      inDemo: everybody(400),
    },
  ],
  'engineRoom.invariants': [
    { about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN },
  ],
  'engineRoom.faults.list': [{ about: 'called', input: () => ({}), expected: NOBODY, inDemo: SIGNED_IN }],
  'engineRoom.faults.set': [
    {
      about: 'of a projector that is to be slow',
      input: () => ({ fault: { kind: 'slowProjector', projector: 'saved-searches', delayMs: 0 } }),
      expected: NOBODY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.faults.clear': [
    {
      about: 'of one that is over',
      input: () => ({ id: randomUUID() }),
      expected: NOBODY,
      inDemo: SIGNED_IN,
    },
  ],
  'engineRoom.sources': [{ about: 'called', input: () => ({}), expected: AUDITOR_ONLY, inDemo: SIGNED_IN }],
  'engineRoom.source': [
    {
      about: 'of what is explained',
      input: () => ({ path: 'server/read-models/runner.ts' }),
      expected: AUDITOR_ONLY,
      inDemo: SIGNED_IN,
    },
    {
      about: 'of any other file',
      input: () => ({ path: '../../../etc/passwd' }),
      expected: [401, 403, 403, 403, 403, 404],
      inDemo: everybody(404),
    },
  ],
}
