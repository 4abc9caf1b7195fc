/**
 * A small bank for the read side's tests: everything happens through the command bus, one minute apart, and is carried
 * to the read models when a test says so.
 */
import { randomUUIDv7 } from 'node:crypto'
import { getTableName } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { type CommandBus, createCommandBus } from '../../server/command-bus/command-bus.ts'
import type { Product } from '../../server/domain/bank-account/events.ts'
import {
  addMonths,
  businessDateOf,
  monthOf,
  startOfMonth,
} from '../../server/domain/calendar/business-dates.ts'
import type { CommandData, CommandName } from '../../server/domain/commands.ts'
import {
  type AccountId,
  accountStream,
  type CustomerId,
  type PayeeId,
  type PaymentRequestId,
  type StandingOrderId,
  type TransferId,
} from '../../server/domain/ids.ts'
import { type Currency, parseDecimal } from '../../server/domain/money.ts'
import { theBankItself } from '../../server/domain/the-bank.ts'
import { readMonthBook } from '../../server/event-store/month-book.ts'
import { readAll } from '../../server/event-store/read.ts'
import { otherSideOf, writtenCategory } from '../../server/read-models/other-side.ts'
import { processInstances } from '../../server/read-models/processes/projection.ts'
import { welcomeNewProcesses } from '../../server/read-models/processes/queries.ts'
import { processes } from '../../server/read-models/processes/registry.ts'
import type { Projector } from '../../server/read-models/projection.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { drain, type ProjectionRuntime, reset } from '../../server/read-models/runner.ts'

export type Account = { accountId: AccountId; customerId: CustomerId; currency: Currency }

const MINUTE = 60_000

/** A day on which this bank can live without anything being due for a worker with a real clock. */
export const FAR_AHEAD = '2126-01-01'

export const createProjectedBank = (
  database: Database,
  { startsOn = '2026-01-01', ...options }: { onCommitted?: () => void; startsOn?: string } = {},
) => {
  let now = Date.parse(`${startsOn}T09:00:00.000Z`)
  const bus: CommandBus = createCommandBus({
    sql: database.sql,
    clock: () => {
      now += MINUTE
      return new Date(now)
    },
    newId: randomUUIDv7,
    ...options,
  })
  const runtime: ProjectionRuntime = { database, readLog: readAll }

  /** Answers the version at which the command was written. */
  const execute = async <Name extends CommandName>(name: Name, data: CommandData<Name>): Promise<number> => {
    const result = await bus.execute(name, data, { actor: theBankItself })
    if (result.outcome === 'rejected')
      throw new Error(`${name} was rejected: ${JSON.stringify(result.rejection)}`)
    return result.version
  }
  const moneyOf = (amount: string, currency: Currency) => ({
    amountMinor: parseDecimal(amount, currency)!,
    currency,
  })

  return {
    startsOn,
    runtime,
    bus,
    execute,
    customer: async (firstName: string, lastName: string): Promise<CustomerId> => {
      const customerId = randomUUIDv7() as CustomerId
      const email = `${firstName}.${lastName}@example.com`.toLowerCase()
      await execute('registerCustomer', { customerId, firstName, lastName, email })
      return customerId
    },
    account: async (
      customerId: CustomerId,
      {
        name = 'Everyday',
        currency = 'USD',
        product = 'current',
      }: { name?: string; currency?: Currency; product?: Product } = {},
    ): Promise<Account> => {
      const accountId = randomUUIDv7() as AccountId
      await execute('openAccount', { accountId, customerId, product, currency, name })
      return { accountId, customerId, currency }
    },
    deposit: ({ accountId, currency }: Account, amount: string, description = 'Cash') =>
      execute('depositMoney', { accountId, money: moneyOf(amount, currency), description }),
    withdraw: ({ accountId, currency }: Account, amount: string, description = 'Cash') =>
      execute('withdrawMoney', { accountId, money: moneyOf(amount, currency), description }),
    transfer: async (from: Account, to: Account, amount: string, description = 'Lunch') => {
      const transferId = randomUUIDv7() as TransferId
      const version = await execute('transferMoney', {
        transferId,
        fromAccountId: from.accountId,
        toAccountId: to.accountId,
        money: moneyOf(amount, from.currency),
        description,
      })
      return { transferId, version }
    },
    /** Only held for so long: nothing moves before somebody settles it. */
    hold: async (from: Account, to: Account, amount: string, settleAfterSeconds = 60) => {
      const transferId = randomUUIDv7() as TransferId
      const version = await execute('transferMoney', {
        transferId,
        fromAccountId: from.accountId,
        toAccountId: to.accountId,
        money: moneyOf(amount, from.currency),
        description: 'Lunch',
        settleAfterSeconds,
      })
      return { transferId, version }
    },
    /** Closes the books of the account's oldest open month, in UTC, one second after its end. */
    closeMonth: async ({ accountId }: Pick<Account, 'accountId'>, timeZone = 'UTC'): Promise<number> => {
      const [open] = await database.sql<{ since: string }[]>`
        SELECT coalesce(max(data->>'until'), to_char(min(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS since
        FROM events WHERE stream_id = ${accountStream(accountId)} AND event_type IN ('AccountOpened', 'MonthClosed')`
      const from = open!.since
      const end = startOfMonth(addMonths(monthOf(businessDateOf(from, timeZone)), 1), timeZone)
      const at = new Date(Date.parse(end) + 1_000)
      const endPast = async () => undefined
      const book = await readMonthBook(database.sql, { accountId, from, now: at, timeZone, endPast })
      const result = await bus.execute('closeMonth', { accountId, from, book }, { actor: theBankItself, at })
      if (result.outcome === 'rejected')
        throw new Error(`The month was not closed: ${result.rejection.reason}`)
      now = Math.max(now, at.getTime())
      return result.version
    },
    now: () => new Date(now),
    /** Sets the clock that everything else is a minute after. */
    setClock: (iso: string) => {
      now = Date.parse(iso)
    },
    /** Carries every read model, or only those named, to the log's head. */
    project: async (...names: string[]) => {
      await welcomeNewProcesses(database.sql, { name: processInstances.name, processes })
      for (const projector of projectors)
        if (names.length === 0 || names.includes(projector.name)) await drain(runtime, projector)
    },
    rebuild: async (some: readonly Projector[] = projectors) => {
      for (const projector of some) {
        await reset(database, projector)
        await drain(runtime, projector)
      }
    },
  }
}

export type ProjectedBank = ReturnType<typeof createProjectedBank>

const TABLES = [
  'account_summaries',
  'account_summary_owners',
  'audit_entries',
  'notification_accounts',
  'notification_customers',
  'notification_inboxes',
  'notification_transfers',
  'notifications',
  'payment_accounts',
  'payment_customers',
  'payment_payees',
  'payments',
  'payment_requests',
  'payment_request_accounts',
  'payment_request_customers',
  'payment_request_payments',
  'process_payment',
  'process_payment_request_expiry',
  'bank_dashboard_activity',
  'bank_dashboard_counts',
  'bank_dashboard_totals',
  'cash_flow',
  'cash_flow_accounts',
  'cash_flow_exchanges',
  'cash_flow_own_transfers',
  'process_standing_order_execution',
  'process_month_end',
  'process_transfer_settlement',
  'saved_searches',
  'spending',
  'payment_edges',
  'payment_graph_accounts',
  'payment_graph_customers',
  'spending_accounts',
  'spending_customers',
  'spending_payees',
  'standing_order_accounts',
  'standing_order_customers',
  'standing_order_occurrences',
  'standing_orders',
  'statement_accounts',
  'statement_interest',
  'statements',
  'transactions',
  'transaction_accounts',
  'transaction_choices',
  'transaction_customers',
  'transaction_notes',
  'transaction_refunds',
  'transaction_outsiders',
  'transaction_payments',
  'transaction_rules',
  'transaction_vocabulary',
  'transaction_words',
  'transfers',
  'transfer_accounts',
  'transfer_customers',
  'transfer_payees',
  'transfer_payers',
] as const

/** Every row of every read model, or of one alone, as text, and the checkpoints. */
export const readModelRows = async (
  { sql }: Pick<Database, 'sql'>,
  projector?: Projector,
): Promise<Record<string, string[]>> => {
  const tables: readonly string[] = projector?.parts.map(({ table }) => getTableName(table)) ?? TABLES
  const rows: Record<string, string[]> = Object.fromEntries(tables.map((table) => [table, []]))
  const all = await sql.unsafe<{ table: string; row: string }[]>(
    `${tables.map((table) => `SELECT '${table}' AS table, t::text AS row FROM ${table} t`).join(' UNION ALL ')} ORDER BY 1, 2`,
  )
  for (const { table, row } of all) rows[table]!.push(row)
  const checkpoints = await sql<{ row: string }[]>`
    SELECT projector_name || ' ' || last_position AS row FROM projector_checkpoints ORDER BY 1`
  rows.checkpoints = checkpoints.map(({ row }) => row)
  return rows
}

/** A bank in which something has happened: four customers, five accounts, money in and out and around. */
export const livedInBank = async (bank: ProjectedBank) => {
  const ada = await bank.customer('Ada', 'Lovelace')
  const bob = await bank.customer('Bob', 'Ross')
  const current = await bank.account(ada)
  const savings = await bank.account(ada, { name: 'Rainy days' })
  const bobs = await bank.account(bob)
  const yen = await bank.account(bob, { name: 'Travel', currency: 'JPY', product: 'savings' })
  await bank.deposit(current, '500.00', 'Salary')
  await bank.deposit(bobs, '80.00', 'Gift')
  const position = await bank.deposit(yen, '1000')
  await bank.transfer(current, bobs, '12.50', 'Lunch, 50% each')
  await bank.transfer(current, savings, '100.00', 'Saving up')
  await bank.withdraw(bobs, '20.00', 'Cash machine')
  await bank.execute('freezeAccount', { accountId: savings.accountId, reason: 'Lost card' })
  const { transferId } = await bank.hold(bobs, current, '5.00')
  await bank.execute('cancelTransfer', { transferId })
  await bank.execute('addPayee', {
    customerId: ada,
    name: 'Grace Hopper',
    number: 'DE89370400440532013000',
    bank: 'Elsewhere',
  })
  const carol = randomUUIDv7() as PayeeId
  await bank.execute('addPayee', {
    customerId: bob,
    payeeId: carol,
    name: 'Carol',
    number: 'GB29NWBK60161331926819',
  })
  const rest = { money: { amountMinor: 500n, currency: 'JPY' as const }, description: 'Tickets' }
  // Called back, so that there is nothing for a worker to do.
  const undone = randomUUIDv7() as TransferId
  await bank.execute('sendPayment', {
    transferId: undone,
    customerId: bob,
    fromAccountId: yen.accountId,
    payeeId: carol,
    settleAfterSeconds: 60,
    ...rest,
  })
  await bank.execute('cancelTransfer', { transferId: undone })
  await bank.execute('receivePayment', {
    transferId: randomUUIDv7() as TransferId,
    reference: 'salary 7',
    accountId: yen.accountId,
    payerName: 'Analytical Engines',
    payerNumber: 'DE02120300000000202051',
    ...rest,
  })
  const text = { transfer: null, description: 'Cash' }
  await bank.execute('categoriseTransaction', {
    customerId: bob,
    movement: {
      accountId: yen.accountId,
      position,
      at: '2026-01-01T09:30:00.000Z',
      direction: 'in',
      money: { amountMinor: 1000n, currency: 'JPY' },
      otherSide: otherSideOf(text),
      original: { source: 'rule', category: writtenCategory(text) },
    },
    category: 'gifts',
    rememberOn: [yen.accountId],
  })
  await bank.execute('noteTransaction', {
    customerId: bob,
    accountId: yen.accountId,
    position,
    note: 'From Aunt Keiko',
  })
  const search = { name: 'Presents', filter: { search: 'gift', categories: ['gifts' as const] } }
  await bank.execute('saveSearch', { customerId: bob, ...search })
  await bank.execute('setLowBalanceAlert', {
    accountId: current.accountId,
    threshold: { amountMinor: 100_00n, currency: 'USD' },
  })
  await bank.execute('markNotificationsRead', { customerId: ada, upTo: position })
  await livedInOrders(bank, current, bobs)
  await bank.closeMonth(yen)
  return { ada, bob, current, savings, bobs, yen }
}

/** A part of what was sent is given back. */
export const livedInRefund = async (bank: ProjectedBank, from: Account, to: Account) => {
  const { transferId } = await bank.transfer(from, to, '2.00', 'Tickets')
  const money = { amountMinor: 50n, currency: from.currency }
  await bank.execute('refundTransfer', { transferId, money, description: 'It was cheaper' })
}

/** One request is paid, one is declined; nothing is left that could fall due. */
export const livedInRequests = async (bank: ProjectedBank, from: Account, to: Account) => {
  for (const name of ['acceptRequest', 'declineRequest'] as const) {
    const requestId = randomUUIDv7() as PaymentRequestId
    await bank.execute('requestMoney', {
      requestId,
      toAccountId: to.accountId,
      payerAccountId: from.accountId,
      money: { amountMinor: 150n, currency: from.currency },
      description: 'Tickets',
      expiresInDays: 14,
    })
    if (name === 'acceptRequest') await bank.execute(name, { requestId, fromAccountId: from.accountId })
    else await bank.execute(name, { requestId })
  }
}

/** One that has left a date out and was changed; one that has no money, and is tried again. Neither moves any. */
const livedInOrders = async (bank: ProjectedBank, from: Account, to: Account) => {
  const order = async (amountMinor: bigint) => {
    const orderId = randomUUIDv7() as StandingOrderId
    await bank.execute('createStandingOrder', {
      orderId,
      fromAccountId: from.accountId,
      toAccountId: to.accountId,
      money: { amountMinor, currency: from.currency },
      description: 'Rent',
      schedule: {
        frequency: 'weekly',
        firstDate: bank.startsOn,
        dayOfMonth: null,
        lastDate: null,
        count: 4,
      },
    })
    return orderId
  }
  const first = await order(10_00n)
  await bank.execute('skipOccurrence', { orderId: first, date: bank.startsOn })
  await bank.execute('changeStandingOrder', { orderId: first, description: 'Rent and heating' })
  const second = await order(9_999_00n)
  await bank.execute('executeOccurrence', { orderId: second, date: bank.startsOn })
}
