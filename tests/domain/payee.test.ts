/** The rules about payees, each as it reads, and that whatever is done a list never has a number twice. */
import { describe, expect, it, test } from 'vitest'
import { payeesStream } from '../../server/domain/ids.ts'
import { MAX_PAST_PAYEES, MAX_PAYEES } from '../../server/domain/payee/commands.ts'
import type { Payees } from '../../server/domain/payee/decider.ts'
import { internalAccountId, THE_BANK } from '../../server/domain/the-bank.ts'
import {
  account,
  alice,
  alicesSavings,
  bob,
  bobsEuros,
  by,
  closed,
  forget,
  forgot,
  froze,
  opened,
  registered,
  type TestCommand,
  theBank,
} from '../support/bank.ts'
import { given } from '../support/given.ts'
import {
  add,
  atThisBank,
  BRITISH,
  elsewhere,
  forgotten,
  GERMAN,
  payeeId,
  remove,
  removed,
  rename,
  renamed,
  saved,
  trust,
  trusted,
  untrust,
  untrusted,
} from '../support/payees.ts'
import { fc, runs } from '../support/property.ts'
import { createPureBank } from '../support/pure-bank.ts'

const suspense = account(internalAccountId('suspense', 'USD'), THE_BANK)
const people = [registered(alice), registered(bob), opened(alice), opened(bob)]

describe('saving a payee', () => {
  it('takes an account at another bank, without any at this one', () =>
    given(registered(alice)).when(add(1)).events(saved(1)))
  it('takes an account at this bank', () =>
    given(...people)
      .when(add(1, atThisBank(bob)))
      .events(saved(1, atThisBank(bob))))
  it('takes one that is frozen: it can be paid into again one day', () =>
    given(...people, froze(bob))
      .when(add(1, atThisBank(bob)))
      .events(saved(1, atThisBank(bob))))
  it('keeps when it was', () =>
    given(registered(alice))
      .when({ ...add(1), at: '2026-07-01T08:00:00.000Z' })
      .events(saved(1, elsewhere(), alice, '2026-07-01T08:00:00.000Z')))
  it('answers its id', () =>
    given(registered(alice))
      .when(add(1))
      .answers({ payeeId: payeeId(1) }))
  it('makes an id when none is given', () => {
    const { payeeId: _, ...data } = add(1).data
    given(registered(alice))
      .when({ ...add(1), data })
      .answers({ payeeId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  })
  it('forgets what is said of a bank that is this one, and of an account that is not', () => {
    given(...people)
      .when(add(1, { ...atThisBank(bob), bank: 'Passbook' }))
      .events(saved(1, atThisBank(bob)))
    given(...people)
      .when(add(1, { ...elsewhere(), accountId: bob.accountId }))
      .events(saved(1))
  })
  it('can be done by the bank for a customer', () => {
    const command = add(1)
    given(registered(alice))
      .when(by(theBank, { ...command, data: { ...command.data, customerId: alice.customerId } }))
      .events(saved(1))
  })

  const notFound = { field: 'number' }
  it.each([
    ['an account that is not there', [...people], atThisBank(bobsEuros), 'AccountNotFound', notFound],
    [
      'a number with nobody’s account',
      [...people],
      { ...atThisBank(bob), accountId: null },
      'AccountNotFound',
      notFound,
    ],
    [
      'a number with another account',
      [...people, opened(bobsEuros)],
      { ...atThisBank(bob), accountId: bobsEuros.accountId },
      'AccountNotFound',
      notFound,
    ],
    [
      'an account of the bank’s own',
      [...people, opened(suspense)],
      atThisBank(suspense),
      'AccountNotFound',
      notFound,
    ],
    ['one’s own account', [...people], atThisBank(alice), 'OwnAccount', notFound],
    ['a closed account', [...people, closed(bob)], atThisBank(bob), 'AccountClosed', notFound],
    [
      'a number twice',
      [...people, saved(2, elsewhere(GERMAN, 'Somebody'))],
      elsewhere(),
      'PayeeAlreadySaved',
      { field: 'number', payeeId: payeeId(2) },
    ],
    [
      'an id twice',
      [...people, saved(1, elsewhere(BRITISH))],
      elsewhere(),
      'PayeeAlreadyExists',
      { field: 'payeeId' },
    ],
    [
      'the id of a removed one',
      [...people, saved(1, elsewhere(BRITISH)), removed(1)],
      elsewhere(),
      'PayeeAlreadyExists',
      { field: 'payeeId' },
    ],
    ['somebody whom the bank does not know', [], elsewhere(), 'CustomerNotFound', { field: 'customerId' }],
    [
      'somebody forgotten',
      [registered(alice), forgot(alice)],
      elsewhere(),
      'CustomerNotFound',
      { field: 'customerId' },
    ],
  ] as const)('does not take %s', (_what, facts, payee, reason, details) =>
    given(...facts)
      .when(add(1, payee))
      .rejects(reason, details),
  )
  it('does not take it for somebody else', () => {
    const command = add(1, elsewhere(), bob)
    given(...people)
      .when({ ...command, data: { ...command.data, customerId: alice.customerId } })
      .rejects('CustomerNotFound', { field: 'customerId' })
  })
  it('takes what somebody else has saved, and what has been removed', () => {
    given(...people, saved(2, elsewhere(), bob))
      .when(add(1))
      .events(saved(1))
    given(...people, saved(2), removed(2))
      .when(add(1))
      .events(saved(1))
  })
  it(`ends at ${MAX_PAYEES}`, () => {
    const full = Array.from({ length: MAX_PAYEES }, (_, n) => saved(n + 10, elsewhere(`DE${n}`)))
    given(...people, ...full)
      .when(add(1))
      .rejects('TooManyPayees', { limit: MAX_PAYEES })
    given(...people, ...full, removed(10))
      .when(add(1))
      .events(saved(1))
  })
})

it(`cannot be saved and removed for ever: ${MAX_PAST_PAYEES} times is enough`, () => {
  const past = Array.from({ length: MAX_PAST_PAYEES }, (_, n) => [
    saved(n + 10, elsewhere(`DE${n}`)),
    removed(n + 10),
  ])
  given(...people, ...past.flat())
    .when(add(1))
    .rejects('TooManyPastPayees', { limit: MAX_PAST_PAYEES })
  given(...people, ...past.slice(1).flat())
    .when(add(1))
    .events(saved(1))
})

describe('a saved payee', () => {
  const facts = [...people, saved(1)]
  it('can be called otherwise', () =>
    given(...facts)
      .when(rename(1, 'Caroline'))
      .events(renamed(1, 'Caroline')))
  it('can be trusted, once', () => {
    given(...facts)
      .when(trust(1))
      .events(trusted(1))
    given(...facts, trusted(1))
      .when(trust(1))
      .rejects('PayeeAlreadyTrusted', { field: 'payeeId' })
    // The mark is from a time when it meant nothing.
    given(...facts, trusted(1, null))
      .when(trust(1))
      .events(trusted(1))
  })
  it('can be trusted no more', () => {
    given(...facts, trusted(1))
      .when(untrust(1))
      .events(untrusted(1))
    given(...facts)
      .when(untrust(1))
      .rejects('PayeeNotTrusted', { field: 'payeeId' })
  })
  it('can be removed, trusted or not', () => {
    given(...facts)
      .when(remove(1))
      .events(removed(1))
    given(...facts, trusted(1))
      .when(remove(1))
      .events(removed(1))
  })
})

describe('a payee that is not in one’s list', () => {
  it.each([
    ['never was', []],
    ['is somebody else’s', [saved(1, elsewhere(), bob)]],
    ['has been removed', [saved(1), removed(1)]],
  ] as const)('because it %s is not found', (_why, facts) => {
    for (const command of [rename(1, 'Caroline'), trust(1), untrust(1), remove(1)])
      given(...people, ...facts)
        .when(command)
        .rejects('PayeeNotFound', { field: 'payeeId' })
  })
  it('is not found by naming its owner either', () => {
    for (const command of [rename(1, 'Mine'), trust(1), untrust(1), remove(1)]) {
      const asBob = { ...command, by: bob.owner, data: { ...command.data, customerId: alice.customerId } }
      given(...people, saved(1))
        .when(asBob as TestCommand)
        .rejects('PayeeNotFound', { field: 'payeeId' })
    }
  })
})

describe('forgetting a customer', () => {
  const command = forget(alice)
  it('forgets all their payees, removed ones too, and nobody else’s', () =>
    given(
      ...people,
      closed(alice),
      saved(1),
      saved(2, elsewhere(BRITISH)),
      removed(2),
      saved(3, elsewhere(), bob),
    )
      .when(command)
      .events(forgot(alice), forgotten(1), forgotten(2)))
  it('leaves no number in the state', () => {
    const { bank, when } = given(...people, closed(alice), saved(1))
    when(command).events(forgot(alice), forgotten(1))
    bank.execute(command)
    const state = bank.stateOf(payeesStream(alice.customerId)) as Payees
    expect(state).toEqual({ saved: {}, past: [] })
  })
})

test('whatever is done, a list has no number twice, and what was in it is known', () => {
  const numbers = [elsewhere(), elsewhere(BRITISH), atThisBank(bob), atThisBank(alicesSavings)]
  const anyId = fc.integer({ min: 1, max: 6 })
  const command: fc.Arbitrary<TestCommand> = fc.oneof(
    fc.tuple(anyId, fc.constantFrom(...numbers)).map(([n, payee]) => add(n, payee)),
    anyId.map((n) => rename(n, 'Caroline')),
    anyId.map(trust as (n: number) => TestCommand),
    anyId.map(untrust as (n: number) => TestCommand),
    anyId.map(remove as (n: number) => TestCommand),
  )
  const seen = new Set<string>()
  let returned = 0
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40, size: 'max' }), (commands) => {
      const bank = createPureBank()
      for (const fact of [...people, opened(alicesSavings)])
        for (const event of fact(bank)) bank.record(event)
      const ever = new Set<string>()
      /** As whom limits count each number: as what it was saved first, whatever has become of it since. */
      const firstAs = new Map<string, string>()
      for (const one of commands) {
        const result = bank.execute(one)
        seen.add(`${one.name} ${result.outcome === 'accepted' ? '' : result.rejection.reason}`)
        const state = bank.stateOf(payeesStream(alice.customerId)) as Payees
        const numbersSaved = Object.values(state.saved).map(({ number }) => number)
        expect(new Set(numbersSaved).size).toBe(numbersSaved.length)
        const known = [...Object.keys(state.saved), ...state.past.map(({ payeeId }) => payeeId)].sort()
        expect(new Set(known).size).toBe(known.length)
        for (const [id, { number, countsAs }] of Object.entries(state.saved)) {
          if (!firstAs.has(number)) firstAs.set(number, id)
          expect(countsAs).toBe(firstAs.get(number))
          if (countsAs !== id) returned++
        }
        for (const id of known) ever.add(id)
        expect(known).toEqual([...ever].sort())
      }
    }),
    runs(300),
  )
  expect(returned).toBeGreaterThan(20)
  for (const outcome of ['addPayee ', 'addPayee PayeeAlreadySaved', 'addPayee OwnAccount', 'removePayee '])
    expect(seen).toContain(outcome)
})
