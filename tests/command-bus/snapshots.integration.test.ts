/** Snapshots on the side of commands: each policy at work, and what a command has to do with it: nothing. */
import { beforeEach, describe, expect, test } from 'vitest'
import { bankAccount } from '../../server/domain/bank-account/decider.ts'
import type { Aggregate } from '../../server/domain/decider.ts'
import { accountStream } from '../../server/domain/ids.ts'
import { type SnapshotPolicy, snapshotPolicies } from '../../server/event-store/snapshot-policies.ts'
import { nearestState, saveSnapshots } from '../../server/event-store/snapshots.ts'
import { deposit, type TestAccount, withdraw } from '../support/bank.ts'
import { accountIn, createTestBus, openAccountWith, send, sendWell } from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { stateAfter } from '../support/log.ts'

const database = await createTestDatabase()
const { sql } = database
const aggregate = bankAccount as unknown as Aggregate

/** Does something on a bus of its own, which has nothing in memory; with its end all that was taken is written. */
const withBus = async <T>(
  policy: SnapshotPolicy,
  work: (bus: ReturnType<typeof createTestBus>) => Promise<T>,
  options = {},
): Promise<T> => {
  const bus = createTestBus(database, {
    snapshotPolicies: { ...snapshotPolicies, BankAccount: policy },
    ...options,
  })
  try {
    return await work(bus)
  } finally {
    await bus.stop()
  }
}

const kept = (at: TestAccount) =>
  nearestState(sql, { streamId: accountStream(at.accountId), aggregate, upTo: 1_000_000 })

/** A snapshot of another schema version, which says what the events do not. */
const plantFalse = (at: TestAccount) =>
  saveSnapshots(sql, [
    {
      streamId: accountStream(at.accountId),
      aggregate: { ...aggregate, snapshot: { ...aggregate.snapshot, schemaVersion: 99 } },
      state: stateAfter(at, 1_000_000),
      streamPosition: 1,
    },
  ])

/** Opened, 10.00 in, and ten times 1.00: positions 0 to 11. */
let alice: TestAccount
beforeEach(async () => {
  alice = await withBus({}, async (bus) => {
    const at = await openAccountWith(bus, '10.00')
    for (let n = 0; n < 10; n++) await sendWell(bus, deposit(at, '1.00'))
    return at
  })
})

const policies: [string, SnapshotPolicy, { streamPosition: number; amountMinor: bigint }][] = [
  ['every so many events', { everyEvents: 13 }, { streamPosition: 12, amountMinor: 2_500n }],
  ['after a long replay', { afterReplayOf: 11 }, { streamPosition: 11, amountMinor: 2_000n }],
]

describe.each(policies)('%s', (_, policy, { streamPosition, amountMinor }) => {
  test('the state is kept as the events tell it', async () => {
    await withBus(policy, (bus) => sendWell(bus, deposit(alice, '5.00')))
    const nothing = { amountMinor: 0n, currency: 'USD' }
    expect(await kept(alice)).toEqual({
      streamPosition,
      state: {
        status: 'open',
        owner: alice.customerId,
        product: 'current',
        balance: { amountMinor, currency: 'USD' },
        held: nothing,
        holds: {},
        overdraftLimit: nothing,
        limits: null,
        lowBalanceAlert: null,
        spending: { today: null, payees: [], forgotten: null },
        books: null,
      },
    })
  })

  test('one of another schema version is ignored, and replaced', async () => {
    await plantFalse(alice)
    const result = await withBus(policy, (bus) => send(bus, withdraw(alice, '20.01')))
    expect(result).toMatchObject({ outcome: 'rejected', rejection: { reason: 'InsufficientFunds' } })
    await withBus(policy, (bus) => sendWell(bus, deposit(alice, '5.00')))
    expect((await kept(alice)).streamPosition).toBeGreaterThanOrEqual(11)
    expect(
      await sql`SELECT schema_version FROM snapshots WHERE stream_id = ${accountStream(alice.accountId)}`,
    ).toEqual([{ schema_version: aggregate.snapshot.schemaVersion }])
  })
})

test('no more than the policy asks for', async () => {
  await withBus({ everyEvents: 14, afterReplayOf: 12 }, (bus) => sendWell(bus, deposit(alice, '5.00')))
  expect(await kept(alice)).toMatchObject({ streamPosition: -1 })
})

test('an old one is renewed by the next load, when the stream has gone on', async () => {
  await withBus({ afterReplayOf: 1 }, (bus) => sendWell(bus, deposit(alice, '1.00')))
  expect(await kept(alice)).toMatchObject({ streamPosition: 11 })
  await withBus({ olderThanMs: 60_000 }, (bus) => sendWell(bus, deposit(alice, '1.00')))
  expect(await kept(alice)).toMatchObject({ streamPosition: 11 })

  await sql`UPDATE snapshots SET created_at = now() - interval '61 seconds'`
  await withBus({ olderThanMs: 60_000 }, (bus) => sendWell(bus, deposit(alice, '1.00')))
  expect(await kept(alice)).toMatchObject({ streamPosition: 13, state: { balance: { amountMinor: 2_200n } } })
})

test('many commands at once, on an account that is always in memory', async () => {
  await withBus({ everyEvents: 10 }, (bus) =>
    Promise.all(Array.from({ length: 200 }, () => sendWell(bus, deposit(alice, '0.01')))),
  )
  const { state, streamPosition } = await kept(alice)
  expect(streamPosition).toBeGreaterThan(11 + 200 - 10)
  expect(state).toMatchObject({ balance: { amountMinor: 2_000n + BigInt(streamPosition - 11) } })
})

test('a snapshot that cannot be written fails no command', async () => {
  const gone = database.connectAgain()
  await gone.close()
  await withBus(
    { everyEvents: 1 },
    async (bus) => {
      await sendWell(bus, deposit(alice, '1.00'))
      await sendWell(bus, deposit(alice, '1.00'))
    },
    { snapshotSql: gone.sql },
  )
  expect(await kept(alice)).toMatchObject({ streamPosition: -1 })
  expect(await accountIn(database, alice)).toMatchObject({ balance: { amountMinor: 2_200n } })
})

test('a snapshot that has to wait keeps no command waiting', async () => {
  const slow = database.connectAgain({ max: 1 })
  const busy = await slow.sql.reserve()
  const bus = createTestBus(database, {
    snapshotSql: slow.sql,
    snapshotPolicies: { ...snapshotPolicies, BankAccount: { everyEvents: 1 } },
  })
  for (let n = 0; n < 5; n++) await sendWell(bus, deposit(alice, '1.00'))
  expect(await kept(alice)).toMatchObject({ streamPosition: -1 })
  busy.release()
  await bus.stop()
  expect(await kept(alice)).toMatchObject({ streamPosition: 16 })
})
