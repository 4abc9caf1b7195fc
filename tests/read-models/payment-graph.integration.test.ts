/** Who pays whom: sums per pair, neighbours by steps, circles, and bounds. */
import { beforeAll, expect, it } from 'vitest'
import { append, type NewEvent } from '../../server/event-store/append.ts'
import { readAll } from '../../server/event-store/read.ts'
import { paymentGraph } from '../../server/read-models/payment-graph/projection.ts'
import { type GraphStart, readGraph } from '../../server/read-models/payment-graph/queries.ts'
import { drain } from '../../server/read-models/runner.ts'
import {
  account,
  deposited,
  type Fact,
  id,
  opened,
  registered,
  type TestAccount,
  transferred,
} from '../support/bank.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { batchOf } from '../support/log.ts'
import { createPureBank } from '../support/pure-bank.ts'

let database: TestDatabase
const person = (n: number) => account(id(0x100 + n), id(0x200 + n))
const [ann, ben, cid, dan] = [1, 2, 3, 4].map(person) as [TestAccount, TestAccount, TestAccount, TestAccount]
/** Ann's other account. */
const annsOther = account(id(0x1ff), ann.customerId)
const hub = person(50)
const fans = Array.from({ length: 600 }, (_, n) => person(1_000 + n))

let transfers = 0
const pays = (from: TestAccount, to: TestAccount, amount: string): Fact =>
  transferred(from, to, amount, id(0x9000 + transfers++))

beforeAll(async () => {
  database = await createTestDatabase()
  const everybody = [ann, ben, cid, dan, hub, ...fans]
  const facts: Fact[] = [
    ...everybody.map((one) => registered(one)),
    ...[...everybody, annsOther].map((one) => opened(one)),
    deposited(ann, '1000.00'),
    pays(ann, ben, '100.00'),
    pays(ann, ben, '50.00'),
    pays(ben, cid, '90.00'),
    pays(cid, ann, '80.00'),
    pays(cid, dan, '1.00'),
    pays(ann, annsOther, '5.00'),
    pays(annsOther, ann, '5.00'),
    ...fans.map((fan) => deposited(fan, '1.00')),
    ...fans.map((fan) => pays(fan, hub, '1.00')),
  ]
  const bank = createPureBank()
  for (const fact of facts) for (const event of fact(bank)) bank.record(event)
  const createdAt = new Date('2026-03-01T12:00:00.000Z')
  const metadata = { commandId: id(1), correlationId: id(1), causationId: id(1), userId: 'system' }
  const events: NewEvent[] = bank.log.map((logged) => ({ ...logged, metadata, createdAt }))
  await append(database.sql, batchOf(events))
  await drain({ database, readLog: readAll }, paymentGraph)
})

const graph = async (start: GraphStart, depth: number) =>
  (await readGraph(database.sql, { start, depth })).data
const pairs = ({ edges }: Awaited<ReturnType<typeof graph>>) =>
  edges.map(({ from, to, payments, money }) => [from.accountId, to.accountId, payments, money.amount])

it('sums up what one account has paid another', async () => {
  const near = await graph({ accountId: ben.accountId }, 1)
  expect(pairs(near).sort()).toEqual(
    [
      [ann.accountId, ben.accountId, 2, '150.00'],
      [ben.accountId, cid.accountId, 1, '90.00'],
    ].sort(),
  )
  expect(near.edges[0]?.from).toMatchObject({
    customerId: ben.customerId,
    name: 'Ada Lovelace',
    number: 'PB00',
  })
})
it('goes as many steps as it is asked to, in either direction', async () => {
  const far = async (depth: number) => (await graph({ accountId: dan.accountId }, depth)).edges.length
  expect([await far(1), await far(2), await far(3)]).toEqual([1, 3, 6])
})
it('finds money that came back in a circle, and none that is longer than asked', async () => {
  const circle = [ann.accountId, ben.accountId, cid.accountId]
  expect((await graph({ accountId: ann.accountId }, 3)).cycles).toEqual([circle])
  expect((await graph({ customerId: ann.customerId }, 5)).cycles).toEqual([circle])
  expect((await graph({ accountId: cid.accountId }, 3)).cycles).toEqual([
    [cid.accountId, ann.accountId, ben.accountId],
  ])
  expect((await graph({ accountId: ann.accountId }, 2)).cycles).toEqual([])
  expect((await graph({ accountId: dan.accountId }, 5)).cycles).toEqual([])
})
it('says when there is more than it looks at', async () => {
  const many = await graph({ accountId: hub.accountId }, 2)
  expect([many.edges.length, many.isCut]).toEqual([500, true])
  expect((await graph({ accountId: ann.accountId }, 5)).isCut).toBe(false)
})
it('knows nothing about an account that is not there', async () => {
  expect(await graph({ accountId: id(0xdead) }, 5)).toEqual({ edges: [], cycles: [], isCut: false })
})
