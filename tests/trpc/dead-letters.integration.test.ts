/** Dead letters as the bank's staff meets them: over the API, in the health check, and on the command line. */
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { readEntries } from '../../server/event-store/read.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import type { DeadLetter, DeadLetterDetail } from '../../server/read-models/dead-letters/queries.ts'
import type { Resolution } from '../../server/read-models/dead-letters/resolve.ts'
import type { Projector } from '../../server/read-models/projection.ts'
import { drain, reset } from '../../server/read-models/runner.ts'
import { jsonLines, runCommand } from '../scripts/bank-process.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
let teller: Client
let approver: Client
let auditor: Client
let customer: Client
let accountId: string
/** Of the deposit that cannot be taken in; one more waits behind it. */
let failing: number

const deposit = (amount: string) =>
  teller.command<{ version: number }>('depositMoney', {
    accountId,
    money: { amount, currency: 'USD' },
    description: '',
  })

/** The bank's own projector, which fails where it is told to. */
const failingAt = (positions: readonly number[]): Projector => ({
  ...accountSummaries,
  parts: accountSummaries.parts.map((part) =>
    part.kind !== 'fold'
      ? part
      : {
          ...part,
          evolve: (row, event) => {
            if (positions.includes(event.globalPosition)) throw new RangeError('A mistake in a handler')
            return part.evolve(row, event)
          },
        },
  ),
})

beforeAll(async () => {
  customer = await bank.customer('Alice')
  teller = await bank.staff('teller')
  approver = await bank.staff('approver')
  auditor = await bank.staff('auditor')
})

/** Parked anew: a customer, for good measure, and a deposit with another one behind it. */
beforeEach(async () => {
  const opened = await customer.command<{ accountId: string }>('openAccount', {
    product: 'current',
    currency: 'USD',
    name: 'Daily',
  })
  accountId = opened.accountId
  failing = (await deposit('5.00')).version
  await deposit('2.00')
  await bank.database.sql`TRUNCATE parked_events`
  await reset(bank.database, accountSummaries)
  await drain({ database: bank.database, readLog: readEntries, retryDelaysMs: [] }, failingAt([1, failing]))
})

const listed = async (client: Client, input: object = {}) =>
  (await client.ask<{ data: DeadLetter[] }>('deadLetters.list', input)).data
const idOfFailing = async () => (await listed(teller)).find(({ position }) => position === failing)!.id
const balance = async () => {
  const [row] = await bank.database.sql<{ balance: number }[]>`
    SELECT balance FROM account_summaries WHERE account_id = ${accountId}`
  return row!.balance
}
const act = async <Data>(path: string, input: object): Promise<Data> => {
  const { data, error } = await approver.mutate(path, input)
  if (error) throw new Error(`${path} was refused: ${error.message}`)
  return data as Data
}
const statusOf = async (client: Client, path: string, input: object) =>
  (await (path.match(/list|get/) ? client.query(path, input) : client.mutate(path, input))).status

test('staff see what is parked, and why', async () => {
  expect(await listed(teller)).toMatchObject([
    { position: 1, type: 'CustomerRegistered', behind: null },
    {
      position: failing,
      projector: 'account-summaries',
      type: 'MoneyDeposited',
      error: { name: 'RangeError', message: 'A mistake in a handler' },
      keys: [accountId],
    },
    { position: failing + 1, behind: failing, error: null },
  ])
  expect(await listed(auditor, { projector: 'transfers' })).toEqual([])
  expect(await listed(auditor, { key: accountId })).toHaveLength(2)
})

test('the event stands there as it is stored; what is personal, for auditors alone', async () => {
  const [person] = await listed(auditor, { limit: 1 })
  const asAuditor = await auditor.ask<DeadLetterDetail>('deadLetters.get', { id: person!.id })
  expect(asAuditor).toMatchObject({ schemaVersion: expect.any(Number), tries: 1, waiting: 0 })
  expect(asAuditor.data).not.toBeNull()
  expect(JSON.stringify(asAuditor.data)).not.toContain('Alice')
  expect(await teller.ask('deadLetters.get', { id: person!.id })).toMatchObject({ data: null })
  expect(await teller.ask('deadLetters.get', { id: await idOfFailing() })).toMatchObject({
    data: { accountId },
    waiting: 1,
  })
})

test('an approver tries again what has been mended', async () => {
  const id = await idOfFailing()
  expect(await act<Resolution>('deadLetters.retry', { id })).toEqual({
    applied: 2,
    parked: 0,
    error: null,
  })
  expect(await balance()).toBe(700)
  const again = await approver.mutate('deadLetters.retry', { id })
  expect(again).toMatchObject({ status: 409, error: { data: { reason: 'AlreadyResolved' } } })
})

test('an approver skips with a reason, which the auditor reads', async () => {
  await act('deadLetters.skip', { id: await idOfFailing(), reason: ' Booked by hand ' })
  const { userId } = await approver.ask<{ userId: string }>('session.me')
  expect(await listed(auditor, { status: 'skipped' })).toMatchObject([
    { position: failing, resolvedBy: userId, reason: 'Booked by hand' },
  ])
  expect(await balance()).toBe(700)
})

test.each([
  ['deadLetters.list', { cursor: 'nonsense' }, 'cursor'],
  ['deadLetters.list', { projector: 'nobody' }, 'projector'],
  ['deadLetters.list', { status: 'lost' }, 'status'],
  ['deadLetters.get', { id: 0 }, 'id'],
  ['deadLetters.skip', { id: 1, reason: '  ' }, 'reason'],
])('%s %j: a mistake names its field', async (path, input, field) => {
  const { status, error } = path.endsWith('skip')
    ? await approver.mutate(path, input)
    : await approver.query(path, input)
  expect(status).toBe(400)
  expect(error?.data).toMatchObject({ fields: [{ path: field, reason: expect.any(String) }] })
})

test('one that is not there is not found', async () => {
  for (const path of ['deadLetters.get', 'deadLetters.retry'])
    expect(await statusOf(approver, path, { id: 999_999 })).toBe(404)
})

test('the health check is degraded, and says how many', async () => {
  const response = await fetch(`${bank.url}/api/health`)
  expect(response.status).toBe(200)
  const report = await response.json()
  expect(report).toMatchObject({ status: 'degraded', checks: { projections: 'parked' } })
  expect(report.projectors[0]).toMatchObject({ name: 'account-summaries', lag: 0, parked: 3 })
})

test('the command line lists, shows, tries again and skips', async () => {
  const run = (...args: string[]) => runCommand(bank.database.url, 'dead-letters', ...args)
  const id = String(await idOfFailing())
  const [list, shown, missing, unsaid] = await Promise.all([
    run('list', '--json'),
    run('show', id),
    run('show', '999999'),
    run('skip', id),
  ])
  expect(jsonLines(list.stdout).map(({ position }) => position)).toEqual([1, failing, failing + 1])
  expect(shown.stdout).toMatch(/RangeError: A mistake in a handler[\s\S]*1 tries; 1 wait/)
  expect(missing).toMatchObject({ code: 1, stderr: 'There is no dead letter 999999.\n' })
  expect(unsaid).toMatchObject({ code: 2, stderr: expect.stringContaining('--reason') })

  const [person] = await listed(auditor)
  const [skipped, retried] = await Promise.all([
    run('skip', id, '--reason', 'Booked by hand', '--json'),
    run('retry', String(person!.id)),
  ])
  expect(JSON.parse(skipped.stdout)).toEqual({ applied: 1, parked: 0, error: null })
  expect(retried).toMatchObject({ code: 0, stdout: '1 event applied.\n', stderr: '' })
  const [again, record] = await Promise.all([run('retry', id), run('list', '--status', 'skipped')])
  expect(again.stderr).toBe(`Dead letter ${id} is not parked any more: it was skipped.\n`)
  expect(record.stdout).toMatch(/skipped by operator.* “Booked by hand”/)
})
