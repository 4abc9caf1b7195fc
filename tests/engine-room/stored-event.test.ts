/** An event on its way through its versions, one upcaster at a time. */
import { expect, it } from 'vitest'
import { eventDefinitions } from '../../server/domain/events.ts'
import { NoUpcast, upcast } from '../../server/domain/upcast.ts'
import { versionsOf } from '../../server/engine-room/stored-event.ts'
import { id } from '../support/bank.ts'

const registered = { customerId: id(1), name: 'Ada Lovelace', email: 'ada@example.com' }

it('ends where a reader gets at once, and begins with what is stored', () => {
  const definition = eventDefinitions.CustomerRegistered
  const versions = versionsOf(definition, 1, registered)
  expect(versions.map(({ version }) => version)).toEqual([1, 2])
  expect(versions[0]!.data).toBe(registered)
  expect(versions.at(-1)!.data).toEqual(upcast(definition, 1, registered))
})

it('is one version where nothing has to be upcast', () => {
  expect(versionsOf(eventDefinitions.CustomerRegistered, 2, {})).toEqual([{ version: 2, data: {} }])
})

it('names what it cannot explain', () => {
  expect(() => versionsOf(eventDefinitions.CustomerRegistered, 1, { name: 7 })).toThrow(NoUpcast)
})
