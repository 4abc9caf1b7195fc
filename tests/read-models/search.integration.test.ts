/** Searching an account's movements: what is found, by which words, together with every other filter, page by page. */
import { randomUUIDv7 } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, PayeeId, TransferId } from '../../server/domain/ids.ts'
import { money, toWire } from '../../server/domain/money.ts'
import { encodeCursor, InvalidCursor } from '../../server/read-models/paging.ts'
import { listCounterparties } from '../../server/read-models/transactions/counterparties.ts'
import { searchCustomers } from '../../server/read-models/transactions/customer-search.ts'
import { customerById } from '../../server/read-models/transactions/one-customer.ts'
import { listTransactions, type TransactionFilter } from '../../server/read-models/transactions/queries.ts'
import { searchTransactions } from '../../server/read-models/transactions/search.ts'
import { transactionTotals } from '../../server/read-models/transactions/totals.ts'
import { createTestDatabase } from '../support/database.ts'
import { fc, runs } from '../support/property.ts'
import { type Account, createProjectedBank } from './projected-bank.ts'

const database = await createTestDatabase()
const bank = createProjectedBank(database)

const found = async (account: Account, filter: TransactionFilter): Promise<string[]> => {
  const page = await listTransactions(database.sql, { accountId: account.accountId, limit: 200, ...filter })
  return page!.data.map(({ description }) => description)
}

describe('a search', () => {
  const people = {} as Record<'own' | 'lena' | 'jurgen' | 'yuki', Account>

  beforeAll(async () => {
    people.own = await bank.account(await bank.customer('Ada', 'Quist'))
    people.lena = await bank.account(await bank.customer('Lena', 'Hartmann'))
    people.jurgen = await bank.account(await bank.customer('Jürgen', 'Müller'))
    people.yuki = await bank.account(await bank.customer('Yuki', '田中'))
    const { own } = people
    await bank.deposit(own, '5000.00', 'Salary January')
    await bank.withdraw(own, '31.40', 'Groceries, corner shop')
    await bank.withdraw(own, '4.10', 'Café Crème')
    await bank.withdraw(own, '80.00', 'Bäckerei Süß')
    await bank.withdraw(own, '900.00', '家賃5月')
    await bank.transfer(own, people.lena, '25.00', 'Dinner')
    await bank.transfer(own, people.jurgen, '50.00', 'Order 48213')
    await bank.transfer(own, people.yuki, '60.00', 'Birthday')
    await bank.withdraw(own, '12.00', "Joe's Diner")
    // What only others have is found in theirs alone.
    await bank.deposit(people.lena, '1.00', 'Groceries and quinoa')
    await bank.project()
  })

  test.each([
    ['a word', 'groceries', ['Groceries, corner shop']],
    ['upper case', 'SALARY', ['Salary January']],
    ['the beginning of a word', 'groc', ['Groceries, corner shop']],
    ['one letter', 'g', ['Groceries, corner shop']],
    ['words in any order', 'shop groc', ['Groceries, corner shop']],
    ['words of which one is missing', 'groceries salary', []],
    ['neighbours that have changed places', 'grocereis', ['Groceries, corner shop']],
    ['neighbours in a short word', 'sohp', ['Groceries, corner shop']],
    ['a wrong letter', 'salery', ['Salary January']],
    ['a missing letter', 'grocries', ['Groceries, corner shop']],
    ['the beginning of a word, mistaken', 'grocre', ['Groceries, corner shop']],
    ['a word and a mistaken one', 'shop grocereis', ['Groceries, corner shop']],
    ['what is too far away', 'grasshopper', []],
    ['a word that only others have', 'quinoa', []],
    ['accents left out', 'cafe creme', ['Café Crème']],
    ['accents', 'café', ['Café Crème']],
    ['umlauts left out', 'backerei suss', ['Bäckerei Süß']],
    ['umlauts written out', 'baeckerei', ['Bäckerei Süß']],
    ['a part of Japanese', '賃', ['家賃5月']],
    ['more of it', '家賃', ['家賃5月']],
    ['a number', '48213', ['Order 48213']],
    ['the beginning of a number', '482', ['Order 48213']],
    ['a number with a mistake', '48123', []],
    ['an apostrophe', "joe's", ["Joe's Diner"]],
    ['an apostrophe left out', 'joes', ["Joe's Diner"]],
    ['the counterparty’s name', 'lena', ['Dinner']],
    ['its full name', 'Lena Hartmann', ['Dinner']],
    ['its name the other way round', 'hartmann, lena', ['Dinner']],
    ['its name with a mistake', 'Lena Haratmann', ['Dinner']],
    ['its name without umlauts', 'Jurgen Muller', ['Order 48213']],
    ['its name with umlauts written out', 'mueller', ['Order 48213']],
    ['its name with umlauts', 'MÜLLER', ['Order 48213']],
    ['its name in Japanese', '田中', ['Birthday']],
    ['name and description', 'lena dinner', ['Dinner']],
    ['two people', 'lena jurgen', []],
    ['one’s own name', 'quist', []],
    ['marks alone', '%_*', []],
  ])('for %s (%s)', async (_, search, expected) => {
    expect(await found(people.own, { search })).toEqual(expected)
  })

  test('for a counterparty’s number finds it, whole, in groups, or its end', async () => {
    const { data } = (await listTransactions(database.sql, {
      accountId: people.own.accountId,
      limit: 1,
      search: 'lena',
    }))!
    const { number } = data[0]!.counterparty!
    for (const search of [
      number,
      number.toLowerCase(),
      number.replace(/(.{4})/g, '$1 '),
      number.replace(/(.{4})(?=.)/g, '$1-'),
      number.slice(-7),
    ])
      expect(await found(people.own, { search }), search).toEqual(['Dinner'])
  })

  test('goes together with every other filter', async () => {
    const all = (await listTransactions(database.sql, { accountId: people.own.accountId, limit: 200 }))!.data
    const at = new Date(all.find(({ description }) => description === 'Dinner')!.at)
    const every = {
      search: 'dinner lena',
      from: at,
      to: at,
      minAmount: '25',
      maxAmount: '25.00',
      direction: 'out',
    } as const
    expect(await found(people.own, every)).toEqual(['Dinner'])
    for (const other of [
      { search: 'salary' },
      { from: new Date(at.getTime() + 1) },
      { to: new Date(at.getTime() - 1) },
      { minAmount: '25.01' },
      { maxAmount: '24.9999' },
      { direction: 'in' as const },
    ])
      expect(await found(people.own, { ...every, ...other })).toEqual([])
  })

  test('finds nobody by a name that has been erased', async () => {
    const customerId = await bank.customer('Ottokar', 'Vergessen')
    const gone = await bank.account(customerId)
    await bank.transfer(people.own, gone, '7.00', 'Old debt')
    await bank.transfer(gone, people.own, '7.00', 'Change')
    await bank.execute('closeAccount', { accountId: gone.accountId, reason: 'Moved away' })
    await bank.project()
    expect(await found(people.own, { search: 'ottokar' })).toEqual(['Change', 'Old debt'])
    await bank.execute('forgetCustomer', { customerId, reason: 'Asked for it', accountIds: [gone.accountId] })
    await bank.project()
    for (const search of ['ottokar', 'ottokra', 'vergessen'])
      expect(await found(people.own, { search })).toEqual([])
    expect(await found(people.own, { search: 'erased customer' })).toEqual(['Change', 'Old debt'])
    const [row] = await database.sql`
      SELECT count(*) AS rows FROM transaction_customers WHERE name || search_name ILIKE '%ottokar%'`
    expect(row?.rows).toBe(0)
  })
})

describe('a counterparty', () => {
  const GERMAN = 'DE89370400440532013000'
  const [own, friend, seldom] = [{}, {}, {}] as [Account, Account, Account]
  const payTo = async (payee: PayeeId, description: string) => {
    const transferId = randomUUIDv7() as TransferId
    const money = { amountMinor: 700n, currency: 'USD' as const }
    const { accountId: fromAccountId, customerId } = own
    await bank.execute('sendPayment', {
      transferId,
      customerId,
      fromAccountId,
      payeeId: payee,
      money,
      description,
    })
    await bank.execute('acknowledgePayment', { transferId })
    await bank.execute('settlePayment', { transferId, sequence: 1 })
  }
  const savePayee = async (customerId: CustomerId, name: string) => {
    const payeeId = randomUUIDv7() as PayeeId
    await bank.execute('addPayee', { customerId, payeeId, name, number: GERMAN })
    return payeeId
  }
  const counterparties = async (search?: string, limit = 20) =>
    (await listCounterparties(database.sql, { accountId: own.accountId, search, limit }))!.data

  beforeAll(async () => {
    Object.assign(own, await bank.account(await bank.customer('Cleo', 'Quist')))
    Object.assign(friend, await bank.account(await bank.customer('Fay', 'Winter')))
    Object.assign(seldom, await bank.account(await bank.customer('Sol', 'Sommer')))
    await bank.deposit(own, '900.00', 'Opening')
    await bank.transfer(own, seldom, '1.00', 'Once')
    for (const text of ['Tea', 'Cake']) await bank.transfer(own, friend, '3.00', text)
    await bank.deposit(friend, '50.00')
    await bank.transfer(friend, own, '4.00', 'Change')
    // The same number saved, removed and saved again, and money back from it.
    const first = await savePayee(own.customerId, 'Carol')
    await payTo(first, 'Paid')
    await bank.execute('removePayee', { customerId: own.customerId, payeeId: first })
    await payTo(await savePayee(own.customerId, 'Carol again'), 'Paid again')
    await bank.execute('receivePayment', {
      transferId: randomUUIDv7() as TransferId,
      reference: 'carol 1',
      accountId: own.accountId,
      money: { amountMinor: 100n, currency: 'USD' },
      payerName: 'Carola',
      payerNumber: GERMAN,
      description: 'Back',
    })
    await bank.project()
  })

  test('of this bank filters by its number, both ways', async () => {
    const { number } = (await counterparties('fay'))[0]!
    expect(await found(own, { counterparty: number })).toEqual(['Change', 'Cake', 'Tea'])
    expect(await found(own, { counterparty: number, direction: 'in' })).toEqual(['Change'])
    expect(await found(own, { counterparty: number, search: 'tea' })).toEqual(['Tea'])
    expect(await found(own, { counterparty: number, maxAmount: '3' })).toEqual(['Cake', 'Tea'])
    expect(await found(friend, { counterparty: number })).toEqual([])
  })

  test('at another bank does, too, as whichever payee or payer', async () => {
    expect(await found(own, { counterparty: GERMAN })).toEqual(['Back', 'Paid again', 'Paid'])
    expect(await found(own, { counterparty: GERMAN, direction: 'out' })).toEqual(['Paid again', 'Paid'])
    expect(await found(friend, { counterparty: GERMAN })).toEqual([])
  })

  test.each([
    ['the beginning of names', 'carol', ['Back', 'Paid again', 'Paid']],
    ['a payer’s name', 'carola', ['Back']],
    ['a payee’s whole name', 'again, Carol', ['Paid again']],
    ['a name with a mistake', 'Carlo', ['Back', 'Paid again', 'Paid']],
    ['a longer name with a mistake', 'Caroal', ['Back', 'Paid again', 'Paid']],
    ['a name and a description', 'carol paid', ['Paid again', 'Paid']],
    ['a number', GERMAN, ['Back', 'Paid again', 'Paid']],
    ['a number in groups', 'de89 3704 0044 0532 0130 00', ['Back', 'Paid again', 'Paid']],
    ['the end of a number', '013000', ['Back', 'Paid again', 'Paid']],
    ['a number and a name', '013000 carola', ['Back']],
  ])('at another bank is searched for by %s (%s)', async (_, search, expected) => {
    expect(await found(own, { search })).toEqual(expected)
    expect(await found(own, { search, direction: 'in' })).toEqual(expected.filter((text) => text === 'Back'))
    expect(await found(friend, { search })).toEqual([])
  })

  test('at another bank is found a page at a time, however few rows each way may look at', async () => {
    const all: number[] = []
    for (let before: number | undefined; ; ) {
      const { accountId } = own
      const page = await searchTransactions(
        database.sql,
        { accountId, search: 'carola', limit: 1, before },
        [1],
      )
      const [row] = page!.rows
      if (!row) break
      all.push(row.position)
      before = row.position
    }
    const whole = await listTransactions(database.sql, {
      accountId: own.accountId,
      search: 'carola',
      limit: 9,
    })
    expect(all).toEqual(whole!.data.map(({ position }) => position))
    expect(all).toHaveLength(1)
  })

  test.each(['PB00PASS0000000000000000', 'GB29NWBK60161331926819'])(
    'with whom nothing was is none (%s)',
    async (number) => expect(await found(own, { counterparty: number })).toEqual([]),
  )

  test('is suggested, the most frequent first, with what it is filtered by', async () => {
    const rows = await counterparties()
    expect(rows.map(({ name, count }) => [name, count])).toEqual([
      ['Carola', 3],
      ['Fay Winter', 3],
      ['Sol Sommer', 1],
    ])
    for (const { number, count } of rows)
      expect(await found(own, { counterparty: number })).toHaveLength(count)
    expect(await counterparties(undefined, 1)).toEqual(rows.slice(0, 1))
  })

  test.each([
    ['the beginning of a name', 'fa', ['Fay Winter']],
    ['all of it', 'Winter, Fay', ['Fay Winter']],
    ['what no one name has', 'fay sommer', []],
    ['a name at another bank', 'carola', ['Carola']],
    ['a number at another bank', 'DE89 3704', ['Carola']],
    ['nobody the account has to do with', 'lena', []],
    ['marks', '%', []],
  ])('is suggested by %s (%s)', async (_, search, expected) => {
    expect((await counterparties(search)).map(({ name }) => name)).toEqual(expected)
  })

  test('of longer ago is found by name and by number', async () => {
    const { number } = (await counterparties('sol'))[0]!
    const page = { accountId: own.accountId, limit: 20, lookedAt: 3 }
    const names = async (search?: string) =>
      (await listCounterparties(database.sql, { ...page, search }))!.data.map(({ name, count }) => [
        name,
        count,
      ])
    expect(await names()).toEqual([['Carola', 3]])
    expect(await names('sol')).toEqual([['Sol Sommer', 0]])
    expect(await names(number.replace(/(.{4})/g, '$1 '))).toEqual([['Sol Sommer', 0]])
    expect(await names('s')).toEqual([['Sol Sommer', 0]])
    const none = { ...page, lookedAt: 0 }
    for (const search of ['carol', GERMAN])
      expect((await listCounterparties(database.sql, { ...none, search }))!.data).toMatchObject([
        { name: 'Carola', number: GERMAN, count: 0 },
      ])
  })
})

test('several categories are found at once, and one of them with each other filter', async () => {
  const account = await bank.account(await bank.customer('Cat', 'Quist'))
  for (const text of ['Groceries', 'Rent', 'Cinema']) await bank.deposit(account, '5.00', text)
  await bank.project()
  const both = { categories: ['groceries', 'rent'] as const }
  expect(await found(account, both)).toEqual(['Rent', 'Groceries'])
  expect(await found(account, { ...both, search: 'ren' })).toEqual(['Rent'])
  expect(await found(account, { ...both, category: 'rent' })).toEqual(['Rent'])
  expect(await found(account, { ...both, category: 'leisure' })).toEqual([])
})

describe('a search for customers', () => {
  const named = async (search: string, paging: { limit?: number; cursor?: string | null } = {}) =>
    searchCustomers(database.sql, { limit: 50, ...paging, search })
  const names = async (search: string) => (await named(search)).data.map(({ name }) => name)

  beforeAll(async () => {
    for (const [first, last] of [
      ['Wilhelmina', 'Brandt'],
      ['Walter', 'Brandt'],
      ['Zoë', 'Weißbrodt'],
    ] as const)
      await bank.account(await bank.customer(first, last))
    await bank.customer('Without', 'Accounts')
    await bank.project()
  })

  test('what is found can be looked at by its id, also without accounts', async () => {
    const [customer] = (await named('without')).data
    const { customerId } = customer!
    expect((await customerById(database.sql, customerId))?.data).toEqual({
      customerId,
      name: 'Without Accounts',
    })
    expect(await customerById(database.sql, '00000000-0000-7000-8000-000000000000')).toBeUndefined()
  })

  test.each([
    ['a last name', 'brandt', ['Walter Brandt', 'Wilhelmina Brandt']],
    ['both', 'Brandt Wil', ['Wilhelmina Brandt']],
    ['no accents', 'zoe weissbrodt', ['Zoë Weißbrodt']],
    ['a mistake', 'Wilhemlina', ['Wilhelmina Brandt']],
    ['a mistake beside a right word', 'walter brnadt', ['Walter Brandt']],
    ['neighbours in a short name', 'zeo', []],
    ['neighbours in a name of four letters', 'lnea', ['Lena Hartmann']],
    ['somebody without accounts', 'without', ['Without Accounts']],
    ['nobody', 'xanthippe', []],
    ['two people', 'walter zoe', []],
    ['nothing', '%', []],
  ])('finds by %s (%s)', async (_, search, expected) => {
    expect(await names(search)).toEqual(expected)
  })

  test('finds by an account’s number, and answers the accounts', async () => {
    const { data } = await named('walter brandt')
    expect(data).toEqual([
      {
        customerId: expect.any(String),
        name: 'Walter Brandt',
        accounts: [{ accountId: expect.any(String), number: expect.stringMatching(/^PB/), currency: 'USD' }],
      },
    ])
    const { number } = data[0]!.accounts[0]!
    for (const search of [
      number,
      number.replace(/(.{4})/g, '$1 '),
      number.slice(-8),
      `brandt ${number.slice(-8)}`,
    ])
      expect(await names(search), search).toEqual(['Walter Brandt'])
  })

  test('goes page by page, each customer once', async () => {
    const all = await names('w')
    expect(all.length).toBeGreaterThanOrEqual(4)
    const paged: string[] = []
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof named>> = await named('w', { limit: 1, cursor })
      paged.push(...page.data.map(({ name }) => name))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(paged).toEqual(all)
    await expect(named('w', { cursor: encodeCursor([1]) })).rejects.toThrow(InvalidCursor)
  })

  test('is of the version that it names', async () => {
    const { version } = await named('brandt')
    await bank.customer('Late', 'Brandt')
    expect(await named('brandt')).toMatchObject({ version, data: [{}, {}] })
    await bank.project()
    expect((await named('brandt')).data).toHaveLength(3)
  })
})

describe('any filter', () => {
  // Words too short for a typing mistake to be meant.
  const WORDS = ['a', 'ab', 'abc', 'b', 'ba', 'b1', 'c', '12', '123', 'ä']
  const NAMES = [
    ['Ab', 'Cc'],
    ['Aba', 'Dd'],
    ['Bb', '1x'],
  ] as const
  type Movement = {
    position: number
    at: string
    direction: string
    amountMinor: bigint
    words: string[]
  }
  let account: Account
  let movements: Movement[]

  beforeAll(async () => {
    account = await bank.account(await bank.customer('Own', 'Owner'))
    const others = await Promise.all(
      NAMES.map(async ([first, last]) => ({
        names: [first.toLowerCase(), last.toLowerCase()],
        account: await bank.account(await bank.customer(first, last)),
      })),
    )
    await bank.deposit(account, '100000.00', 'zz')
    for (const { account: other } of others) await bank.deposit(other, '10000.00')
    // Even enough, and the same in every run.
    const random = (below: number, n: number, salt: number) =>
      (Math.imul(n * 16 + salt + 1, 0x9e3779b1) >>> 12) % below
    const words = new Map<string, string[]>()
    await Promise.all(
      Array.from({ length: 240 }, async (_, n) => {
        // Without the number two alike could not be told apart here.
        const chosen = [...new Set([WORDS[random(WORDS.length, n, 1)]!, WORDS[random(WORDS.length, n, 2)]!])]
        const description = `${chosen.join(' ')} z${n}`
        const amount = (2 ** random(16, n, 3) / 100).toFixed(2)
        const other = others[random(others.length, n, 4)]!
        const kind = random(4, n, 5)
        const said = [...chosen.flatMap((word) => (word === 'ä' ? ['a', 'ae'] : [word])), `z${n}`]
        words.set(description, kind < 2 ? [...said, ...other.names] : said)
        if (kind === 0) await bank.transfer(account, other.account, amount, description)
        else if (kind === 1) await bank.transfer(other.account, account, amount, description)
        else if (kind === 2) await bank.deposit(account, amount, description)
        else await bank.withdraw(account, amount, description)
      }),
    )
    await bank.project()
    const { version } = (await listTransactions(database.sql, { accountId: account.accountId, limit: 1 }))!
    const rows = await database.sql<
      { position: number; at: string; direction: string; amount: string; description: string }[]
    >`
      SELECT position, at::text, direction, amount::text, description FROM transactions
      WHERE account_id = ${account.accountId} AND position <= ${version} ORDER BY position DESC`
    movements = rows.map(({ amount, description, ...row }) => ({
      ...row,
      amountMinor: BigInt(amount),
      words: words.get(description) ?? [description],
    }))
    expect(movements).toHaveLength(241)
  })

  const filters = fc.record(
    {
      search: fc
        .array(fc.constantFrom('a', 'ab', 'b', 'c', 'c1', '12', 'cc', 'dd', 'aba', '1x', 'z', 'z1', 'zz'), {
          minLength: 1,
          maxLength: 3,
        })
        .map((words) => words.join(' ')),
      minAmount: fc.constantFrom('0', '0.01', '0.02', '1', '5.12', '5.121', '100', '9999999'),
      maxAmount: fc.constantFrom('0', '0.01', '0.04', '2.5', '5.12', '5.119', '200', '9999999'),
      direction: fc.constantFrom('in' as const, 'out' as const),
      fromIndex: fc.nat(240),
      toIndex: fc.nat(240),
    },
    { requiredKeys: [] },
  )

  /** Of all that fits, and of the newest seven. */
  const expectTotals = async (filter: TransactionFilter, positions: readonly number[]) => {
    for (const mostCounted of [10_000, 7]) {
      const totals = await transactionTotals(
        database.sql,
        { accountId: account.accountId, ...filter },
        { mostCounted },
      )
      const counted = positions.slice(0, mostCounted)
      const sum = (direction: string) =>
        movements
          .filter((one) => one.direction === direction && counted.includes(one.position))
          .reduce((all, { amountMinor }) => all + amountMinor, 0n)
      const [income, spent] = [sum('in'), sum('out')]
      expect(totals?.data).toEqual({
        count: counted.length,
        in: toWire(money(income, 'USD')),
        out: toWire(money(spent, 'USD')),
        net: toWire(money(income - spent, 'USD')),
        isPartial: positions.length > mostCounted,
      })
    }
  }

  test('finds exactly what fits and what it comes to, whichever way leads there, on pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom([], [1], [2, 8], undefined),
        async ({ fromIndex, toIndex, ...filter }, limit, turns) => {
          const from = fromIndex === undefined ? undefined : new Date(movements[fromIndex]!.at)
          const to = toIndex === undefined ? undefined : new Date(movements[toIndex]!.at)
          const minor = (text: string) => Number(text) * 100
          const expected = movements
            .filter(
              ({ at, direction, amountMinor, words }) =>
                (!from || new Date(at) >= from) &&
                (!to || new Date(at) <= to) &&
                (!filter.direction || direction === filter.direction) &&
                (filter.minAmount === undefined || Number(amountMinor) >= minor(filter.minAmount) - 1e-6) &&
                (filter.maxAmount === undefined || Number(amountMinor) <= minor(filter.maxAmount) + 1e-6) &&
                (filter.search ?? '')
                  .split(' ')
                  .every((typed) => words.some((word) => word.startsWith(typed))),
            )
            .map(({ position }) => position)
          const pages: number[] = []
          for (let before: number | undefined; ; before = pages.at(-1)) {
            const answer = await searchTransactions(
              database.sql,
              { accountId: account.accountId, limit, before, from, to, ...filter },
              turns,
            )
            const rows = answer!.rows.map(({ position }) => position)
            expect(rows.length).toBeLessThanOrEqual(limit + 1)
            pages.push(...rows.slice(0, limit))
            if (rows.length <= limit) break
          }
          expect(pages).toEqual(expected)
          await expectTotals({ ...filter, from, to }, expected)
        },
      ),
      runs(60),
    )
  })

  test('goes on exactly where a way has stopped', async () => {
    for (let after = 2; after <= 6; after++) {
      const own = await bank.account(await bank.customer('Own', 'Owner'))
      // Side by side in the log; each way looks at four of them in its first turn.
      await bank.deposit(own, '100.00', 'every first')
      for (let n = 0; n < after; n++) await bank.withdraw(own, '1.00', 'every other')
      for (let n = 0; n < 6; n++) await bank.deposit(own, '1.00', 'something else')
      await bank.project('transactions')
      const query = {
        accountId: own.accountId,
        limit: 1,
        before: undefined,
        search: 'every',
        direction: 'in',
      } as const
      const answer = await searchTransactions(database.sql, query, [1])
      expect(answer!.rows.map(({ description }) => description)).toEqual(['every first'])
    }
  })

  test('answers a cursor of any list', async () => {
    const middle = movements[100]!.position
    const page = await listTransactions(database.sql, {
      accountId: account.accountId,
      limit: 3,
      cursor: encodeCursor([middle]),
      minAmount: '0.01',
    })
    expect(page!.data.map(({ position }) => position)).toEqual(
      movements.slice(101, 104).map(({ position }) => position),
    )
  })
})
