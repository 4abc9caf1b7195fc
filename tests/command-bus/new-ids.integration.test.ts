/** What the bus takes for granted about ids that it has made itself, and what happens when that is wrong. */
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createCommandBus } from '../../server/command-bus/command-bus.ts'
import type { TransferId } from '../../server/domain/ids.ts'
import { transfer } from '../support/bank.ts'
import { balanceIn, createTestBus, openAccountWith, send } from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'

const database = await createTestDatabase()
const bus = createTestBus(database)
const from = await openAccountWith(bus, '100.00')
const to = await openAccountWith(bus)

it('a made id that exists already does no harm: the log refuses, and the command is decided on what is there', async () => {
  const taken = randomUUID() as TransferId
  const given = transfer(from, to, '1.00')
  await send(bus, { ...given, data: { ...given.data, transferId: taken } })

  const ids = [taken]
  const careless = createCommandBus({
    sql: database.sql,
    clock: () => new Date(),
    newId: () => ids.shift() ?? randomUUID(),
  })
  const again = await send(careless, { ...given, data: { ...given.data, transferId: undefined } })
  expect(again).toMatchObject({ outcome: 'rejected', rejection: { reason: 'TransferAlreadyExists' } })
  expect(await balanceIn(database, to)).toBe(100n)
})
