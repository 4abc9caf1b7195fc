/**
 * A read store of one's own, kept by following the bank's feed: the balance of every account, in a SQLite file.
 *
 *   BANK=http://localhost:3000 EMAIL=auditor@demo.passbook.test PASSWORD=passbook-demo \
 *     npx node docs/examples/feed-consumer.ts balances.sqlite
 *
 * The feed delivers at least once: whoever breaks off in the middle gets some events again. Balances and position are
 * therefore written in one transaction, and what stands at or before the position is passed over: each event counts
 * exactly once. It needs Node and nothing else.
 */

import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

type Money = { amount: string; currency: string }
type FeedEvent = { position: number; type: string; data: { accountId?: string; money?: Money } }

const [file = 'balances.sqlite'] = process.argv.slice(2)
const { BANK = 'http://localhost:3000', EMAIL = '', PASSWORD = '', CONSUMER = 'balances' } = process.env

const store = new DatabaseSync(file)
store.exec(`
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS balances (account_id TEXT PRIMARY KEY, minor_units INTEGER NOT NULL, currency TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS progress (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), position INTEGER NOT NULL);
  INSERT OR IGNORE INTO progress VALUES (1, 0)`)
const readPosition = store.prepare('SELECT position FROM progress')
const writePosition = store.prepare('UPDATE progress SET position = ?')
const move = store.prepare(`
  INSERT INTO balances VALUES (?, ?, ?)
  ON CONFLICT (account_id) DO UPDATE SET minor_units = minor_units + excluded.minor_units`)

const position = () => Number(readPosition.get()!.position)

/** '12.50' to 1250n: never by way of a floating-point number. */
const minorUnits = ({ amount }: Money): bigint => BigInt(amount.replace('.', ''))

const apply = (events: readonly FeedEvent[]): void => {
  store.exec('BEGIN IMMEDIATE')
  try {
    const reached = position()
    for (const { position: at, type, data } of events) {
      if (at <= reached) continue
      if (data.accountId && data.money && (type === 'MoneyDeposited' || type === 'MoneyWithdrawn'))
        move.run(
          data.accountId,
          type === 'MoneyDeposited' ? minorUnits(data.money) : -minorUnits(data.money),
          data.money.currency,
        )
      writePosition.run(at)
    }
    store.exec('COMMIT')
  } catch (error) {
    store.exec('ROLLBACK')
    throw error
  }
}

const signIn = async (): Promise<string> => {
  const response = await fetch(`${BANK}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
  })
  if (!response.ok) throw new Error(`Signing in was answered ${response.status}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Calls one of the bank's procedures; `undefined` when it says no. */
const call = async (cookie: string, procedure: string, input: object): Promise<unknown> => {
  const response = await fetch(`${BANK}/api/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(input),
  })
  return response.ok ? ((await response.json()) as { result: { data: unknown } }).result.data : undefined
}

/** Follows until the connection ends. One message is a block of lines; only `data:` lines matter here. */
const follow = async (cookie: string): Promise<void> => {
  const response = await fetch(`${BANK}/api/feed?after=${position()}`, {
    headers: { accept: 'text/event-stream', cookie },
  })
  if (!response.ok || !response.body) throw new Error(`The feed was answered ${response.status}`)
  // The bank shows this position to its operators; the one that counts is in the store.
  let told = Number(((await consumer(cookie)) ?? { position: 0 }).position)
  let buffered = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const messages = (buffered + chunk).split('\n\n')
    buffered = messages.pop()!
    apply(
      messages.flatMap((message) => {
        const data = message.split('\n').find((line) => line.startsWith('data: {'))
        return data && !message.includes('event: ')
          ? [JSON.parse(data.slice('data: '.length)) as FeedEvent]
          : []
      }),
    )
    const reached = position()
    if (reached > told && (await call(cookie, 'feed.advance', { name: CONSUMER, from: told, to: reached })))
      told = reached
  }
}

const consumer = async (cookie: string): Promise<{ position: number } | undefined> => {
  await call(cookie, 'feed.create', { name: CONSUMER })
  const input = encodeURIComponent(JSON.stringify({ name: CONSUMER }))
  const response = await fetch(`${BANK}/api/trpc/feed.list?input=${input}`, { headers: { cookie } })
  const { result } = (await response.json()) as {
    result: { data: { data: { position: number }[] } }
  }
  return result.data.data[0]
}

for (;;) {
  try {
    await follow(await signIn())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
  // The bank is away or has restarted: try again, from the store's own position.
  await delay(1_000)
}
