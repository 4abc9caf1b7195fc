/** What is kept of an error names nobody, and still says where to look. */
import { describe, expect, test } from 'vitest'
import { customerEvents } from '../../server/domain/customer/events.ts'
import { eventDefinitions, typesAboutPeople } from '../../server/domain/events.ts'
import { noteEvents } from '../../server/domain/note/events.ts'
import { payeeEvents } from '../../server/domain/payee/events.ts'
import { paymentEvents } from '../../server/domain/payment/events.ts'
import { savedSearchEvents } from '../../server/domain/saved-search/events.ts'
import { UnreadableEvent } from '../../server/event-store/codec.ts'
import { loggable, tellError } from '../../server/read-models/dead-letters/told-error.ts'

const secret = /Ada|Lovelace|ada@/

describe('of an event about a person', () => {
  test.each(['CustomerRegistered', 'CustomerForgotten', 'SomethingFromTomorrow'])(
    '%s: no word of a handler',
    (type) => {
      const thrown = Object.assign(new TypeError('No initials in Ada\n    at Lovelace (ada@example.com)'), {
        code: 'ERR_NAME',
      })
      const told = tellError({ type, error: thrown })
      expect(JSON.stringify(told)).not.toMatch(secret)
      expect(told).toMatchObject({ name: 'TypeError', message: expect.stringContaining('ERR_NAME') })
      expect(told.stack).toContain('told-error.test')
      const logged = loggable({ type, error: thrown })
      expect(`${logged.name} ${logged.message} ${logged.stack}`).not.toMatch(secret)
      expect(JSON.stringify(tellError({ type, error: 'Ada Lovelace' }))).not.toMatch(secret)
    },
  )

  test('why it cannot be decoded is said in the bank’s own words, and not in an upcaster’s', () => {
    const type = 'CustomerRegistered'
    const ours = new UnreadableEvent('no way leads from schema version 9 to 2')
    expect(tellError({ type, error: ours }).message).toBe(ours.message)
    const upcasters = new UnreadableEvent('Ada Lovelace has three names', {
      cause: new Error('Ada Lovelace'),
    })
    expect(JSON.stringify(tellError({ type, error: upcasters }))).not.toMatch(secret)
  })
})

test('of any other event the message is kept, in bounds, but for emails', () => {
  const told = tellError({
    type: 'MoneyDeposited',
    error: new RangeError(`No way past ada@example.com \0${'.'.repeat(2_000)}`),
  })
  expect(told).toMatchObject({
    name: 'RangeError',
    message: expect.stringMatching(/^No way past \[email\] \.+$/),
  })
  expect(told.message).toHaveLength(1_000)
})

test('every type with personal data is one about people, and so are its stream’s others', () => {
  expect([...typesAboutPeople].sort()).toEqual(
    Object.keys({
      ...customerEvents,
      ...payeeEvents,
      ...paymentEvents,
      ...noteEvents,
      ...savedSearchEvents,
    }).sort(),
  )
  for (const { type, personal } of Object.values(eventDefinitions))
    if (personal) expect(typesAboutPeople).toContain(type)
})
