/**
 * Spending, cash flow and the dashboard against a plain model: a list of what has happened, added up from its beginning
 * for every question. Random commands, categories changed back and forth, months that end elsewhere at another time.
 */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { allCategories, type Category } from '../../server/domain/categories/category.ts'
import type { CommandData, CommandName } from '../../server/domain/commands.ts'
import type { Actor } from '../../server/domain/decider.ts'
import type { AccountId, CustomerId, PayeeId, QuoteId, TransferId } from '../../server/domain/ids.ts'
import { type Currency, formatDecimal } from '../../server/domain/money.ts'
import { bankDashboard } from '../../server/read-models/bank-dashboard/projection.ts'
import { bankDashboardOf } from '../../server/read-models/bank-dashboard/queries.ts'
import { cashFlow } from '../../server/read-models/cash-flow/projection.ts'
import { cashFlowByMonth } from '../../server/read-models/cash-flow/queries.ts'
import { dayOf, monthOf, rangeOfDays, rangeOfMonths } from '../../server/read-models/periods.ts'
import { spending } from '../../server/read-models/spending/projection.ts'
import { spendingByMonth } from '../../server/read-models/spending/queries.ts'
import { findMovement } from '../../server/read-models/transactions/movement.ts'
import { listTransactions } from '../../server/read-models/transactions/queries.ts'
import { searchTransactions } from '../../server/read-models/transactions/search.ts'
import { createTestDatabase } from '../support/database.ts'
import { theMarket } from '../support/exchange.ts'
import { fc, runs } from '../support/property.ts'
import { createProjectedBank, readModelRows } from './projected-bank.ts'

const theBank: Actor = { userId: 'system', role: 'system', customerId: null }
const MINUTE = 60_000

type Account = { id: AccountId; owner: string; currency: Currency; savings: boolean }
/** At another bank. Of a payer only the name is known, and nothing is remembered. */
type Outsider = { payeeId: PayeeId | null; name: string }
type Movement = {
  position: number
  account: Account
  other: Account | null
  outsider?: Outsider
  direction: 'in' | 'out'
  amount: bigint
  at: Date
  text: string
  /** What was remembered when it came. */
  remembered: Category | null
  chosen: Category | null
}

/** What each text says, and each owner's name; null: nothing. */
const texts: Record<string, Category | null> = {
  Rent: 'rent',
  'Thanks!': null,
  Dinner: 'eatingOut',
  'For you, 3 May': null,
}
const owners: Record<string, { first: string; last: string; says: Category | null }> = {
  ada: { first: 'Ada', last: 'Lovelace', says: null },
  bob: { first: 'Bob', last: 'Ross', says: null },
  shop: { first: 'Corner', last: 'Market', says: 'groceries' },
}

/** What they are called, and called anew; what each name says. */
const elsewhere: Record<string, Category | null> = {
  'Carol Quine': null,
  'Elsewhere Energy': 'utilities',
  'Alpine Travel': 'travel',
}

const generally = ({ account, other, outsider, text }: Movement): Category =>
  other?.owner === account.owner
    ? account.savings || other.savings
      ? 'savings'
      : 'ownTransfers'
    : (texts[text] ??
      (outsider
        ? (elsewhere[outsider.name] ?? 'transfers')
        : other
          ? (owners[other.owner]!.says ?? 'transfers')
          : 'cash'))
const categoryOf = (movement: Movement): Category =>
  movement.chosen ?? movement.remembered ?? generally(movement)
const likeOf = ({ other, outsider, text }: Movement): string => other?.id ?? outsider?.payeeId ?? text

const step = fc.record({
  does: fc.constantFrom(
    'deposit',
    'withdraw',
    'transfer',
    'transfer',
    'transfer',
    'exchange',
    'exchange',
    'pay',
    'pay',
    'receive',
    'receive',
    'rename',
    'choose',
    'choose',
    'remember',
    'take back',
    'forget',
  ),
  a: fc.nat(99),
  b: fc.nat(99),
  amount: fc.bigInt({ min: 1n, max: 900n }),
  text: fc.constantFrom(...Object.keys(texts)),
  category: fc.constantFrom<Category>('gifts', 'rent', 'groceries', 'leisure'),
  /** Now and then a long way, so that months end. */
  minutes: fc.oneof({ weight: 5, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(60 * 24 * 20) }),
})
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

const play = async (steps: readonly Step[]) => {
  const database = await createTestDatabase()
  const { sql } = database
  const bank = createProjectedBank(database)
  let now = Date.parse('2026-01-31T09:00:00.000Z')
  const execute = async <Name extends CommandName>(name: Name, data: CommandData<Name>) => {
    now += 1
    const result = await bank.bus.execute(name, data, { actor: theBank, at: new Date(now) })
    return result.outcome === 'accepted' ? result.version : undefined
  }
  const ids = Object.fromEntries(Object.keys(owners).map((name) => [name, randomUUID() as CustomerId]))
  for (const [name, { first, last }] of Object.entries(owners))
    await execute('registerCustomer', {
      customerId: ids[name]!,
      firstName: first,
      lastName: last,
      email: `${name}@example.com`,
    })
  const accounts: Account[] = []
  for (const [owner, currency, savings] of [
    ['ada', 'USD', false],
    ['ada', 'USD', false],
    ['ada', 'USD', true],
    ['ada', 'EUR', false],
    ['bob', 'USD', false],
    ['shop', 'USD', false],
  ] as const) {
    const id = randomUUID() as AccountId
    await execute('openAccount', {
      accountId: id,
      customerId: ids[owner]!,
      product: savings ? 'savings' : 'current',
      currency,
      name: 'A',
    })
    accounts.push({ id, owner, currency, savings })
  }
  const payees: (Outsider & { owner: string; payeeId: PayeeId })[] = []
  for (const [n, owner] of ['ada', 'ada', 'bob'].entries()) {
    const payee = { owner, payeeId: randomUUID() as PayeeId, name: Object.keys(elsewhere)[n]! }
    payees.push(payee)
    const number = ['DE89370400440532013000', 'GB29NWBK60161331926819', 'DE02120300000000202051'][n]!
    await execute('addPayee', { customerId: ids[owner]!, payeeId: payee.payeeId, name: payee.name, number })
  }
  const movements: Movement[] = []
  const rules = new Map<string, Category>()
  const ruleKey = (account: Account, like: string) => `${account.id} ${like}`
  const happened = (movement: Omit<Movement, 'remembered' | 'chosen' | 'at'>) => {
    const whole: Movement = { ...movement, at: new Date(now), remembered: null, chosen: null }
    whole.remembered = rules.get(ruleKey(whole.account, likeOf(whole))) ?? null
    movements.push(whole)
  }
  const pick = <Value>(list: readonly Value[], n: number) => list[n % list.length]!

  for (const { does, a, b, amount, text, category, minutes } of steps) {
    now += minutes * MINUTE
    const account = pick(accounts, a)
    const money = { amountMinor: amount, currency: account.currency }
    if (does === 'deposit' || does === 'withdraw') {
      const version = await execute(does === 'deposit' ? 'depositMoney' : 'withdrawMoney', {
        accountId: account.id,
        money,
        description: text,
      })
      if (version !== undefined)
        happened({
          position: version,
          account,
          other: null,
          direction: does === 'deposit' ? 'in' : 'out',
          amount,
          text,
        })
    } else if (does === 'transfer') {
      const to = pick(accounts, b)
      const version = await execute('transferMoney', {
        fromAccountId: account.id,
        toAccountId: to.id,
        money,
        description: text,
      })
      if (version === undefined) continue
      happened({ position: version - 2, account, other: to, direction: 'out', amount, text })
      happened({ position: version - 1, account: to, other: account, direction: 'in', amount, text })
    } else if (does === 'pay') {
      const payee = pick(
        payees.filter(({ owner }) => owner === account.owner),
        b,
      )
      if (!payee) continue
      const transferId = randomUUID() as TransferId
      const order = { transferId, customerId: ids[account.owner]!, fromAccountId: account.id, money }
      const isOrdered = await execute('sendPayment', { ...order, payeeId: payee.payeeId, description: text })
      if (isOrdered === undefined) continue
      const version = await execute('settlePayment', { transferId, sequence: 1 })
      expect(version).toBeDefined()
      // Behind it stand those of the bank's own account, which the first payment opens.
      const [written] = await sql<{ position: number }[]>`
        SELECT max(global_position) AS position FROM events
        WHERE stream_id = ${`BankAccount-${account.id}`} AND event_type = 'MoneyWithdrawn' ORDER BY 1`
      const { position } = written!
      happened({ position, account, other: null, outsider: payee, direction: 'out', amount, text })
    } else if (does === 'receive') {
      const name = pick(Object.keys(elsewhere), b)
      const transferId = randomUUID() as TransferId
      const version = await execute('receivePayment', {
        ...{ transferId, reference: transferId, accountId: account.id, money, description: text },
        ...{ payerName: name, payerNumber: 'DE02120300000000202051' },
      })
      if (version === undefined) continue
      const outsider = { payeeId: null, name }
      happened({ position: version - 2, account, other: null, outsider, direction: 'in', amount, text })
    } else if (does === 'rename') {
      const payee = pick(payees, a)
      const name = pick(Object.keys(elsewhere), b)
      const { owner, payeeId } = payee
      if ((await execute('renamePayee', { customerId: ids[owner]!, payeeId, name })) !== undefined)
        payee.name = name
    } else if (does === 'exchange') {
      // Ada's are kept in two currencies.
      const [dollars, euros] = [pick(accounts.slice(0, 3), a), accounts[3]!]
      const [from, to] = b % 2 ? [euros, dollars] : [dollars, euros]
      const sell = { amountMinor: amount + 1n, currency: from.currency }
      const ends = { fromAccountId: from.id, toAccountId: to.id }
      const quoteId = randomUUID() as QuoteId
      const quote = { ...ends, quoteId, sell, rates: theMarket }
      if ((await execute('quoteExchange', quote)) === undefined) continue
      const version = await execute('exchangeMoney', { quoteId })
      if (version === undefined) continue
      // Between the two entries stand those of the bank's own accounts, which the first exchange opens.
      const [written] = await sql<{ sold: number; bought: bigint }[]>`
        SELECT (SELECT max(global_position) FROM events
                WHERE stream_id = ${`BankAccount-${from.id}`} AND event_type = 'MoneyWithdrawn') AS sold,
               (data->'buy'->>'amountMinor')::bigint AS bought
        FROM events WHERE global_position = ${version} ORDER BY global_position`
      const { sold, bought } = written!
      happened({
        position: sold,
        account: from,
        other: to,
        direction: 'out',
        amount: sell.amountMinor,
        text: '',
      })
      happened({
        position: version - 1,
        account: to,
        other: from,
        direction: 'in',
        amount: BigInt(bought),
        text: '',
      })
    } else if (movements.length > 0) {
      const movement = pick(movements, a * 7 + b)
      const { owner } = movement.account
      await bank.project('transactions')
      const found = await findMovement(sql, { position: movement.position, customerId: ids[owner]! })
      const own = accounts.filter((one) => one.owner === owner)
      if (does === 'forget') {
        const version = await execute('forgetCategoryRule', {
          customerId: ids[owner]!,
          otherSide: found!.movement.otherSide,
        })
        expect(version !== undefined).toBe(own.some((one) => rules.has(ruleKey(one, likeOf(movement)))))
        for (const one of own) rules.delete(ruleKey(one, likeOf(movement)))
        continue
      }
      const wanted = does === 'take back' ? null : category
      const rememberOn = does === 'remember' ? own.map(({ id }) => id) : []
      const changes =
        movement.chosen !== wanted ||
        (does === 'remember' && own.some((one) => rules.get(ruleKey(one, likeOf(movement))) !== category))
      const version = await execute('categoriseTransaction', { ...found!, category: wanted, rememberOn })
      expect(version !== undefined).toBe(changes)
      movement.chosen = wanted
      if (does === 'remember') for (const one of own) rules.set(ruleKey(one, likeOf(movement)), category)
    }
  }
  await bank.project()
  return { database, bank, movements, accounts, ids }
}

const FIRST_MONTH = '2026-01'
const LAST_MONTH = '2028-12'

const check = async (
  { database: { sql }, movements, accounts, ids }: Awaited<ReturnType<typeof play>>,
  timeZone: string,
) => {
  const range = rangeOfMonths(FIRST_MONTH, LAST_MONTH, timeZone)
  const decimal = (amount: bigint, currency: Currency) => ({
    amount: formatDecimal(amount, currency),
    currency,
  })
  const add = <Sums extends Record<string, bigint | number>>(
    map: Map<string, Sums>,
    key: string,
    change: Sums,
  ) => {
    const sums = map.get(key)
    map.set(
      key,
      sums
        ? (Object.fromEntries(
            Object.entries(change).map(([name, value]) => [name, (sums[name] as never) + (value as never)]),
          ) as Sums)
        : change,
    )
  }
  for (const scope of [
    ...Object.values(ids).map((customerId) => ({ customerId })),
    ...accounts.map(({ id }) => ({ accountId: id })),
  ]) {
    const mine = movements.filter(({ account }) =>
      'accountId' in scope ? account.id === scope.accountId : ids[account.owner] === scope.customerId,
    )
    const spent = new Map<string, { out: bigint; outCount: number; in: bigint; inCount: number }>()
    const flow = new Map<
      string,
      { in: bigint; out: bigint; fromOwn: bigint; toOwn: bigint; inCount: number; outCount: number }
    >()
    for (const movement of mine) {
      const { amount, direction, account, other, at } = movement
      const [out, into] = direction === 'out' ? [amount, 0n] : [0n, amount]
      const isOwn = other?.owner === account.owner
      const month = `${monthOf(at, timeZone)} ${account.currency}`
      add(spent, `${month} ${categoryOf(movement)}`, {
        out,
        outCount: out ? 1 : 0,
        in: into,
        inCount: into ? 1 : 0,
      })
      add(flow, month, {
        in: isOwn ? 0n : into,
        out: isOwn ? 0n : out,
        fromOwn: isOwn ? into : 0n,
        toOwn: isOwn ? out : 0n,
        inCount: into && !isOwn ? 1 : 0,
        outCount: out && !isOwn ? 1 : 0,
      })
    }
    const spendingRows = (await spendingByMonth(sql, { scope, range, timeZone }))!.data
    expect(new Map(spendingRows.map((row) => [`${row.month} ${row.currency} ${row.category}`, row]))).toEqual(
      new Map(
        [...spent].map(([key, sums]) => {
          const [month, currency, category] = key.split(' ') as [string, Currency, Category]
          return [
            key,
            {
              month,
              currency,
              category,
              ...sums,
              out: decimal(sums.out, currency),
              in: decimal(sums.in, currency),
            },
          ]
        }),
      ),
    )
    const flowRows = (await cashFlowByMonth(sql, { scope, range, timeZone }))!.data
    expect(flowRows).toEqual(
      [...flow]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([key, { inCount, outCount, ...sums }]) => {
          const [month, currency] = key.split(' ') as [string, Currency]
          const wire = (amount: bigint) => decimal(amount, currency)
          return {
            month,
            currency,
            inCount,
            outCount,
            in: wire(sums.in),
            out: wire(sums.out),
            net: wire(sums.in - sums.out),
            fromOwn: wire(sums.fromOwn),
            toOwn: wire(sums.toOwn),
          }
        }),
    )
    if ('accountId' in scope) {
      const listed = await listTransactions(sql, { accountId: scope.accountId, limit: 200 })
      expect(listed!.data.map(({ position, category }) => `${position} ${category}`)).toEqual(
        mine.map((one) => `${one.position} ${categoryOf(one)}`).reverse(),
      )
      // What is found by category does not depend on the zone.
      for (const category of timeZone === 'UTC' ? allCategories : []) {
        const asked = { accountId: scope.accountId, category, limit: 200 }
        const expected = mine.filter((one) => categoryOf(one) === category).map(({ position }) => position)
        const found = await searchTransactions(sql, asked, [2, 8])
        expect(
          found!.rows.map(({ position }) => position),
          category,
        ).toEqual(expected.reverse())
      }
    }
  }
  const days = new Map<string, [bigint, number]>()
  const balances = new Map<string, bigint>()
  const changes = new Map<string, bigint>()
  for (const { other, outsider, direction, amount, account, at } of movements) {
    const sign = direction === 'in' ? 1n : -1n
    balances.set(account.currency, (balances.get(account.currency) ?? 0n) + sign * amount)
    const changed = `${account.currency} ${dayOf(at, timeZone)}`
    changes.set(changed, (changes.get(changed) ?? 0n) + sign * amount)
    if (other && (direction === 'in' || other.currency !== account.currency)) continue
    const key = `${dayOf(at, timeZone)} ${account.currency} ${other || outsider ? 'transfers' : direction === 'in' ? 'deposits' : 'withdrawals'}`
    const [sum, count] = days.get(key) ?? [0n, 0]
    days.set(key, [sum + amount, count + 1])
  }
  const { data } = await bankDashboardOf(sql, {
    range: rangeOfDays('2026-01-01', '2028-12-31', timeZone),
    timeZone,
  })
  expect(data).toMatchObject({
    customers: { registered: 3, forgotten: 0 },
    accounts: { open: 6, frozen: 0, closed: 0 },
  })
  expect(data.totals.map(({ currency, balance }) => [currency, balance.amount])).toEqual(
    ['EUR', 'USD'].map((currency) => [
      currency,
      formatDecimal(balances.get(currency) ?? 0n, currency as Currency),
    ]),
  )
  // Looked at from anywhere in between, what comes after counts as little as what came before.
  const [begin, middle] = ['2026-02-01', data.days[data.days.length >> 1]?.date ?? '']
  const end = [begin, middle].toSorted().at(-1)!
  const { data: part } = await bankDashboardOf(sql, {
    range: rangeOfDays(begin, end, timeZone),
    timeZone,
  })
  for (const [first, last, courses] of [
    ['2026-01-01', '2028-12-31', data.balances],
    [begin, end, part.balances],
  ] as const)
    for (const { currency, before, days: told } of courses) {
      let sum = 0n
      const expected: [string, string][] = []
      for (const [key, change] of [...changes].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        const [of, date] = key.split(' ') as [Currency, string]
        if (of !== currency || date > last) continue
        if (date >= first && expected.length === 0)
          expect(before.balance.amount).toBe(formatDecimal(sum, currency))
        sum += change
        if (date >= first) expected.push([date, formatDecimal(sum, currency)])
      }
      const changedOn = told.filter(
        ({ balance }, n) => balance.amount !== (told[n - 1] ?? before).balance.amount,
      )
      const expectedOn = expected.filter(
        ([, amount], n) => amount !== (expected[n - 1]?.[1] ?? before.balance.amount),
      )
      expect(changedOn.map(({ date, balance }) => [date, balance.amount])).toEqual(expectedOn)
    }
  const shown = data.days.flatMap((day) =>
    (['transfers', 'deposits', 'withdrawals'] as const)
      .filter((kind) => day[kind].count > 0)
      .map(
        (kind) => [`${day.date} ${day.currency} ${kind}`, [day[kind].money.amount, day[kind].count]] as const,
      ),
  )
  expect(new Map(shown)).toEqual(
    new Map(
      [...days].map(([key, [sum, count]]) => [
        key,
        [formatDecimal(sum, key.split(' ')[1] as Currency), count],
      ]),
    ),
  )
}

test('sums are what a plain model adds up to, in any time zone, and the same when they are built twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60 }), async (steps) => {
      const played = await play(steps)
      try {
        for (const timeZone of ['UTC', 'America/New_York', 'Asia/Kathmandu']) await check(played, timeZone)
        const lived = await readModelRows(played.database)
        // Read once more from the beginning over the rows that are there: each knows what it has seen.
        for (const { name } of [spending, cashFlow, bankDashboard])
          await played.database
            .sql`UPDATE projector_checkpoints SET last_position = 0 WHERE projector_name = ${name}`
        await played.bank.project()
        expect(await readModelRows(played.database)).toEqual(lived)
        await played.bank.rebuild()
        expect(await readModelRows(played.database)).toEqual(lived)
      } finally {
        await played.database.close()
      }
    }),
    { ...runs(4), endOnFailure: true },
  )
}, 60_000)
