import { randomUUID } from 'node:crypto'
import { expect, it, test } from 'vitest'
import { accountStream } from '../../server/domain/ids.ts'
import { UnreadableEvent } from '../../server/event-store/codec.ts'
import { readHead } from '../../server/event-store/read.ts'
import { deposit, transfer } from '../support/bank.ts'
import { balanceIn, createTestBus, openAccountWith, send } from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { metadataOf } from '../support/log.ts'

const database = await createTestDatabase({ max: 20 })
const { sql } = database
const bus = createTestBus(database)
const newId = () => randomUUID() as never

const at = await openAccountWith(bus)
const unreadable = await openAccountWith(bus)
await sql`
  WITH head AS (UPDATE event_log_head SET last_position = last_position + 1 RETURNING last_position)
  INSERT INTO events SELECT last_position, ${accountStream(unreadable.accountId)}, 1, 'AccountPainted', 1, '{}'::jsonb,
                            ${JSON.stringify(metadataOf())}::text::jsonb, now() FROM head`
const inNumbers = { amountMinor: 100 as never, currency: 'USD' as const }
const bad: [string, () => Promise<unknown>, unknown][] = [
  ['makes its decider throw', () => send(bus, deposit(at, inNumbers)), TypeError],
  [
    'has a text that Postgres refuses',
    () => send(bus, deposit(at, '9.00', 'a\u0000b')),
    /unsupported Unicode/,
  ],
  ['has half a character', () => send(bus, deposit(at, '9.00', '\ud800')), /./],
  ['has an id that is none', () => send(bus, deposit(at, '9.00'), { commandId: 'seven' }), /uuid/],
  ['happens at no time', () => send(bus, deposit(at, '9.00'), { at: new Date('never') }), RangeError],
  [
    'meets an event that nobody can read',
    () => send(createTestBus(database), deposit(unreadable, '9.00')),
    UnreadableEvent,
  ],
  ['meets one in the same batch', () => send(bus, transfer(at, unreadable, '0.01', newId())), /./],
]

it.each(bad)('one bad command in a batch, that %s, fails alone', async (_what, sendBad, error) => {
  const before = await balanceIn(database, at)
  const head = await readHead(sql)
  const good = () => send(bus, deposit(at, '1.00'))
  const [one, two, refused, three] = await Promise.allSettled([good(), good(), sendBad(), good()])
  expect(refused.status).toBe('rejected')
  expect(() => {
    throw (refused as PromiseRejectedResult).reason
  }).toThrow(error as never)
  const versions = [one, two, three].map((result) => result.status === 'fulfilled' && result.value)
  expect(versions.map((value) => value && value.outcome === 'accepted' && value.version)).toEqual(
    [1, 2, 3].map((n) => head + n),
  )
  expect(await readHead(sql)).toBe(head + 3)
  expect(await balanceIn(database, at)).toBe(before + 300n)
})

test('several bad commands fail alone as well', async () => {
  const before = await balanceIn(database, at)
  const all = await Promise.allSettled([
    ...bad.flatMap(([, sendBad]) => [send(bus, deposit(at, '1.00')), sendBad()]),
    send(bus, deposit(at, '1.00')),
  ])
  expect(all.map(({ status }) => status)).toEqual([
    ...bad.flatMap(() => ['fulfilled', 'rejected']),
    'fulfilled',
  ])
  expect(await balanceIn(database, at)).toBe(before + BigInt(bad.length + 1) * 100n)
})
