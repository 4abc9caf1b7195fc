/**
 * Two accounts whose movements are alike, one with many times those of the other, over the same years; a third one that
 * has a word all the time which is rare in them; and people whom they pay, here and at another bank. Of one of these their
 * owners have something remembered. The movements are written by one statement on the server, as events like any others,
 * and then projected.
 */
import { randomUUIDv7 } from 'node:crypto'
import { connect, type Sql } from '../../db/client.ts'
import { accountNumberOf } from '../../server/domain/account-number.ts'
import {
  type AccountId,
  accountStream,
  type CustomerId,
  type PayeeId,
  type TransferId,
} from '../../server/domain/ids.ts'
import { internalAccountId } from '../../server/domain/the-bank.ts'
import { readEntries } from '../../server/event-store/read.ts'
import { carryOut } from '../../server/read-models/rebuild/carry-out.ts'
import { requestRebuilds } from '../../server/read-models/rebuild/requests.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
import { accepted, openBank, system } from '../bank.ts'

export type HistorySizes = { readonly short: number; readonly long: number }
export type Histories = {
  readonly short: AccountId
  readonly long: AccountId
  readonly from: Date
  readonly to: Date
  /** With whom there are movements, by number: many, some, and at another bank. */
  readonly counterparties: readonly string[]
}

/** What these are called says what they are paid for, whatever that is called. */
const COMPANIES = [
  { firstName: 'City', lastName: 'Council' },
  { firstName: 'Nord', lastName: 'Energie' },
]
/** At another bank. */
export const OUTSIDER = { name: 'Elsewhere Rentals', number: 'DE89370400440532013000' }
const FIRST_NAMES = ['Lena', 'Jürgen', 'Ana', 'Yuki', 'Omar', 'Zoë', 'Piotr', 'Chloé', 'Ben', 'Ida']
const LAST_NAMES = ['Hartmann', 'Müller', 'Silva', 'Tanaka', 'Haddad', 'Novak', 'Kowalski', 'Lefèvre']

export const MERCHANTS = [
  'Groceries corner shop',
  'Bakery Sunrise',
  'City transport',
  'Coffee roasters',
  'Pharmacy',
  'Fuel station',
  'Cinema Odeon',
  'Bookshop Paper and Ink',
  'Garden centre',
  'Insurance premium',
  'Electricity',
  'Internet and telephone',
  'Gym membership',
  'Hotel Bellevue',
  'Shoe repair',
  'Dentist',
  'Flower shop',
  'Bicycle workshop',
  'Furniture outlet',
  'Piano lessons',
]
export const RARE_WORD = 'xylophone'
/** Stands beside it, and says what hardly anything else does: education. */
const RARE_CATEGORY = 'tuition'

export const writeHistories = async (url: string, { short, long }: HistorySizes): Promise<Histories> => {
  const bank = await openBank(url, 3)
  try {
    const { sql } = bank.database
    const people = await addPeople(bank.bus)
    const [shortId, longId, otherId] = bank.accountIds as [AccountId, AccountId, AccountId]
    const payeeId = randomUUIDv7() as PayeeId
    for (const accountId of [shortId, longId, otherId])
      await beginWith(bank, { accountId, payeeId, remembered: people[0]! })
    await addMovements(sql, {
      accounts: { short: shortId, long: longId, other: otherId },
      payeeId,
      people,
      sizes: { short, long },
    })
    const [range] = await sql<{ first: string; last: string }[]>`
      SELECT min(created_at)::text AS first, max(created_at)::text AS last FROM events`
    return {
      ...{ short: shortId, long: longId, from: new Date(range!.first), to: new Date(range!.last) },
      counterparties: [accountNumberOf(people[1]!), accountNumberOf(people.at(-1)!), OUTSIDER.number],
    }
  } finally {
    await bank.close()
  }
}

/** As a rebuild does it, with statistics and all indexes. */
export const projectHistories = async (url: string): Promise<void> => {
  const { sql, close } = connect(url, { applicationName: 'bench', max: 1 })
  try {
    const [asked] = await requestRebuilds(sql, {
      projectors: [transactions.name],
      purpose: 'replace',
      requestedBy: 'bench',
    })
    const rebuild = { id: asked!.id, projector: transactions, purpose: 'replace' } as const
    await carryOut(rebuild, { databaseUrl: url, readLog: readEntries })
    await sql`VACUUM ANALYZE transactions, transaction_words`
  } finally {
    await close()
  }
}

const addPeople = async (bus: Awaited<ReturnType<typeof openBank>>['bus']): Promise<AccountId[]> => {
  const context = { actor: system }
  const people = FIRST_NAMES.flatMap((firstName) => LAST_NAMES.map((lastName) => ({ firstName, lastName })))
  const names = people.toSpliced(10, 0, ...COMPANIES)
  return Promise.all(
    names.map(async (name, n) => {
      const customerId = randomUUIDv7() as CustomerId
      const accountId = randomUUIDv7() as AccountId
      const email = `person${n}@example.test`
      await accepted(bus.execute('registerCustomer', { customerId, ...name, email }, context))
      const account = { accountId, customerId, product: 'current', currency: 'USD', name: 'Account' } as const
      await accepted(bus.execute('openAccount', account, context))
      return accountId
    }),
  )
}

/** Opened, paid into, and paid from to another bank. */
export const MOVEMENTS_BEFORE = 2

/** The owner's payee at another bank is paid once, and something is remembered of somebody here. */
const beginWith = async (
  { bus, database: { sql } }: Awaited<ReturnType<typeof openBank>>,
  {
    accountId,
    payeeId,
    remembered,
  }: { readonly accountId: AccountId; readonly payeeId: PayeeId; readonly remembered: AccountId },
): Promise<void> => {
  const context = { actor: system }
  const [row] = await sql<{ customer_id: CustomerId; position: number; at: Date }[]>`
    SELECT (SELECT data->>'customerId' FROM events WHERE stream_id = ${accountStream(accountId)} ORDER BY stream_position LIMIT 1) AS customer_id,
           global_position AS position, created_at AS at
    FROM events WHERE stream_id = ${accountStream(accountId)} ORDER BY stream_position DESC LIMIT 1`
  const { customer_id: customerId, position, at } = row!
  // Saved already when it is the second account's turn.
  await bus.execute('addPayee', { customerId, payeeId, ...OUTSIDER }, context)
  const transferId = randomUUIDv7() as TransferId
  const money = { amountMinor: 100n, currency: 'USD' as const }
  const order = { transferId, customerId, fromAccountId: accountId, payeeId, money, description: 'Deposit' }
  await accepted(bus.execute('sendPayment', order, context))
  await accepted(bus.execute('settlePayment', { transferId, sequence: 1 }, context))
  const movement = {
    ...{ accountId, position, at: new Date(at).toISOString(), direction: 'in' as const, money },
    ...{ otherSide: remembered, original: { source: 'rule' as const, category: null } },
  }
  await accepted(
    bus.execute(
      'categoriseTransaction',
      { customerId, movement, category: 'income', rememberOn: [accountId] },
      context,
    ),
  )
}

const addMovements = async (
  sql: Sql,
  {
    accounts,
    payeeId,
    people,
    sizes,
  }: {
    readonly accounts: { readonly short: AccountId; readonly long: AccountId; readonly other: AccountId }
    readonly payeeId: PayeeId
    readonly people: readonly AccountId[]
    readonly sizes: HistorySizes
  },
): Promise<void> => {
  const every = Math.floor(sizes.long / sizes.short)
  const ids = [accounts.short, accounts.long, accounts.other]
  await sql`
    WITH account AS (
      SELECT one.id, max(e.stream_position) AS before
      FROM unnest(${ids}::uuid[]) AS one (id) JOIN events e ON e.stream_id = 'BankAccount-' || one.id
      GROUP BY one.id
    ),
    movement AS (
      SELECT row_number() OVER (ORDER BY k, account_id) AS n, account_id,
             row_number() OVER (PARTITION BY account_id ORDER BY k) AS own,
             -- Five or so in all, at any length.
             is_other OR row_number() OVER (PARTITION BY account_id ORDER BY k)
               % (CASE WHEN account_id = ${accounts.long}::uuid THEN ${sizes.long}::int ELSE ${sizes.short}::int END / 5) = 3 AS is_rare,
             abs(hashint8extended(k, 1) % 1000000) AS h1, abs(hashint8extended(k, 2) % 1000000) AS h2,
             abs(hashint8extended(k, 3) % 1000000) AS h3
      FROM (
        SELECT k, ${accounts.long}::uuid AS account_id, false AS is_other FROM generate_series(1, ${sizes.long}::bigint) AS k
        UNION ALL
        SELECT k, ${accounts.short}::uuid, false FROM generate_series(${every}::bigint, ${sizes.long}::bigint, ${every}::bigint) AS k
        UNION ALL
        SELECT k, ${accounts.other}::uuid, true FROM generate_series(50, ${sizes.long}::bigint, 50) AS k
      ) AS row
    ),
    event AS (
      SELECT n, own, account_id, gen_random_uuid() AS command_id,
             CASE WHEN h1 % 50 = 0 THEN 'MoneyDeposited' ELSE 'MoneyWithdrawn' END AS event_type,
             -- As many small ones as large ones, by powers of ten: from a cent to ten thousand dollars.
             round(exp(h2 / 1000000.0 * ln(1000000)))::bigint AS amount,
             h1 % 100 = 5 AS is_outside,
             CASE WHEN h1 % 100 = 5 THEN ${internalAccountId('clearing', 'USD')}::uuid
                  WHEN h1 % 5 = 0 THEN (${[...people]}::uuid[])[1 + floor(power(h3 / 1000000.0, 2) * ${people.length}::int)::int] END AS other_id,
             CASE WHEN h1 % 5 = 0 THEN (ARRAY['Rent', 'Thanks for dinner', 'Share of the bill', 'Birthday present'])[1 + h3 % 4]
                  ELSE 'Card payment ' || (${MERCHANTS}::text[])[1 + floor(power(h3 / 1000000.0, 3) * ${MERCHANTS.length}::int)::int]
                       || CASE WHEN h1 % 4 = 0 THEN ' order ' || (100000 + (h2 * 7 + h3) % 900000) ELSE '' END
             END || CASE WHEN is_rare THEN ' ' || ${RARE_CATEGORY}::text || ' ' || ${RARE_WORD}::text ELSE '' END AS description
      FROM movement
    ),
    written AS (
      INSERT INTO events (global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at)
      SELECT head.last_position + n, 'BankAccount-' || account_id, account.before + own, event_type,
             CASE WHEN event_type = 'MoneyDeposited' THEN 2 ELSE 1 END,
             jsonb_build_object(
               'accountId', account_id, 'description', description,
               'money', jsonb_build_object('amountMinor', amount::text, 'currency', 'USD'),
               -- Nobody looks at it here.
               'balanceAfter', jsonb_build_object('amountMinor', '1000000', 'currency', 'USD'),
               'transfer', CASE WHEN other_id IS NOT NULL
                 THEN jsonb_strip_nulls(jsonb_build_object(
                   'transferId', gen_random_uuid(), 'counterpartyAccountId', other_id,
                   'outside', CASE WHEN is_outside THEN jsonb_build_object('payeeId', ${payeeId}::uuid) END)) END
             ),
             -- Each is a command of its own: what belongs to one is never parted.
             jsonb_build_object('commandId', command_id, 'correlationId', command_id, 'causationId', command_id,
                                'userId', 'bench'),
             head.last_created_at + n * interval '1 minute'
      FROM event JOIN account ON account.id = event.account_id CROSS JOIN event_log_head head
      ORDER BY n
    )
    UPDATE event_log_head
    SET last_position = last_position + (SELECT count(*) FROM movement),
        last_created_at = last_created_at + (SELECT count(*) FROM movement) * interval '1 minute'`
}
