/** The rules about saved searches, each as it reads. */
import { describe, expect, it } from 'vitest'
import type { SearchId } from '../../server/domain/ids.ts'
import { MAX_SEARCHES } from '../../server/domain/saved-search/commands.ts'
import { savedSearches } from '../../server/domain/saved-search/decider.ts'
import { searchFilterSchema } from '../../server/domain/saved-search/filter.ts'
import {
  alice,
  bob,
  by,
  type Fact,
  forget,
  forgot,
  id,
  registered,
  type TestCommand,
  theBank,
} from '../support/bank.ts'
import { given } from '../support/given.ts'
import { problemsOf } from '../support/problems.ts'
import { NOON } from '../support/pure-bank.ts'

const { customerId } = alice
const searchId = (n: number) => id<SearchId>(0x5e0 + n)
/** The first id that the bank makes. */
const NEW = 'ffffffff-0000-7000-8000-000000000000' as SearchId

const save = (name: string, searchId?: SearchId): TestCommand => ({
  name: 'saveSearch',
  data: { searchId, name, filter: { search: 'rent', direction: 'out' } },
  by: alice.owner,
})
const remove = (n: number): TestCommand => ({
  name: 'removeSearch',
  data: { searchId: searchId(n) },
  by: alice.owner,
})
const saved =
  (id: SearchId, name: string): Fact =>
  () => [
    {
      type: 'SearchSaved',
      data: {
        ...{ searchId: id, customerId, name, search: 'rent', counterparty: '' },
        ...{ filter: { direction: 'out' }, savedAt: NOON },
      },
    },
  ]
const removed =
  (n: number): Fact =>
  () => [{ type: 'SearchRemoved', data: { searchId: searchId(n), customerId } }]
const full = Array.from({ length: MAX_SEARCHES }, (_, n) => saved(searchId(n), `Search ${n}`))

describe('saving a search', () => {
  it('puts it into the list', () => {
    given(registered(alice)).when(save('Rent')).events(saved(NEW, 'Rent'))
    given(registered(alice)).when(save('Rent')).answers({ searchId: NEW })
  })
  it('changes one that is there, its name included', () =>
    given(registered(alice), saved(searchId(1), 'Rent'))
      .when(save('All rent', searchId(1)))
      .events(saved(searchId(1), 'All rent')))
  it('changes one under its own name, whatever its case', () =>
    given(registered(alice), saved(searchId(1), 'Rent'))
      .when(save('RENT', searchId(1)))
      .events(saved(searchId(1), 'RENT')))
  it('takes the name of one that is removed', () =>
    given(registered(alice), saved(searchId(1), 'Rent'), removed(1))
      .when(save('Rent'))
      .events(saved(NEW, 'Rent')))
  it('changes one in a full list', () =>
    given(registered(alice), ...full)
      .when(save('Rent', searchId(3)))
      .events(saved(searchId(3), 'Rent')))
  it('can be done by the bank for a customer', () => {
    const command = save('Rent')
    given(registered(alice))
      .when(by(theBank, { ...command, data: { ...command.data, customerId } } as TestCommand))
      .events(saved(NEW, 'Rent'))
  })

  const taken = { field: 'name', searchId: searchId(1) }
  const notThere = { field: 'searchId' }
  const nobody = { field: 'customerId' }
  const forBob = {
    ...save('Rent'),
    data: { ...save('Rent').data, customerId: bob.customerId },
  } as TestCommand
  it.each<
    [
      string,
      Fact[],
      TestCommand,
      Parameters<ReturnType<ReturnType<typeof given>['when']>['rejects']>[0],
      object,
    ]
  >([
    ['a name twice', [registered(alice), saved(searchId(1), 'Rent')], save('rent'), 'SearchNameTaken', taken],
    [
      'another one’s name',
      [registered(alice), saved(searchId(1), 'Rent'), saved(searchId(2), 'Food')],
      save('Rent', searchId(2)),
      'SearchNameTaken',
      taken,
    ],
    ['one that is not there', [registered(alice)], save('Rent', searchId(1)), 'SearchNotFound', notThere],
    [
      'one that is removed',
      [registered(alice), saved(searchId(1), 'Rent'), removed(1)],
      save('Rent', searchId(1)),
      'SearchNotFound',
      notThere,
    ],
    ['one too many', [registered(alice), ...full], save('Rent'), 'TooManySearches', { limit: MAX_SEARCHES }],
    ['somebody else’s', [registered(alice), registered(bob)], forBob, 'CustomerNotFound', nobody],
    ['nobody’s', [], save('Rent'), 'CustomerNotFound', nobody],
    ['a forgotten customer’s', [registered(alice), forgot(alice)], save('Rent'), 'CustomerNotFound', nobody],
  ])('does not take %s', (_what, facts, command, reason, details) =>
    given(...facts)
      .when(command)
      .rejects(reason, details),
  )
})

describe('removing a search', () => {
  it('takes it off the list', () =>
    given(registered(alice), saved(searchId(1), 'Rent'))
      .when(remove(1))
      .events(removed(1)))
  it.each<[string, Fact[], TestCommand]>([
    ['never was there', [registered(alice)], remove(1)],
    ['is removed already', [registered(alice), saved(searchId(1), 'Rent'), removed(1)], remove(1)],
    ['is somebody else’s', [registered(alice), saved(searchId(1), 'Rent')], by(bob.owner, remove(1))],
  ])('does not know one that %s', (_what, facts, command) =>
    given(...facts)
      .when(command)
      .rejects('SearchNotFound', { field: 'searchId' }),
  )
})

it('are forgotten with the customer, all that are there', () => {
  const nobody = { ...forget(alice), data: { ...forget(alice).data, accountIds: [] } } as TestCommand
  given(registered(alice), saved(searchId(1), 'Rent'), saved(searchId(2), 'Food'), removed(1))
    .when(nobody)
    .events(forgot(alice), removed(2))
})

it('are kept in no snapshot', () => expect(savedSearches.snapshot.hasPersonalData).toBe(true))

it.each([
  [{ search: ' ' }, ['search: must not be empty']],
  [{ range: 'lastYear', from: '2026-01-01' }, ['range: cannot be given together with from or to']],
  [{ from: '2026-02-30' }, ['from: must be a date, such as 2026-01-31']],
  [{ minAmount: '-1' }, ['minAmount: must be a decimal number, such as "12.50"']],
  [{ categories: [] }, ['categories: must have at least one category']],
  [{ status: 'lost' }, ['status: must be one of booked, held']],
])('a filter %j is refused', (filter, problems) =>
  expect(problemsOf(searchFilterSchema, filter)).toEqual(problems),
)
