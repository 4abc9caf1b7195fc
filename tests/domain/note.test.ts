/** Whose note it is, and that saying the same thing again changes nothing. */
import { describe, expect, it } from 'vitest'
import { noteStream } from '../../server/domain/ids.ts'
import { note } from '../../server/domain/note/decider.ts'
import {
  alice,
  bob,
  by,
  closed,
  type Fact,
  forgot,
  opened,
  registered,
  type TestCommand,
  theBank,
} from '../support/bank.ts'
import { given } from '../support/given.ts'

const { customerId, accountId } = alice
const write = (text: string, position = 7): TestCommand => ({
  name: 'noteTransaction',
  data: { customerId, accountId, position, note: text },
  by: alice.owner,
})
const noted =
  (text: string, position = 7): Fact =>
  () => [{ type: 'TransactionNoted', data: { customerId, accountId, position, note: text } }]
const people = [registered(alice), registered(bob), opened(alice), opened(bob)]

describe('a note', () => {
  it('is written', () =>
    given(...people)
      .when(write('For Ada'))
      .events(noted('For Ada')))
  it('is changed', () =>
    given(...people, noted('For Ada'))
      .when(write('For Bob'))
      .events(noted('For Bob')))
  it('is taken away, and can be written again', () => {
    given(...people, noted('For Ada'))
      .when(write(''))
      .events(noted(''))
    given(...people, noted('For Ada'), noted(''))
      .when(write('For Ada'))
      .events(noted('For Ada'))
  })
  it('on one transaction is none on another', () =>
    given(...people, noted('For Ada', 8))
      .when(write('For Ada'))
      .events(noted('For Ada')))
  it('can be written on what has happened on an account that is closed', () =>
    given(...people, closed(alice))
      .when(write('For Ada'))
      .events(noted('For Ada')))
  it('can be written by the bank for a customer', () =>
    given(...people)
      .when(by(theBank, write('For Ada')))
      .events(noted('For Ada')))

  it.each<[string, Fact[], TestCommand, 'NoteUnchanged' | 'AccountNotFound' | 'CustomerNotFound', object]>([
    ['is the same', [...people, noted('For Ada')], write('For Ada'), 'NoteUnchanged', {}],
    ['is none where there is none', people, write(''), 'NoteUnchanged', {}],
    ['is somebody else’s', people, by(bob.owner, write('Hm')), 'AccountNotFound', { field: 'accountId' }],
    [
      'is on somebody else’s account',
      people,
      { ...write('Hm'), data: { ...write('Hm').data, accountId: bob.accountId } } as TestCommand,
      'AccountNotFound',
      { field: 'accountId' },
    ],
    ['is on no account', [registered(alice)], write('Hm'), 'AccountNotFound', { field: 'accountId' }],
    [
      'is of a customer who is forgotten',
      [...people, closed(alice), forgot(alice)],
      write('Hm'),
      'CustomerNotFound',
      { field: 'customerId' },
    ],
  ])('that %s is refused', (_what, facts, command, reason, details) =>
    given(...facts)
      .when(command)
      .rejects(reason, details),
  )

  it('is kept in no snapshot, and has a stream named by a UUID', () => {
    expect(note.snapshot.hasPersonalData).toBe(true)
    expect(noteStream(22_598)).toBe('Note-00000000-0000-8000-8000-000000005846')
  })
})
