/** Alerts follow from the log alone: however it is cut into batches, and when what was folded is folded again. */
import { getTableName } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { StoredBankEvent } from '../../server/domain/events.ts'
import type { TransferId } from '../../server/domain/ids.ts'
import { foldBatch } from '../../server/read-models/fold-batch.ts'
import { fraudAlerts } from '../../server/read-models/fraud-alerts/projection.ts'
import type { fraudAlertTable } from '../../server/read-models/fraud-alerts/table.ts'
import type { Row } from '../../server/read-models/projection.ts'
import { keyPropertyOf } from '../../server/read-models/rows.ts'
import {
  account,
  approveTransfer,
  cancelTransfer,
  deposited,
  holdTransfer,
  id,
  opened,
  settleTransfer,
  type TestAccount,
  type TestCommand,
  transfer,
} from '../support/bank.ts'
import { given } from '../support/given.ts'
import { fc, runs } from '../support/property.ts'
import type { PureBank } from '../support/pure-bank.ts'
import { stored } from './stored-events.ts'

type Alert = typeof fraudAlertTable.$inferSelect

const person = (n: number) => account(id(0x100 + n), id(0x200 + n))
const people = Array.from({ length: 5 }, (_, n) => person(n))
const [ann, ben, cid, dan] = people as [TestAccount, TestAccount, TestAccount, TestAccount]
/** Another account of the first one's. */
const annsOther = account(id(0x1ff), ann.customerId)
const everybody = [...people, annsOther]

const createBank = (): PureBank =>
  given(...everybody.map((one) => opened(one)), ...everybody.map((one) => deposited(one, '900000.00'))).bank

const START = Date.parse('2026-03-01T12:00:00.000Z')
const after = (seconds: number) => new Date(START + seconds * 1_000).toISOString()

/** The log, as it would be read. */
const logOf = (bank: PureBank): StoredBankEvent[] =>
  bank.log.map(({ event, streamId }, index) => ({
    ...stored(event, index + 1),
    streamId,
    createdAt: bank.times[index]!,
  }))

/** Rows in memory in place of the tables, written as a commit would write them. */
const createRows = () => {
  const tables = new Map<string, Map<string, Row>>()
  const rowsIn = (name: string) => {
    const rows = tables.get(name) ?? new Map<string, Row>()
    tables.set(name, rows)
    return rows
  }
  return {
    filled: () => new Map([...tables].filter(([, rows]) => rows.size > 0)),
    fold: async (events: readonly StoredBankEvent[], oneByOne: boolean): Promise<void> => {
      const { writes, parked } = await foldBatch(fraudAlerts.parts, events, {
        // What is to be skipped makes the batch be folded event by event.
        obstacles: { blocked: new Map(), skipped: new Set(oneByOne ? [-1] : []) },
        memory: {
          rowsFor: async (part, keys) => {
            const rows = rowsIn(getTableName(part.table))
            return new Map([...keys].flatMap((key) => (rows.has(key) ? [[key, rows.get(key)!]] : [])))
          },
          remember: () => undefined,
          forget: () => undefined,
        },
      })
      expect(parked).toEqual([])
      for (const { part, rows: changed } of writes) {
        const [rows, key] = [rowsIn(getTableName(part.table)), keyPropertyOf(part.table)]
        for (const row of changed)
          if (part.kind === 'fold' || !rows.has(String(row[key]))) rows.set(String(row[key]), row)
      }
    },
    alerts: () => [...rowsIn('fraud_alerts').values()] as Alert[],
  }
}

const found = async (bank: PureBank) => {
  const rows = createRows()
  await rows.fold(logOf(bank), false)
  return rows.alerts()
}
const rulesOf = (alerts: readonly Alert[]) => alerts.map(({ rule }) => rule)
let transfers = 0
const newTransfer = () => id<TransferId>(0x9000 + transfers++)
const at = (seconds: number, command: TestCommand): TestCommand => ({ ...command, at: after(seconds) })
const does = (bank: PureBank, ...commands: TestCommand[]) => {
  for (const command of commands) expect(bank.execute(command)).toMatchObject({ outcome: 'accepted' })
}
const pays = (seconds: number, from: TestAccount, to: TestAccount, amount: string) =>
  at(seconds, transfer(from, to, amount, newTransfer()))

it('looks at a held transfer when it is held, and not again when it is settled', async () => {
  const bank = createBank()
  const one = newTransfer()
  does(bank, at(0, holdTransfer(ann, ben, '6000.00', one)), settleTransfer(one, after(60)))
  const alerts = await found(bank)
  expect(alerts).toMatchObject([{ rule: 'newPayee', transferId: one, toAccountId: ben.accountId }])
  expect(bank.log[alerts[0]!.position - 1]?.event.type).toBe('TransferHeld')
})

it('looks at what waits for review before anybody has approved it', async () => {
  const bank = createBank()
  does(bank, pays(0, ann, ben, '10000.00'))
  expect(await found(bank)).toMatchObject([{ rule: 'newPayee', severity: 'high', amount: 1_000_000n }])
})

it('looks at nothing that stays with one customer', async () => {
  const bank = createBank()
  for (let n = 0; n < 20; n++) does(bank, pays(n, ann, annsOther, '2000.00'))
  expect(await found(bank)).toEqual([])
})

it('finds money that has gone round, also by way of another account of its owner’s', async () => {
  const bank = createBank()
  does(
    bank,
    pays(0, ann, ben, '2000.00'),
    pays(60, ben, cid, '1900.00'),
    // In one commit with nothing else, but folded in one batch with the rest.
    pays(120, cid, annsOther, '1800.00'),
    pays(180, annsOther, ann, '1800.00'),
  )
  const [circle, ...others] = await found(bank)
  expect(others).toEqual([])
  expect(circle).toMatchObject({
    rule: 'circle',
    fromAccountId: cid.accountId,
    toAccountId: annsOther.accountId,
  })
  expect(circle?.hands).toEqual([ann, ben, cid].map(({ customerId }) => customerId))
})

it('counts what was called back as sent: it may have been a try', async () => {
  const bank = createBank()
  for (let n = 0; n < 10; n++) {
    const one = newTransfer()
    does(bank, at(n, holdTransfer(ann, dan, '5.00', one)), at(n, cancelTransfer(ann, one)))
  }
  expect(rulesOf(await found(bank))).toEqual(['velocity'])
})

it('wakes up once, and is awake then', async () => {
  const bank = createBank()
  const later = 200 * 86_400
  does(bank, pays(later, ann, ben, '1500.00'), pays(later + 60, ann, cid, '1500.00'))
  expect(rulesOf(await found(bank))).toEqual(['dormant'])
})

type Step = { from: number; to: number; amount: string; pause: number; how: string }
const sends = (from: number, to: number, amount: string, pause = 60): Step => ({
  from,
  to,
  amount,
  pause,
  how: 'at once',
})
/** Makes each rule speak once, so that what comes by chance comes on top of something. */
const OPENING: Step[] = [
  ...Array.from({ length: 10 }, () => sends(0, 1, '5.00', 10)),
  sends(1, 2, '1200.00'),
  sends(2, 3, '1200.00'),
  sends(3, 1, '1200.00'),
  ...Array.from({ length: 3 }, () => sends(4, 0, '8500.00', 100_000)),
  sends(0, 4, '1300.00', 190 * 86_400),
]

const PAUSES = [1, 20, 300, 4_000, 90_000, 190 * 86_400]
const AMOUNTS = ['5.00', '1200.00', '1300.00', '4999.99', '8500.00', '9999.99', '10000.00']
const who = fc.nat({ max: everybody.length - 1 })
const step = fc.record({
  from: who,
  to: who,
  amount: fc.constantFrom(...AMOUNTS),
  pause: fc.constantFrom(...PAUSES),
  how: fc.constantFrom('at once', 'at once', 'settled', 'called back', 'approved' as const),
})

it('finds the same in batches of any size, one by one or together, once or twice', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 40 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.boolean(), fc.boolean()), { minLength: 1 }),
      async (steps, cuts) => {
        const bank = createBank()
        let now = 0
        for (const { from, to, amount, pause, how } of [...OPENING, ...steps]) {
          now += pause
          const [payer, payee] = [everybody[from]!, everybody[to]!]
          const transferId = newTransfer()
          const isHeld = how === 'settled' || how === 'called back'
          bank.execute(at(now, (isHeld ? holdTransfer : transfer)(payer, payee, amount, transferId)))
          if (how === 'settled') bank.execute(settleTransfer(transferId, after(now + 15)))
          if (how === 'called back') bank.execute(at(now, cancelTransfer(payer, transferId)))
          if (how === 'approved') bank.execute(at(now, approveTransfer(transferId)))
        }
        const log = logOf(bank)
        const whole = createRows()
        await whole.fold(log, false)

        const cut = createRows()
        for (let from = 0, n = 0; from < log.length; n++) {
          const [size, oneByOne, isRepeated] = cuts[n % cuts.length]!
          const batch = log.slice(from, from + size)
          await cut.fold(batch, oneByOne)
          if (isRepeated) await cut.fold(batch, !oneByOne)
          from += size
        }
        expect(cut.filled()).toEqual(whole.filled())
        const keys = whole.alerts().map(({ rule, position }) => `${rule} ${position}`)
        expect(new Set(keys).size).toBe(keys.length)
        for (const rule of rulesOf(whole.alerts())) seen.add(rule)
      },
    ),
    runs(40),
  )
  // Otherwise the property would be about nothing.
  expect([...seen].sort()).toEqual(['circle', 'dormant', 'newPayee', 'structuring', 'velocity'])
})
