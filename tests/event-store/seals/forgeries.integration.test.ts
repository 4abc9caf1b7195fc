/** What the database's superuser does to the log behind everybody's back is found, and the very event is named. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { accountStream } from '../../../server/domain/ids.ts'
import { append } from '../../../server/event-store/append.ts'
import { logToVerify, sealsFrom } from '../../../server/event-store/seals/bank-log.ts'
import { CHAIN_START, type Seal, sealOf } from '../../../server/event-store/seals/chain.ts'
import { readRawEvents } from '../../../server/event-store/seals/raw-events.ts'
import { readSealHead, sealLog } from '../../../server/event-store/seals/seals.ts'
import { verifyLog } from '../../../server/event-store/seals/verify.ts'
import { createTestDatabase } from '../../support/database.ts'
import { createForger } from '../../support/forger.ts'
import { accountEvents, batchOf, newAccount } from '../../support/log.ts'

const { sql, adminUrl } = await createTestDatabase()
const forger = createForger(adminUrl)
const [alice, bob, carol] = [newAccount(), newAccount(), newAccount()]
const [alices, bobs, carols] = [alice, bob, carol].map(({ accountId }) => accountStream(accountId))
/** Positions 1–10 are Alice's, 11–20 Bob's, and 21–25 Carol's; the last five are not sealed. */
const SEALED = 20
const HEAD = 25

beforeAll(async () => {
  await append(sql, batchOf(accountEvents(alice, { count: 10 })))
  await sealLog(sql)
  await append(sql, batchOf(accountEvents(bob, { count: 10 })))
  await sealLog(sql)
  await append(sql, batchOf(accountEvents(carol, { count: 5 })))
  await forger.does(
    'CREATE TABLE true_events AS TABLE events',
    'CREATE TABLE true_seals AS TABLE seals',
    'CREATE TABLE true_head AS TABLE event_log_head',
  )
})
afterEach(() =>
  forger.does(
    'DELETE FROM events',
    'INSERT INTO events SELECT * FROM true_events',
    'DELETE FROM seals',
    'INSERT INTO seals SELECT * FROM true_seals',
    'UPDATE event_log_head SET last_position = (SELECT last_position FROM true_head)',
  ),
)

const verify = async (options: { trusted?: Seal[]; from?: number; to?: number } = {}) =>
  verifyLog({
    log: await logToVerify(sql),
    seals: sealsFrom(sql, options.from),
    ...options,
    trusted: options.trusted && asStream(options.trusted),
  })
async function* asStream(seals: readonly Seal[]) {
  yield* seals
}
const exported = async () => Array.fromAsync(sealsFrom(sql))
const found = async (trusted?: Seal[]) => {
  const { findings } = await verify({ trusted })
  return findings.map(({ kind, position, to, streamId }) => [kind, position, to, streamId])
}
const moveAll = (from: number, by: number) => [
  `UPDATE events SET global_position = global_position + 1000000 WHERE global_position >= ${from}`,
  `UPDATE events SET global_position = global_position - 1000000 + ${by} WHERE global_position > 1000000`,
]
const insertAt = (position: number, streamPosition = 99) =>
  `INSERT INTO events SELECT ${position}, stream_id, ${streamPosition}, event_type, schema_version, data, metadata, created_at
   FROM true_events WHERE global_position = 12`

test('an honest log has nothing to find, and says how far nothing vouches for it', async () => {
  const verification = await verify()
  expect(verification).toMatchObject({ findings: [], from: 1, to: SEALED, unsealed: 5, isComplete: true })
  expect(verification.hash).toBe((await readSealHead(sql)).hash)
  expect(await found(await exported())).toEqual([])
})

describe('an edited event', () => {
  test.each([
    ['data', `data = jsonb_set(data, '{money,amountMinor}', '"999"')`],
    ['a member more', `data = data || '{"x": null}'`],
    ['metadata', `metadata = jsonb_set(metadata, '{userId}', '"mallory"')`],
    ['the instant', `created_at = created_at + interval '1 millisecond'`],
    ['the instant, to infinity', `created_at = 'infinity'`],
    ['the instant, before Christ', `created_at = '2026-01-01 12:00:00+00 BC'`],
    ['the type', `event_type = 'MoneyWithdrawn'`],
    ['the schema version', 'schema_version = schema_version + 1'],
    ['its place in the stream', 'stream_position = 77'],
    ['its stream', `stream_id = 'BankAccount-0', stream_position = 0`],
  ])('%s', async (_what, change) => {
    await forger.does(`UPDATE events SET ${change} WHERE global_position = 13`)
    expect(await found()).toEqual([['edited', 13, 13, bobs]])
  })

  test('a digit that no double tells apart', async () => {
    await forger.does(`UPDATE events SET data = '{"n": 1}' WHERE global_position = 24`)
    await sealLog(sql)
    await forger.does(`UPDATE events SET data = '{"n": 1.00000000000000000001}' WHERE global_position = 24`)
    expect(await found()).toEqual([['edited', 24, 24, carols]])
  })

  test('another in its place', async () => {
    await forger.does('DELETE FROM events WHERE global_position = 5', insertAt(5))
    expect(await found()).toEqual([['edited', 5, 5, alices]])
  })

  test('several, each by name', async () => {
    await forger.does(`UPDATE events SET data = data || '{"x": 1}' WHERE global_position IN (1, 10, 11, 20)`)
    expect(await found()).toEqual([
      ['edited', 1, 1, alices],
      ['edited', 10, 10, alices],
      ['edited', 11, 11, bobs],
      ['edited', 20, 20, bobs],
    ])
  })
})

describe('a removed event', () => {
  test.each([
    [1, alices],
    [7, alices],
    [10, alices],
    [11, bobs],
    [SEALED, bobs],
  ])('at position %i', async (position, stream) => {
    await forger.does(`DELETE FROM events WHERE global_position = ${position}`)
    expect(await found()).toEqual([['removed', position, position, stream]])
  })

  test('together with all that came after it, and the head put back', async () => {
    await forger.does(
      'DELETE FROM events WHERE global_position >= 19',
      'UPDATE event_log_head SET last_position = 18',
    )
    expect(await found()).toEqual([
      ['removed', 19, 19, bobs],
      ['removed', 20, 20, bobs],
    ])
  })

  test('with what follows moved into the gap', async () => {
    await forger.does('DELETE FROM events WHERE global_position = 7', ...moveAll(8, -1))
    expect(await found()).toEqual([
      ['removed', 7, 7, alices],
      ['reordered', 8, 20, null],
      // The first unsealed event has come to stand where the last sealed one stood.
      ['inserted', 20, 20, carols],
      ['removed', 25, 25, null],
    ])
  })

  test('before it was sealed, and then sealing stops there and says so', async () => {
    await forger.does('DELETE FROM events WHERE global_position = 23')
    expect(await found()).toEqual([['removed', 23, 23, null]])
    await expect(sealLog(sql)).rejects.toThrow('Event 23 is missing')
    expect(await readSealHead(sql)).toMatchObject({ position: 22, unsealed: 3 })
    expect(await found()).toEqual([['removed', 23, 23, null]])
    await forger.does('INSERT INTO events SELECT * FROM true_events WHERE global_position = 23')
    expect(await sealLog(sql)).toMatchObject({ position: HEAD })
    expect(await found()).toEqual([])
  })

  test('the newest of all', async () => {
    await forger.does(`DELETE FROM events WHERE global_position = ${HEAD}`)
    expect(await found()).toEqual([['removed', HEAD, HEAD, null]])
  })
})

describe('an inserted event', () => {
  test('with what follows moved out of its way', async () => {
    await forger.does(...moveAll(7, 1), insertAt(7), 'UPDATE event_log_head SET last_position = 26')
    expect(await found()).toEqual([
      ['reordered', 7, 20, null],
      ['inserted', 7, 7, bobs],
    ])
  })

  test.each([0, -3, 26, 4_000])('at position %i, which nobody was given', async (position) => {
    await forger.does(insertAt(position))
    expect(await found()).toEqual([['inserted', position, position, bobs]])
  })
})

describe('events in another order', () => {
  test('two that have changed places', async () => {
    await forger.does(
      'UPDATE events SET global_position = 1000 WHERE global_position = 3',
      'UPDATE events SET global_position = 3 WHERE global_position = 14',
      'UPDATE events SET global_position = 14 WHERE global_position = 1000',
    )
    expect(await found()).toEqual([
      ['reordered', 3, 3, alices],
      ['reordered', 14, 14, bobs],
    ])
  })

  test('one that was put elsewhere', async () => {
    await forger.does('UPDATE events SET global_position = 400 WHERE global_position = 9')
    const { findings } = await verify()
    expect(findings).toMatchObject([{ kind: 'reordered', position: 9, streamId: alices }])
    expect(findings[0]!.detail).toBe('now stands at position 400')
  })
})

describe('a forger who knows of the seals', () => {
  /** Edits event 5 and makes every seal anew. */
  const editAndSealAgain = async () => {
    await forger.does(
      `UPDATE events SET data = data || '{"x": 1}' WHERE global_position = 5`,
      'DELETE FROM seals',
    )
    await sealLog(sql)
  }

  test('has to make all later ones anew as well', async () => {
    await forger.does(`UPDATE events SET data = data || '{"x": 1}' WHERE global_position = 5`)
    const events = await readRawEvents(sql, { after: 0, upTo: 10, limit: 10 })
    const { hash, contentHashes } = sealOf(events, CHAIN_START)
    await forger.does(
      `UPDATE seals SET hash = '\\x${hash}', content_hashes = '\\x${contentHashes.join('')}' WHERE from_position = 1`,
    )
    expect(await found()).toEqual([['seal edited', 11, 20, null]])
  })

  test('is found out by seals that were exported before, even when all were made anew', async () => {
    const trusted = await exported()
    await editAndSealAgain()
    expect(await found()).toEqual([])
    expect(await found(trusted)).toEqual([
      ['seal edited', 5, 5, null],
      ['edited', 5, 5, alices],
    ])
  })

  test.each([
    ['a content hash', `content_hashes = overlay(content_hashes PLACING '\\x00' FROM 40)`],
    ['a stream id', `stream_ids[3] = 'BankAccount-0'`],
    ['the hash', `hash = '\\x${'ab'.repeat(32)}'`],
    ['the previous hash', `previous_hash = '\\x${'ab'.repeat(32)}'`],
    ['the end', 'to_position = 19'],
  ])('and who edits only a seal is not taken to have edited the log: %s', async (_what, change) => {
    await forger.does(`UPDATE seals SET ${change} WHERE from_position = 11`)
    const findings = await found()
    expect(findings.map(([kind]) => kind)).toEqual(['seal edited'])
    expect(findings[0]![1]).toBe(11)
  })

  test('an event and its content hash', async () => {
    await forger.does(
      `UPDATE events SET data = data || '{"x": 1}' WHERE global_position = 5`,
      `UPDATE seals SET content_hashes = overlay(content_hashes PLACING '\\x00' FROM 129) WHERE from_position = 1`,
    )
    expect(await found()).toEqual([
      ['seal edited', 1, 10, null],
      ['edited', 5, 5, alices],
    ])
  })

  test('a seal that is gone', async () => {
    const trusted = await exported()
    await forger.does('DELETE FROM seals WHERE from_position = 1')
    expect(await found()).toEqual([['seal edited', 1, 10, null]])
    await forger.does('DELETE FROM seals')
    expect(await found(trusted)).toEqual([
      ['seal edited', 1, 10, null],
      ['seal edited', 11, 20, null],
    ])
  })
})

test('seals that were made anew in other runs are the same chain', async () => {
  const trusted = await exported()
  await forger.does('DELETE FROM seals')
  await sealLog(sql)
  const [all] = await exported()
  expect(all).toMatchObject({ from: 1, to: HEAD })
  expect(await found(trusted)).toEqual([])
  expect((await verify({ trusted })).to).toBe(HEAD)
})

test('a part of the log is verified alone', async () => {
  await forger.does(`UPDATE events SET data = data || '{"x": 1}' WHERE global_position IN (5, 15)`)
  const first = await verify({ to: 10 })
  expect(first).toMatchObject({ from: 1, to: 10, findings: [{ position: 5 }] })
  const second = await verify({ from: 12 })
  expect(second).toMatchObject({ from: 11, to: 20, findings: [{ position: 15 }] })
})

test('seals are never changed by the bank itself', async () => {
  await expect(sql`UPDATE seals SET to_position = 1`).rejects.toThrow(/permission denied|append only/)
  await expect(sql`DELETE FROM seals`).rejects.toThrow(/permission denied|append only/)
  await expect(sql`TRUNCATE seals`).rejects.toThrow(/permission denied|append only/)
})
