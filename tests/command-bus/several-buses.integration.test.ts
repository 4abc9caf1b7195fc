import { randomUUID } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import { accountStream } from '../../server/domain/ids.ts'
import { readStream } from '../../server/event-store/read.ts'
import {
  close,
  deposit,
  freeze,
  open,
  register,
  type TestAccount,
  type TestCommand,
  transfer,
  unfreeze,
  withdraw,
} from '../support/bank.ts'
import {
  accountIn,
  balanceIn,
  createTestBus,
  openAccountWith,
  send,
  sendWell,
  wholeLog,
} from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { expectSoundLog, newAccount } from '../support/log.ts'

const database = await createTestDatabase({ max: 10 })
const elsewhere = { ...database, ...database.connectAgain({ max: 10 }) }
/** Two processes of the bank: each has its own cache, and neither hears of what the other does. */
const here = createTestBus(database)
const there = createTestBus(elsewhere)
const newId = () => randomUUID() as never

describe('a no that is decided on an old state is not believed', () => {
  const rich = (at: TestAccount) => deposit(at, '100.00')
  const rows: [
    string,
    (at: TestAccount) => TestCommand[],
    (at: TestAccount) => TestCommand,
    (at: TestAccount) => TestCommand,
  ][] = [
    ['money came in', () => [], rich, (at) => withdraw(at, '80.00')],
    ['it was thawed', (at) => [freeze(at)], unfreeze, (at) => deposit(at, '1.00')],
    ['it was frozen', () => [], freeze, unfreeze],
    ['it was emptied', (at) => [deposit(at, '5.00')], (at) => withdraw(at, '5.00'), close],
    ['it was opened again to payments', (at) => [freeze(at)], unfreeze, freeze],
  ]
  it.each(rows)('%s elsewhere', async (_what, before, meanwhile, command) => {
    const at = await openAccountWith(here)
    for (const one of before(at)) await sendWell(here, one)
    await sendWell(there, meanwhile(at))
    expect(await send(here, command(at))).toMatchObject({ outcome: 'accepted' })
  })

  it('nor that an account is not there', async () => {
    const [from, to] = [await openAccountWith(here, '5.00'), newAccount()]
    expect(await send(here, transfer(from, to, '1.00', newId()))).toMatchObject({ outcome: 'rejected' })
    await sendWell(there, register(to))
    await sendWell(there, open(to))
    expect(await send(here, transfer(from, to, '1.00', newId()))).toMatchObject({ outcome: 'accepted' })
  })

  it('nor among others, whose own answers stay', async () => {
    const [poor, rich] = [await openAccountWith(here), await openAccountWith(here)]
    await sendWell(there, deposit(rich, '1.00'))
    const results = await Promise.all([
      send(here, withdraw(poor, '1.00')),
      send(here, deposit(poor, '0.50')),
      send(here, withdraw(rich, '1.00')),
      send(here, withdraw(poor, '1.00')),
    ])
    expect(results.map(({ outcome }) => outcome)).toEqual(['rejected', 'accepted', 'accepted', 'rejected'])
    expect(results[3]).toMatchObject({ rejection: { shortBy: { amountMinor: 50n } } })
  })
})

describe('a yes that is decided on an old state can only lose', () => {
  const rows: [string, (at: TestAccount) => TestCommand, (at: TestAccount) => TestCommand, string][] = [
    ['the money is gone', (at) => withdraw(at, '50.00'), (at) => withdraw(at, '80.00'), 'InsufficientFunds'],
    ['it was frozen', freeze, (at) => deposit(at, '1.00'), 'AccountFrozen'],
    ['it was frozen already', freeze, freeze, 'AccountFrozen'],
  ]
  it.each(rows)('%s', async (_what, meanwhile, command, reason) => {
    const at = await openAccountWith(here, '100.00')
    await sendWell(there, meanwhile(at))
    expect(await send(here, command(at))).toMatchObject({ outcome: 'rejected', rejection: { reason } })
  })

  it('the account was closed', async () => {
    const [from, to] = [await openAccountWith(here, '100.00'), await openAccountWith(here)]
    await sendWell(there, close(to))
    expect(await send(here, transfer(from, to, '1.00', newId()))).toMatchObject({
      rejection: { reason: 'AccountClosed', field: 'toAccountId' },
    })
    expect(await balanceIn(database, from)).toBe(10_000n)
  })

  it('the transfer was made', async () => {
    const [from, to, id] = [await openAccountWith(here, '100.00'), await openAccountWith(here), newId()]
    await sendWell(there, transfer(from, to, '1.00', id))
    expect(await send(here, transfer(from, to, '1.00', id))).toMatchObject({
      rejection: { reason: 'TransferAlreadyExists' },
    })
  })

  it('and is decided again when there is still enough', async () => {
    const at = await openAccountWith(here, '100.00')
    await sendWell(there, withdraw(at, '50.00'))
    await sendWell(here, withdraw(at, '50.00'))
    expect(await balanceIn(database, at)).toBe(0n)
  })
})

test('buses that hammer one account never bother their callers with each other, and no money is lost', async () => {
  const [hot, cold] = [await openAccountWith(here, '100.00'), await openAccountWith(there, '100.00')]
  const buses = [here, there, createTestBus(elsewhere)]
  const rounds = 6
  const perRound = 30
  for (let round = 0; round < rounds; round++)
    await Promise.all(
      buses.flatMap((bus) =>
        Array.from({ length: perRound }, (_, n) =>
          n % 3 === 0
            ? sendWell(bus, deposit(hot, '2.00'))
            : n % 3 === 1
              ? sendWell(bus, transfer(hot, cold, '1.00', newId()))
              : sendWell(bus, withdraw(hot, '0.50')),
        ),
      ),
    )
  const each = BigInt((buses.length * rounds * perRound) / 3)
  expect(await balanceIn(database, hot)).toBe(10_000n + each * (200n - 100n - 50n))
  expect(await balanceIn(database, cold)).toBe(10_000n + each * 100n)
  const stream = await readStream(database.sql, accountStream(hot.accountId), { limit: 10_000 })
  expect(stream).toHaveLength(2 + Number(each) * 3)
})

test('of many who want the last money one gets it', async () => {
  const buses = [here, there, createTestBus(elsewhere)]
  for (let round = 0; round < 5; round++) {
    const at = await openAccountWith(buses[round % 3]!, '1.00')
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, n) => send(buses[n % 3]!, withdraw(at, '1.00'))),
    )
    expect(results.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1)
    expect(await accountIn(database, at)).toMatchObject({ balance: { amountMinor: 0n } })
  }
})

test('the same opening on two buses makes one account', async () => {
  const at = newAccount()
  await sendWell(here, register(at))
  const results = await Promise.all([here, there, here, there].map((bus) => send(bus, open(at))))
  expect(results.map(({ outcome }) => outcome).sort()).toEqual([
    'accepted',
    'rejected',
    'rejected',
    'rejected',
  ])
})

test('the log is sound after all this', async () => expectSoundLog(await wholeLog(database)))
