import { describe, expect, it, test } from 'vitest'
import type { z } from 'zod'
import { eventDefinitions, eventsOfKind, isAboutPerson, streamOf } from '../../server/domain/events.ts'
import { decodeEvent, type EventRow, encodeJson, UnreadableEvent } from '../../server/event-store/codec.ts'
import * as arbitrary from '../support/arbitraries.ts'
import { id } from '../support/bank.ts'
import { fc, runs } from '../support/property.ts'

const metadata = { commandId: id(1), correlationId: id(2), causationId: id(3), userId: 'ada' }
const row = (more: Partial<EventRow>): EventRow => ({
  global_position: 7,
  stream_id: 'BankAccount-x',
  stream_position: 3,
  event_type: 'AccountFrozen',
  schema_version: 1,
  data: { accountId: id(1), reason: 'As asked' },
  metadata,
  created_at: '2026-03-01 12:00:00.123+00',
  ...more,
})

describe('what is written is read back the same', () => {
  it.each(arbitrary.eventTypes)('%s', (type) => {
    fc.assert(
      fc.property(arbitrary.eventOf(type), (event) => {
        const data = JSON.parse(encodeJson(event.data))
        const schema_version = eventDefinitions[type].schemaVersion
        const read = decodeEvent(row({ event_type: type, schema_version, data, stream_id: streamOf(event) }))
        expect({ type: read.type, data: read.data }).toEqual(event)
        expect(read).toMatchObject({
          globalPosition: 7,
          streamPosition: 3,
          schemaVersion: schema_version,
          metadata,
        })
        expect(read.createdAt.toISOString()).toBe('2026-03-01T12:00:00.123Z')
      }),
      runs(200),
    )
  })
  it('with amounts as strings of integers', () => {
    expect(encodeJson({ money: { amountMinor: 2n ** 60n, currency: 'USD' } })).toBe(
      '{"money":{"amountMinor":"1152921504606846976","currency":"USD"}}',
    )
  })
})

test('every event type of the registry is known here, and none has gone back in its schema version', () => {
  expect(Object.keys(eventDefinitions).sort()).toEqual([...arbitrary.eventTypes].sort())
  const versions = Object.fromEntries(
    Object.values(eventDefinitions).map(({ type, schemaVersion }) => [type, schemaVersion]),
  )
  expect(versions).toMatchObject({ MoneyDeposited: 2, CustomerRegistered: 2, TransferCompleted: 1 })
  for (const [name, { type }] of Object.entries(eventDefinitions)) expect(type).toBe(name)
})

test('names, emails and what people write for themselves are marked as personal, in every version, and the customer is no such field', () => {
  /** An account's own name is no person's. */
  const notPersonal = ['AccountOpened.name', 'AccountRenamed.name']
  /** Whom a customer pays, and where, is; so is what they write down, and what they look for. */
  const alsoPersonal = [
    'PayeeAdded.number',
    'PaymentReceived.payerNumber',
    'TransactionNoted.note',
    'SearchSaved.search',
    'SearchSaved.counterparty',
  ]
  const shapes = Object.values(eventDefinitions).flatMap(({ type, older, ...current }) =>
    [current, ...Object.values(older)].map(({ data, personal }) => ({
      type,
      personal,
      fields: Object.keys((data as z.ZodObject).shape),
    })),
  )
  for (const { type, personal, fields } of shapes) {
    const named = fields.filter(
      (field) =>
        (/name|email/i.test(field) && !notPersonal.includes(`${type}.${field}`)) ||
        alsoPersonal.includes(`${type}.${field}`),
    )
    expect(Object.keys(personal?.erased ?? {}), type).toEqual(named)
    if (personal) expect(fields, type).toContain(personal.subject)
  }
  expect(shapes.filter(({ personal }) => personal)).toHaveLength(7)
})

test('every type belongs to one kind of stream, and kinds with personal data are about people', () => {
  const types = Object.values(eventsOfKind).flatMap((kind) => Object.keys(kind))
  expect(types.sort()).toEqual(Object.keys(eventDefinitions).sort())
  for (const [kind, definitions] of Object.entries(eventsOfKind))
    expect(isAboutPerson(`${kind}-0`), kind).toBe(Object.values(definitions).some(({ personal }) => personal))
  expect(isAboutPerson('Customers-0')).toBe(false)
})

describe('an event that cannot be explained is a fault that names its place', () => {
  const place = (type: string) => `Event 7 (${type} in BankAccount-x) cannot be read: `
  it.each([
    ['an unknown type', { event_type: 'AccountPainted' }, `${place('AccountPainted')}its type is unknown`],
    ['a type like a built-in’s name', { event_type: 'toString' }, place('toString')],
    [
      'an older schema',
      { schema_version: 0 },
      `${place('AccountFrozen')}no way leads from schema version 0 to 1`,
    ],
    [
      'a newer schema',
      { schema_version: 2 },
      `${place('AccountFrozen')}no way leads from schema version 2 to 1`,
    ],
    ['data of another shape', { data: { accountId: id(1) } }, place('AccountFrozen')],
    ['data encoded twice', { data: '{}' }, place('AccountFrozen')],
    ['no data', { data: null }, place('AccountFrozen')],
  ])('%s', (_what, more, message) => {
    expect(() => decodeEvent(row(more))).toThrow(UnreadableEvent)
    expect(() => decodeEvent(row(more))).toThrow(message)
  })
})
