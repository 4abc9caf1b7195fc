/** Forgetting a customer: everywhere, for ever, and whatever breaks off in between. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createForgetCustomer, finishAllForgetting, finishForgetting } from '../../server/auth/forgetting.ts'
import type { CommandBus } from '../../server/command-bus/command-bus.ts'
import {
  type AccountId,
  accountStream,
  type CustomerId,
  customerStream,
  type TransferId,
} from '../../server/domain/ids.ts'
import { readHead, readStream } from '../../server/event-store/read.ts'
import { logToVerify, sealsFrom } from '../../server/event-store/seals/bank-log.ts'
import { sealLog } from '../../server/event-store/seals/seals.ts'
import { verifyLog } from '../../server/event-store/seals/verify.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { reset } from '../../server/read-models/runner.ts'
import { spending } from '../../server/read-models/spending/projection.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
import { listTransactions } from '../../server/read-models/transactions/queries.ts'
import { startWorker } from '../../server/worker/worker.ts'
import { readModelRows } from '../read-models/projected-bank.ts'
import { actor, theBank } from '../support/bank.ts'
import { tablesNaming } from '../support/tables-naming.ts'
import type { Client } from '../web/client.ts'
import { PASSWORD, startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const { database } = bank
const { sql } = database
let approver: Client
let teller: Client

beforeAll(async () => {
  approver = await bank.staff('approver')
  teller = await bank.staff('teller')
})

const usd = (amount: string) => ({ amount, currency: 'USD' })
const opening = { product: 'current', currency: 'USD', name: 'Daily' }
const idOf = async (person: Client) => (await person.ask<{ customerId: CustomerId }>('session.me')).customerId
const open = async (person: Client) =>
  (await person.command<{ accountId: string }>('openAccount', opening)).accountId
const newCustomer = async (name = 'Alice') => idOf(await bank.customer(name))
const forget = (customerId: string, more: object = {}) =>
  approver.mutate('commands.forgetCustomer', { customerId, reason: 'as asked', ...more })
const nameIn = async (customerId: CustomerId) => {
  const [first] = await readStream(sql, customerStream(customerId), { limit: 1 })
  return first?.type === 'CustomerRegistered' ? `${first.data.firstName} ${first.data.lastName}` : undefined
}
const usersOf = async (customerId: CustomerId) =>
  sql`SELECT id FROM auth_users WHERE customer_id = ${customerId} ORDER BY id`
/** The log says so, and then whoever was at work is gone. */
const forgetAndDie = (customerId: CustomerId) =>
  bank.bank.bus.execute(
    'forgetCustomer',
    { customerId, reason: 'as asked', accountIds: [] },
    { actor: theBank },
  )

const tablesWith = (...words: string[]) => tablesNaming(sql, ...words)

describe('a customer who is forgotten', () => {
  const email = 'quetzalcoatl'
  let customerId: CustomerId
  let person: Client
  let friend: Client
  let friendsAccount: string
  let personsAccount: string
  let sealedTo: number

  beforeAll(async () => {
    person = await bank.customer('Quetzalcoatl')
    friend = await bank.customer('Bob')
    customerId = await idOf(person)
    const accountId = await open(person)
    friendsAccount = await open(friend)
    await teller.command('depositMoney', { accountId, money: usd('5.00'), description: '' })
    await person.command('transferMoney', {
      fromAccountId: accountId,
      toAccountId: friendsAccount,
      money: usd('5.00'),
      description: 'Lunch',
    })
    const paidIn = {
      accountId: accountId as AccountId,
      money: { amountMinor: 100n, currency: 'USD' as const },
    }
    const payer = { payerName: 'Huitzilopochtli Travel', payerNumber: 'DE02120300000000202051' }
    await bank.bank.bus.execute(
      'receivePayment',
      {
        ...paidIn,
        ...payer,
        transferId: randomUUID() as TransferId,
        reference: 'wages 1',
        description: 'Thanks!',
      },
      { actor: theBank },
    )
    const payee = { name: 'Tezcatlipoca Energy', number: 'GB29NWBK60161331926819' }
    const { payeeId } = await person.command<{ payeeId: string }>('addPayee', payee)
    const { transferId } = await person.command<{ transferId: TransferId }>('sendPayment', {
      ...{ fromAccountId: accountId, payeeId, money: usd('1.00'), description: 'Thanks!' },
    })
    await bank.bank.bus.execute('settlePayment', { transferId, sequence: 1 }, { actor: theBank })
    personsAccount = accountId
    await person.command('closeAccount', { accountId, reason: 'moving away' })
    await bank.catchUp()
  })

  it('was known by name to the tables that are made for it, and to no other', async () => {
    expect(await tablesWith('quetzalcoatl')).toEqual([
      'public.account_summary_owners',
      'public.auth_users',
      'public.fraud_customers',
      'public.notification_customers',
      'public.payment_customers',
      'public.payment_graph_customers',
      'public.payment_request_customers',
      'public.standing_order_customers',
      'public.transaction_customers',
      'public.transfer_customers',
    ])
  })

  it('was paid by somebody at another bank, who is known to two of them', async () => {
    expect(await tablesWith('huitzilopochtli', 'DE02120300000000202051')).toEqual([
      'public.transaction_outsiders',
      'public.transfer_payers',
    ])
  })

  const foundBy = async (search: string) => {
    const found = await listTransactions(sql, { accountId: personsAccount, search, limit: 9 })
    return found!.data.map(({ category }) => category)
  }
  type Sums = { data: { rows: { category: string; inCount: number; outCount: number }[] } }
  const totals = async () => {
    const { data } = await teller.ask<Sums>('insights.spending', { accountId: personsAccount })
    return Object.fromEntries(data.rows.map((row) => [row.category, row.inCount + row.outCount]))
  }

  it('is found by who is at other banks, and their names say what it was for', async () => {
    expect(await foundBy('huitzilopochtli')).toEqual(['travel'])
    expect(await foundBy('Tezcatlipcoa')).toEqual(['utilities'])
    expect(await totals()).toEqual({ cash: 1, eatingOut: 1, travel: 1, utilities: 1 })
  })

  it('must not be named by the reason, which stays', async () => {
    for (const reason of ['Señor Quetzalcoatl asked', `asked by ${email}.3@example.com`]) {
      const { status, error } = await forget(customerId, { reason })
      expect([status, error?.data.rejection?.reason]).toEqual([422, 'ReasonNamesCustomer'])
    }
    expect(await nameIn(customerId)).toBe('Quetzalcoatl Example')
  })

  const receipts = async () => {
    const [row] = await sql`
      SELECT count(*)::int FROM command_receipts r JOIN events e ON r.command_id = (e.metadata->>'commandId')::uuid
      WHERE e.stream_id = ${customerStream(customerId)} AND e.event_type = 'CustomerRegistered'`
    return row
  }
  const snapshots = async () => {
    const [row] =
      await sql`SELECT count(*)::int FROM snapshots WHERE stream_id = ${customerStream(customerId)}`
    return row
  }

  it('is named nowhere in the database any more, key included', async () => {
    await sealLog(sql)
    sealedTo = await readHead(sql)
    await sql`INSERT INTO snapshots (stream_id, stream_position, schema_version, data)
              VALUES (${customerStream(customerId)}, 0, 1, ${'{}'}::text::jsonb)`
    expect(await receipts()).toEqual({ count: 1 })
    expect(await forget(customerId)).toMatchObject({ status: 200, data: { customerId } })
    await sealLog(sql)
    await bank.catchUp()
    expect(await tablesWith('quetzalcoatl')).toEqual([])
    expect(await tablesWith('huitzilopochtli', 'DE02120300000000202051')).toEqual([])
    const payers = await sql`SELECT name, number FROM transfer_payers WHERE customer_id = ${customerId}`
    expect(payers).toEqual([{ name: 'Erased payer', number: '' }])
    expect(
      await sql`SELECT name, number FROM transaction_outsiders WHERE customer_id = ${customerId} AND NOT is_payee`,
    ).toEqual(payers)
    const [key] =
      await sql`SELECT encrypted_key, destroyed_at IS NOT NULL AS gone FROM customer_keys WHERE customer_id = ${customerId}`
    expect(key).toEqual({ encrypted_key: null, gone: true })
    // Nothing is left that a guess at the name could be compared with.
    expect(await receipts()).toEqual({ count: 0 })
    expect(await snapshots()).toEqual({ count: 0 })
  })

  it('is found by nobody’s name, which says nothing any more, also when it is rebuilt', async () => {
    const check = async () => {
      for (const search of [
        'huitzilopochtli',
        'tezcatlipoca',
        'DE02120300000000202051',
        'GB29NWBK60161331926819',
      ])
        expect(await foundBy(search), search).toEqual([])
      expect(await totals()).toEqual({ cash: 1, eatingOut: 1, transfers: 2 })
    }
    await check()
    for (const projector of [transactions, spending]) {
      const lived = await readModelRows(database, projector)
      await reset(database, projector)
      await bank.catchUp()
      expect(await readModelRows(database, projector)).toEqual(lived)
    }
    await check()
  })

  it('cannot sign in, and is signed out', async () => {
    expect((await person.query('session.me')).status).toBe(401)
    const [user] = await usersOf(customerId)
    expect(user).toBeUndefined()
    const again = await bank
      .client()
      .post('/api/auth/sign-in/email', { email: `${email}.3@example.com`, password: PASSWORD })
    expect(again.status).toBe(401)
  })

  it.each(['as they were', 'rebuilt from the beginning'])(
    'is erased to others in read models %s',
    async (how) => {
      if (how !== 'as they were') for (const projector of projectors) await reset(database, projector)
      await bank.catchUp()
      const { data } = await friend.ask<{ data: { transactions: { counterparty: { name: string } }[] } }>(
        'accounts.summary',
        { accountId: friendsAccount },
      )
      expect(data.transactions.map(({ counterparty }) => counterparty.name)).toEqual(['Erased customer'])
      const { data: transfers } = await friend.ask<{ data: { from: { name: string } }[] }>('transfers.list')
      expect(transfers.map(({ from }) => from.name)).toEqual(['Erased customer'])
    },
  )

  it('leaves the log as it was sealed before', async () => {
    const verification = await verifyLog({ log: await logToVerify(sql), seals: sealsFrom(sql, 1) })
    expect(verification).toMatchObject({ findings: [], isComplete: true })
    expect(verification.to).toBeGreaterThanOrEqual(sealedTo)
    expect(sealedTo).toBeGreaterThan(5)
  })

  it('has all events still, and they can be replayed', async () => {
    const events = await readStream(sql, customerStream(customerId))
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      ['CustomerRegistered', { customerId, firstName: 'Erased', lastName: 'customer', email: '' }],
      ['CustomerForgotten', { customerId, reason: 'as asked' }],
    ])
  })
})

describe('asking twice', () => {
  it('is told so', async () => {
    const customerId = await newCustomer()
    expect((await forget(customerId)).status).toBe(200)
    const { status, error } = await forget(customerId)
    expect([status, error?.data.rejection?.reason]).toEqual([422, 'CustomerAlreadyForgotten'])
  })
  it('with the same command id is answered the same', async () => {
    const customerId = await newCustomer()
    const commandId = randomUUID()
    const first = await forget(customerId, { commandId })
    expect(first.status).toBe(200)
    const { status, data } = await forget(customerId, { commandId })
    expect({ status, data }).toEqual({ status: 200, data: first.data })
  })
  it('at once forgets once', async () => {
    const customerId = await newCustomer()
    const answers = await Promise.all(Array.from({ length: 5 }, () => forget(customerId)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422])
    expect(await readStream(sql, customerStream(customerId))).toHaveLength(2)
    expect(await nameIn(customerId)).toBe('Erased customer')
  })
})

describe('a customer with an account', () => {
  it('is not forgotten, also when no read model has seen the account yet', async () => {
    const person = await bank.customer()
    const customerId = await idOf(person)
    await bank.catchUp()
    const accountId = await open(person)
    const { status, error } = await forget(customerId)
    expect([status, error?.data.rejection]).toEqual([
      422,
      { reason: 'CustomerHasAccounts', accountIds: [accountId] },
    ])
    expect(await nameIn(customerId)).toBe('Alice Example')
    expect(await usersOf(customerId)).toHaveLength(1)
    await person.command('closeAccount', { accountId, reason: 'moving away' })
    expect((await forget(customerId)).status).toBe(200)
  })
})

it('closes an account that was opened between the look at the accounts and the event', async () => {
  const customerId = await newCustomer()
  const accountId = randomUUID() as AccountId
  const { bus } = bank.bank
  const overtaken: Pick<CommandBus, 'execute'> = {
    execute: async (name, data, context) => {
      if (name === 'forgetCustomer')
        await bus.execute(
          'openAccount',
          { accountId, customerId, product: 'current', currency: 'USD', name: 'Just in time' },
          { actor: theBank },
        )
      return bus.execute(name, data, context)
    },
  }
  const request = { customerId, reason: 'as asked' }
  const result = await createForgetCustomer({ database, bus: overtaken })(request, { actor: theBank })
  expect(result.outcome).toBe('accepted')
  const events = await readStream(sql, accountStream(accountId))
  expect(events.map(({ type }) => type)).toEqual(['AccountOpened', 'AccountClosed'])
})

describe('what a crash has left half done', () => {
  it('is finished by whoever looks, once', async () => {
    const [one, two, other] = [await newCustomer(), await newCustomer(), await newCustomer()]
    await forgetAndDie(one)
    await forgetAndDie(two)
    expect(await nameIn(one)).toBe('Alice Example')
    expect(await finishAllForgetting(database)).toBe(2)
    expect(await finishAllForgetting(database)).toBe(0)
    for (const customerId of [one, two]) {
      expect(await nameIn(customerId)).toBe('Erased customer')
      expect(await usersOf(customerId)).toEqual([])
    }
    expect(await nameIn(other)).toBe('Alice Example')
    expect(await usersOf(other)).toHaveLength(1)
  })

  it('is finished by who asks again', async () => {
    const customerId = await newCustomer()
    await forgetAndDie(customerId)
    expect((await forget(customerId)).status).toBe(422)
    expect(await nameIn(customerId)).toBe('Erased customer')
  })

  it('is finished by a worker that starts', async () => {
    const customerId = await newCustomer()
    await forgetAndDie(customerId)
    const worker = await startWorker({ database: database.connectAgain(), applicationName: 'test-worker' })
    await vi.waitFor(async () => expect(await nameIn(customerId)).toBe('Erased customer'), {
      timeout: 15_000,
    })
    await worker.stop()
  })

  it('is a user who came back after it, too', async () => {
    const customerId = await newCustomer()
    await sql`UPDATE auth_users SET customer_id = NULL WHERE customer_id = ${customerId}`
    await forgetAndDie(customerId)
    await finishForgetting(database, customerId)
    expect(await tablesWith(customerId)).not.toContain('public.auth_users')
    const [user] =
      await sql`SELECT count(*)::int AS waiting FROM auth_users WHERE customer_id IS NULL AND role = 'customer'`
    expect(user?.waiting).toBe(0)
  })
})

it('destroys nothing of a customer whom the log has not forgotten', async () => {
  const customerId = await newCustomer()
  await finishForgetting(database, customerId)
  expect(await nameIn(customerId)).toBe('Alice Example')
  expect(await usersOf(customerId)).toHaveLength(1)
})

it('erases, for its readers, also what was written before anything was encrypted', async () => {
  const customerId = randomUUID() as CustomerId
  const data = JSON.stringify({ customerId, firstName: 'Old', lastName: 'Timer', email: 'old@example.com' })
  const metadata = JSON.stringify({
    commandId: randomUUID(),
    correlationId: '',
    causationId: '',
    userId: 'system',
  })
  await sql`
    WITH head AS (UPDATE event_log_head SET last_position = last_position + 1 RETURNING last_position)
    INSERT INTO events SELECT last_position, ${customerStream(customerId)}, 0, 'CustomerRegistered', 2,
                              ${data}::text::jsonb, ${metadata}::text::jsonb, now() FROM head`
  expect(await nameIn(customerId)).toBe('Old Timer')
  const request = { customerId, reason: 'as asked' }
  const result = await createForgetCustomer({ database, bus: bank.bank.bus })(request, {
    actor: actor('approver'),
  })
  expect(result.outcome).toBe('accepted')
  expect(await nameIn(customerId)).toBe('Erased customer')
})
