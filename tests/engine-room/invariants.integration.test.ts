/** Each invariant is green on a bank that has lived, and red when somebody has forged what it is about. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { QuoteId } from '../../server/domain/ids.ts'
import { theBankItself } from '../../server/domain/the-bank.ts'
import {
  createInvariants,
  type InvariantReport,
  type Invariants,
} from '../../server/engine-room/invariants.ts'
import { pauseProjectors } from '../../server/read-models/pause.ts'
import { createProjectedBank, livedInBank, type ProjectedBank } from '../read-models/projected-bank.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { theMarket } from '../support/exchange.ts'
import { createForger } from '../support/forger.ts'
import { startTestBank } from '../web/test-bank.ts'

let database: TestDatabase
let bank: ProjectedBank

beforeEach(async () => {
  database = await createTestDatabase()
  bank = createProjectedBank(database)
  await livedInBank(bank)
  await bank.project()
})
afterEach(() => database.close())

/** Each time anew. */
const looking = () => createInvariants(database.sql, { freshMs: 0, meter: meter(false) })
const meter = (isBusy: boolean) => ({ isBusy: () => isBusy, begin: () => undefined })
const forge = (statement: string) => createForger(database.adminUrl).does(statement)
/** As often as it takes to have seen all of this small bank. */
const lookAround = async (invariants: Invariants = looking()): Promise<InvariantReport> => {
  for (;;) {
    const report = await invariants.look()
    const [row] = await database.sql<
      { accounts: number }[]
    >`SELECT count(*)::int AS accounts FROM account_summaries`
    if (report.log.isWhole && report.projections.compared >= row!.accounts) return report
  }
}
const findingsOf = ({ log, projections }: InvariantReport) => ({
  money: log.money,
  debits: log.debits,
  gapless: log.gapless,
  projections: projections.findings,
})
const none = { money: [], debits: [], gapless: [], projections: [] }

test('a bank that has lived is green, and its sums are those of its accounts', async () => {
  const report = await lookAround()
  expect(findingsOf(report)).toEqual(none)
  const [head] = await database.sql<{ last: number }[]>`SELECT last_position AS last FROM event_log_head`
  expect(report).toMatchObject({ head: head!.last, log: { position: head!.last, isWhole: true } })
  const rows = await database.sql<{ currency: string; sum: string }[]>`
    SELECT currency, sum(balance)::text AS sum FROM account_summaries GROUP BY currency
    HAVING bool_or(balance <> 0) ORDER BY currency`
  const sums = report.log.sums.filter(({ currency }) => rows.some((row) => row.currency === currency))
  expect(sums.map(({ currency, balances }) => ({ currency, sum: String(balances) }))).toEqual([...rows])
  for (const { balances, paidIn } of report.log.sums) expect(balances).toBe(paidIn)
  expect(report.log.transfers).toBeGreaterThan(0)
})

test('what is written while one looks is added, and the whole is summed again meanwhile', async () => {
  const invariants = looking()
  const before = await lookAround(invariants)
  const account = await bank.account(await bank.customer('Ada', 'Lovelace'))
  const version = await bank.deposit(account, '7.00')
  await bank.project()
  const after = await invariants.look()
  expect(findingsOf(after)).toEqual(none)
  expect(after.log.position).toBe(version)
  expect(after.log.movements).toBe(before.log.movements + 1)
  expect(after.log.summedAt!.getTime()).toBeGreaterThan(before.log.summedAt!.getTime())
})

test('more is written than can be summed beside it: that is behind, and no gap', async () => {
  const invariants = createInvariants(database.sql, {
    freshMs: 0,
    lookMs: 0,
    part: 1,
    meter: meter(false),
  })
  for (let report = await invariants.look(); !report.log.isWhole; ) report = await invariants.look()
  const account = await bank.account(await bank.customer('Ada', 'Lovelace'))
  const version = await bank.deposit(account, '7.00')
  const behind = await invariants.look()
  expect(behind.log.position).toBeLessThan(version)
  expect(findingsOf(behind)).toEqual(none)
})

test('while there is much else to do, a look does little, and comes to the end all the same', async () => {
  const invariants = createInvariants(database.sql, { freshMs: 0, part: 10, meter: meter(true) })
  const first = await invariants.look()
  expect(first.log.isWhole).toBe(false)
  expect(first.log.position).toBeLessThan(first.head)
  expect(first.projections.compared).toBeLessThanOrEqual(2)
  const last = await lookAround(invariants)
  expect(last.log.position).toBe(last.head)
  expect(last.log.again).toBe(0)
  expect(findingsOf(last)).toEqual(none)
})

test('those that money moved on last are compared, whatever is being summed again', async () => {
  const ada = await bank.customer('Ada', 'Lovelace')
  for (let other = 0; other < 8; other += 1) await bank.deposit(await bank.account(ada), '1.00')
  const account = await bank.account(ada)
  const head = await bank.deposit(account, '1.00')
  await bank.project()
  const invariants = createInvariants(database.sql, { freshMs: 0, part: head, meter: meter(false) })
  expect((await invariants.look()).log).toMatchObject({ isWhole: true, again: 0 })
  await bank.deposit(account, '1.00')
  await bank.project()
  const { log, projections } = await invariants.look()
  // That was summed again of which the others' deposits are a part, and not the account's last.
  expect(log.again).toBeGreaterThan(head - 3)
  expect(log.again).toBeLessThanOrEqual(head)
  for (const { compared } of projections.models) expect(compared).toContain(account.accountId)
})

test('an exchange is one transfer, although it is one in two currencies', async () => {
  const ada = await bank.customer('Ada', 'Lovelace')
  const dollars = await bank.account(ada)
  const euros = await bank.account(ada, { currency: 'EUR' })
  await bank.deposit(dollars, '10.00')
  const invariants = looking()
  const before = await lookAround(invariants)
  const quoteId = randomUUID() as QuoteId
  await bank.execute('quoteExchange', {
    quoteId,
    fromAccountId: dollars.accountId,
    toAccountId: euros.accountId,
    sell: { amountMinor: 10_00n, currency: 'USD' },
    rates: theMarket,
  })
  // The price holds for half a minute.
  await bank.bus.execute('exchangeMoney', { quoteId }, { actor: theBankItself, at: bank.now() })
  const after = await invariants.look()
  expect(after.log.transfers).toBe(before.log.transfers + 1)
  expect(after.log.movements).toBe(before.log.movements + 4)
  expect(findingsOf(after)).toEqual(none)
})

test('whoever is given the answer that another was given is told how old it was by then', async () => {
  const { customer } = await startTestBank({ config: { demo: true } })
  const client = await customer()
  const ask = async () => {
    const askedAt = Date.now()
    const { data } = await client.ask<{ data: { checkedAt: string; ageMs: number } }>('engineRoom.invariants')
    return { ...data, askedAt }
  }
  expect((await ask()).ageMs).toBe(0)
  const { ageMs, askedAt, checkedAt } = await ask()
  expect(ageMs).toBeGreaterThanOrEqual(askedAt - Date.parse(checkedAt))
})

test('two who look at once share one look', async () => {
  const invariants = looking()
  const [one, other] = await Promise.all([invariants.look(), invariants.look()])
  expect(one).toBe(other)
})

describe('red is', () => {
  test('an event that is missing in the middle of the log, or at its end', async () => {
    const at = 5
    await forge(`DELETE FROM events WHERE global_position = ${at}`)
    expect((await lookAround()).log.gapless).toContainEqual({ kind: 'gap', position: at + 1, expected: at })
    await forge('UPDATE event_log_head SET last_position = last_position + 1')
    const { head, log } = await lookAround()
    expect(log.gapless).toContainEqual({ kind: 'gap', position: head, expected: head })
  })

  test('a transfer that brings more than it takes', async () => {
    const [side] = await database.sql<{ position: number }[]>`
      SELECT global_position AS position FROM events
      WHERE event_type = 'MoneyDeposited' AND data->'transfer' <> 'null'::jsonb ORDER BY global_position LIMIT 1`
    await forge(`
      UPDATE events SET data = jsonb_set(data, '{money,amountMinor}', '"1"') WHERE global_position = ${side!.position}`)
    const { debits, money } = (await lookAround()).log
    expect(debits).toMatchObject([{ kind: 'transfer' }])
    // Nor is the balance that it tells what its amount comes to.
    expect(money).toMatchObject([{ kind: 'balance', position: side!.position }])
  })

  test('money that comes from nowhere', async () => {
    const [last] = await database.sql<{ position: number; currency: string }[]>`
      SELECT global_position AS position, data->'money'->>'currency' AS currency FROM events
      WHERE event_type = 'MoneyDeposited' ORDER BY global_position DESC LIMIT 1`
    await forge(`
      UPDATE events SET data = jsonb_set(data, '{balanceAfter,amountMinor}', '"99999999"')
      WHERE global_position = ${last!.position}`)
    const { money, sums } = (await lookAround()).log
    expect(money).toMatchObject([{ kind: 'balance', position: last!.position, told: 99999999n }])
    const sum = sums.find(({ currency }) => currency === last!.currency)!
    expect(sum.balances).not.toBe(sum.paidIn)
  })

  test('an event that nobody can read', async () => {
    await forge(`
      UPDATE events SET data = '{}' WHERE global_position = (
        SELECT min(global_position) FROM events WHERE event_type = 'MoneyDeposited')`)
    const { log, projections } = await lookAround()
    expect(log.money).toContainEqual(expect.objectContaining({ kind: 'unreadable' }))
    expect(projections.findings).toContainEqual(expect.objectContaining({ column: 'fold' }))
  })

  test('what was right when it was summed and has been changed since, in time', async () => {
    const invariants = looking()
    expect(findingsOf(await lookAround(invariants))).toEqual(none)
    await forge(`DELETE FROM events WHERE global_position = 5`)
    expect((await invariants.look()).log.gapless).toEqual([{ kind: 'gap', position: 6, expected: 5 }])
  })

  test('a row that is not what its events come to; and green again when it is', async () => {
    const [row] = await database.sql<{ id: string; balance: number }[]>`
      SELECT account_id AS id, balance::int FROM account_summaries WHERE product <> 'internal' ORDER BY account_id LIMIT 1`
    await forge(`UPDATE account_summaries SET balance = balance + 1 WHERE account_id = '${row!.id}'`)
    const invariants = looking()
    expect((await lookAround(invariants)).projections.findings).toMatchObject([
      {
        model: 'account-summaries',
        accountId: row!.id,
        column: 'balance',
        stands: String(row!.balance + 1),
        folded: String(row!.balance),
      },
    ])
    await forge(`UPDATE account_summaries SET balance = balance - 1 WHERE account_id = '${row!.id}'`)
    expect((await invariants.look()).projections.findings).toEqual([])
  })

  test('a row that is missing, and a transaction that was forged', async () => {
    const [newest] = await database.sql<{ account: string }[]>`
      SELECT account_id AS account FROM transactions ORDER BY position DESC LIMIT 1`
    await forge(
      `UPDATE transactions SET balance_after = balance_after + 1 WHERE position = (SELECT max(position) FROM transactions)`,
    )
    await forge(`DELETE FROM account_summaries WHERE account_id = '${newest!.account}'`)
    expect((await lookAround()).projections.findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ model: 'account-summaries', column: 'row', accountId: newest!.account }),
        expect.objectContaining({ model: 'transactions', column: 'balance', accountId: newest!.account }),
      ]),
    )
  })
})

describe('no difference is', () => {
  test('a read model that is behind: it is compared where it stands', async () => {
    await pauseProjectors(database.sql, ['account-summaries'], { by: 'somebody' })
    const account = await bank.account(await bank.customer('Ada', 'Lovelace'))
    await bank.deposit(account, '7.00')
    await bank.project()
    const report = await lookAround()
    expect(findingsOf(report)).toEqual(none)
    const [behind, other] = report.projections.models
    expect(behind).toMatchObject({ model: 'account-summaries', isPaused: true })
    expect(behind!.position).toBeLessThan(other!.position)
  })

  test('an account whose events are put aside: it is left out, and said to be', async () => {
    const account = await bank.account(await bank.customer('Ada', 'Lovelace'))
    await bank.project()
    const version = await bank.deposit(account, '7.00')
    await database.sql`
      INSERT INTO parked_events (projector_name, global_position, stream_id, stream_position, event_type, schema_version,
                                 data, metadata, created_at, keys, tries)
      SELECT 'account-summaries', global_position, stream_id, stream_position, event_type, schema_version, data, metadata,
             created_at, ${[account.accountId]}::text[], 1
      FROM events WHERE global_position = ${version}`
    await bank.project()
    const [row] = await database.sql<{ balance: number }[]>`
      SELECT balance::int FROM account_summaries WHERE account_id = ${account.accountId}`
    expect(row!.balance).toBe(0)
    // It is the one that money moved on last.
    const report = await looking().look()
    expect(findingsOf(report)).toEqual(none)
    expect(report.projections.models[0]).toMatchObject({ parked: 1, leftOut: 1 })
  })
})

test('when the database cannot be reached that is said, and nothing is green', async () => {
  const pool = database.connectAgain()
  const invariants = createInvariants(pool.sql, { freshMs: 0 })
  await invariants.look()
  await pool.close()
  await expect(invariants.look()).rejects.toThrow()
})
