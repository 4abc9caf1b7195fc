/** Old events read as new ones: the chain, the bank's own upcasters, and what is refused. */
import { describe, expect, expectTypeOf, it, test } from 'vitest'
import { z } from 'zod'
import { olderSoftware } from '../../db/demo/older-software.ts'
import { minorUnitsOf } from '../../server/domain/bank-account/upcasters.ts'
import { splitName } from '../../server/domain/customer/upcasters.ts'
import { defineEvent, olderVersion } from '../../server/domain/event.ts'
import { type BankEvent, eventDefinitions, streamOf } from '../../server/domain/events.ts'
import { MAX_BALANCE_MINOR } from '../../server/domain/money.ts'
import { NoUpcast, upcast } from '../../server/domain/upcast.ts'
import { decodeEvent, type EventRow, encodeJson, UnreadableEvent } from '../../server/event-store/codec.ts'
import * as arbitrary from '../support/arbitraries.ts'
import { id } from '../support/bank.ts'
import { fc, runs } from '../support/property.ts'

describe('the registry', () => {
  it.each(Object.values(eventDefinitions))(
    'leads from every version of $type to the current one',
    (definition) => {
      const before = Array.from({ length: definition.schemaVersion - 1 }, (_, index) => String(index + 1))
      expect(Object.keys(definition.older)).toEqual(before)
    },
  )
  it('does not compile with a version missing', () => {
    type OlderOf<Version extends number> = Parameters<
      typeof defineEvent<'Painted', Version, z.ZodRawShape>
    >[3]
    expectTypeOf<keyof OlderOf<4>>().toEqualTypeOf<1 | 2 | 3>()
    expectTypeOf<OlderOf<1>>().toEqualTypeOf<undefined>()
  })
})

describe('a chain of versions', () => {
  const steps: number[] = []
  const noted = <Result>(version: number, result: Result): Result => {
    steps.push(version)
    return result
  }
  const painted = defineEvent(
    'Painted',
    4,
    { colour: z.object({ red: z.int(), green: z.int(), blue: z.int() }), coats: z.int() },
    {
      1: olderVersion(z.object({ color: z.string() }), ({ color }) => noted(1, { colour: color })),
      2: olderVersion(z.object({ colour: z.string() }), ({ colour }) => noted(2, { colour, coats: 1 })),
      3: olderVersion(z.object({ colour: z.string(), coats: z.int() }), ({ colour, coats }) => {
        const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
        if (!/^#[0-9a-f]{6}$/.test(colour)) throw new Error(`${colour} is no colour`)
        return noted(3, { colour: { red: channel(1), green: channel(3), blue: channel(5) }, coats })
      }),
    },
  )
  const orange = { red: 255, green: 128, blue: 0 }
  it.each([
    [1, { color: '#ff8000' }, 1, [1, 2, 3]],
    [2, { colour: '#ff8000' }, 1, [2, 3]],
    [3, { colour: '#ff8000', coats: 2 }, 2, [3]],
    [4, { colour: orange, coats: 3 }, 3, []],
  ])('is walked from version %i on', (version, data, coats, walked) => {
    steps.length = 0
    expect(painted.data.parse(upcast(painted, version, data))).toEqual({ colour: orange, coats })
    expect(steps).toEqual(walked)
  })
  it.each([
    ['version 0', 0, {}, 'no way leads from schema version 0 to 4'],
    ['a version of the future', 5, {}, 'no way leads from schema version 5 to 4'],
    ['a part of a version', 1.5, {}, 'no way leads from schema version 1.5 to 4'],
    ['data that its version does not explain', 1, { colour: '#ff8000' }, 'as schema version 1: '],
    [
      'data that an upcaster cannot explain',
      2,
      { colour: 'orange' },
      'from schema version 3 to 4: orange is no',
    ],
  ])('is refused for %s', (_what, version, data, message) => {
    expect(() => upcast(painted, version, data)).toThrow(NoUpcast)
    expect(() => upcast(painted, version, data)).toThrow(message)
  })
})

const older = olderSoftware(Temporal.PlainDate.from('2024-03-15'))
const THEN = new Date('2024-09-14T23:59:59.999Z')
const metadata = { commandId: id(1), correlationId: id(2), causationId: id(3), userId: 'ada' }
const rowOf = (event: BankEvent, version: number, data: unknown): EventRow => ({
  global_position: 7,
  stream_id: streamOf(event),
  stream_position: 0,
  event_type: event.type,
  schema_version: version,
  data,
  metadata,
  created_at: '2024-03-15 12:00:00+00',
})
/** Stored as it was then, read as it is now. */
const thereAndBack = (event: BankEvent) => {
  const stored = older(event, THEN)
  if (!stored) throw new Error(`${event.type} had no older form`)
  const row = rowOf(event, stored.schemaVersion, JSON.parse(encodeJson(stored.data)))
  return { stored, read: decodeEvent(row) }
}

describe('deposits in decimal numbers', () => {
  const balance = fc.record({
    amountMinor: fc.bigInt({ min: -MAX_BALANCE_MINOR, max: MAX_BALANCE_MINOR }),
    currency: arbitrary.currency,
  })
  it('are read to the last cent', () => {
    fc.assert(
      fc.property(arbitrary.eventOf('MoneyDeposited'), balance, balance, (event, money, balanceAfter) => {
        if (event.type !== 'MoneyDeposited') throw new Error('Only deposits are asked for')
        // Who is at another bank was not said then.
        const { outside: _, ...ends } = event.data.transfer ?? {}
        const transfer = event.data.transfer && (ends as typeof event.data.transfer)
        const deposit = { ...event, data: { ...event.data, money, balanceAfter, transfer } }
        const { stored, read } = thereAndBack(deposit)
        expect(stored).toMatchObject({ schemaVersion: 1, data: { money: { amount: expect.any(Number) } } })
        expect({ type: read.type, data: read.data }).toEqual(deposit)
        expect(read.schemaVersion).toBe(1)
      }),
      runs(300),
    )
  })
  it.each([
    [0.29, 'USD', '29'],
    [1.15, 'EUR', '115'],
    [4.35, 'GBP', '435'],
    [1.1, 'CHF', '110'],
    [0, 'USD', '0'],
    [-0.05, 'USD', '-5'],
    [9_999_999_999_999.99, 'USD', '999999999999999'],
    [500, 'JPY', '500'],
    [1e15, 'JPY', '1000000000000000'],
  ] as const)('%d %s are %s', (amount, currency, amountMinor) => {
    expect(minorUnitsOf({ amount, currency })).toEqual({ amountMinor, currency })
  })
  it.each([
    [0.125, 'USD'],
    [0.5, 'JPY'],
    [1e21, 'USD'],
    [1e-7, 'USD'],
    [1e-7, 'JPY'],
  ] as const)('%d %s is refused', (amount, currency) => {
    expect(() => minorUnitsOf({ amount, currency })).toThrow(/is not a number of whole minor units/)
  })
})

describe('customers with one name', () => {
  it.each([
    ['Maya Okafor', 'Maya', 'Okafor'],
    ['Mary Ann van der Berg', 'Mary Ann', 'van der Berg'],
    ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
    ['Gabriel José de la Concordia', 'Gabriel José', 'de la Concordia'],
    ['Van Morrison', 'Van', 'Morrison'],
    ['Di Da', 'Di', 'Da'],
    ['Teller', 'Teller', ''],
    ['Great Lakes Shipping', 'Great Lakes', 'Shipping'],
    ['  Ada   Lovelace ', 'Ada', 'Lovelace'],
    ['', '', ''],
  ])('%s', (name, firstName, lastName) => {
    expect(splitName(name)).toEqual({ firstName, lastName })
  })

  const word = fc.stringMatching(/^[A-Z][a-z]{2,8}[A-Z]$/)
  const particles = fc.array(fc.constantFrom('van', 'der', 'de', 'la'), { maxLength: 3 })
  it('are read as they were, whatever their family name begins with', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.array(word, { minLength: 1, maxLength: 3 }),
        particles,
        word,
        (uuid, first, middle, last) => {
          const event = {
            type: 'CustomerRegistered',
            data: {
              customerId: uuid,
              firstName: first.join(' '),
              lastName: [...middle, last].join(' '),
              email: 'a@example.com',
            },
          } as BankEvent
          const { stored, read } = thereAndBack(event)
          expect(Object.keys(stored.data)).toEqual(['customerId', 'name', 'email'])
          expect({ type: read.type, data: read.data }).toEqual(event)
        },
      ),
      runs(200),
    )
  })
  it('lose no letter, whatever they are', () => {
    const letters = (text: string) => text.replace(/\s+/g, '')
    fc.assert(
      fc.property(arbitrary.text, (name) => {
        const { firstName, lastName } = splitName(name)
        expect(letters(firstName + lastName)).toBe(letters(name))
      }),
      runs(200),
    )
  })
})

test('an old event whose data is damaged names its place and the version that cannot be read', () => {
  const event = { type: 'CustomerRegistered', data: { customerId: id(1) } } as BankEvent
  const damaged = rowOf(event, 1, { customerId: id(1), firstName: 'Ada', email: 'a@example.com' })
  expect(() => decodeEvent(damaged)).toThrow(UnreadableEvent)
  expect(() => decodeEvent(damaged)).toThrow(
    /^Event 7 \(CustomerRegistered in Customer-[-0-9]+\) cannot be read: as schema version 1: /,
  )
})

test('the older software wrote until the day it was replaced', () => {
  const event = { type: 'CustomerRegistered', data: { customerId: id(1) } } as BankEvent
  expect(older(event, THEN)).toBeDefined()
  expect(older(event, new Date('2024-09-15T00:00:00Z'))).toBeUndefined()
})
