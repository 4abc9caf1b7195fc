/** Commands whose streams are only known once another one has been read: a transfer names its accounts. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { TransferId } from '../../server/domain/ids.ts'
import { cancelTransfer, freeze, holdTransfer, settleTransfer, transfer } from '../support/bank.ts'
import {
  accountIn,
  balanceIn,
  createTestBus,
  eventsOf,
  openAccountWith,
  send,
  sendWell,
  wholeLog,
} from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { expectSoundLog } from '../support/log.ts'

const database = await createTestDatabase({ max: 20 })
const bus = createTestBus(database)
const newId = () => randomUUID() as TransferId
const LATER = '2100-01-01T00:00:00.000Z'

const pair = async () => [await openAccountWith(bus, '10.00'), await openAccountWith(bus)] as const
const typesOf = async (commandId: string) => (await eventsOf(database, commandId)).map(({ type }) => type)

test('are loaded by a bus that knows nothing yet', async () => {
  const [from, to] = await pair()
  const transferId = newId()
  await sendWell(bus, holdTransfer(from, to, '4.00', transferId))
  const commandId = randomUUID()
  await sendWell(createTestBus(database), settleTransfer(transferId, LATER), { commandId })
  expect(await typesOf(commandId)).toEqual([
    'HoldSettled',
    'MoneyWithdrawn',
    'MoneyDeposited',
    'TransferCompleted',
  ])
  expect([await balanceIn(database, from), await balanceIn(database, to)]).toEqual([600n, 400n])
})

test('are found although they are named by a command of the same moment', async () => {
  const [from, to] = await pair()
  const transferId = newId()
  const fresh = createTestBus(database)
  const results = await Promise.all([
    send(fresh, holdTransfer(from, to, '4.00', transferId)),
    send(fresh, cancelTransfer(from, transferId)),
    send(fresh, settleTransfer(transferId, LATER)),
  ])
  const endings = results.slice(1).filter(({ outcome }) => outcome === 'accepted')
  expect([results[0]?.outcome, endings.length]).toEqual(['accepted', 1])
  expect(await accountIn(database, from)).toMatchObject({ held: { amountMinor: 0n }, holds: {} })
})

test('are read afresh when another process has changed them meanwhile', async () => {
  const [from, to] = await pair()
  const [first, second] = [newId(), newId()]
  const other = createTestBus(database)
  await sendWell(other, holdTransfer(from, to, '4.00', first))
  await sendWell(other, holdTransfer(from, to, '5.00', second))
  // This bus now knows an older state of both accounts than the one that it has to build on.
  await sendWell(bus, transfer(from, to, '1.00', newId()))
  await sendWell(other, freeze(to))
  await sendWell(bus, settleTransfer(first, LATER))
  await sendWell(other, cancelTransfer(from, second))
  expect(await accountIn(database, from)).toMatchObject({
    balance: { amountMinor: 900n },
    held: { amountMinor: 0n },
    holds: {},
  })
})

test('two that would end it race on two buses, and one of them does', async () => {
  const others = [createTestBus(database), createTestBus(database)] as const
  for (let round = 0; round < 20; round++) {
    const [from, to] = await pair()
    const transferId = newId()
    await sendWell(bus, holdTransfer(from, to, '4.00', transferId))
    const results = await Promise.all([
      send(others[0], settleTransfer(transferId, LATER)),
      send(others[1], cancelTransfer(from, transferId)),
      send(others[round % 2 === 0 ? 1 : 0], settleTransfer(transferId, LATER)),
    ])
    expect(results.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1)
    expect(results.find(({ outcome }) => outcome === 'rejected')).toMatchObject({
      rejection: { reason: 'TransferNotHeld' },
    })
    const total = (await balanceIn(database, from)) + (await balanceIn(database, to))
    expect(total).toBe(1_000n)
  }
})

test('a command that is sent again answers what it answered, also when its transfer is over', async () => {
  const [from, to] = await pair()
  const transferId = newId()
  await sendWell(bus, holdTransfer(from, to, '4.00', transferId))
  const commandId = randomUUID()
  const version = await sendWell(bus, cancelTransfer(from, transferId), { commandId })
  expect(await sendWell(bus, cancelTransfer(from, transferId), { commandId })).toBe(version)
  expect(await sendWell(createTestBus(database), cancelTransfer(from, transferId), { commandId })).toBe(
    version,
  )
})

test('the log is sound after all this', async () => {
  expectSoundLog(await wholeLog(database))
})
