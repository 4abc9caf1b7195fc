/** Live updates over real HTTP: who is told what, and how a stream ends. */
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createLastingSessions } from '../../server/auth/lasting-sessions.ts'
import { MAX_STREAMS_PER_USER } from '../../server/read-models/live-updates.ts'
import { PATIENCE } from '../support/patience.ts'
import type { Client } from './client.ts'
import { openStream } from './live-stream.ts'
import { startTestBank } from './test-bank.ts'

const bank = await startTestBank()
const { live } = bank.bank
let teller: Client

type Person = { client: Client; accountId: string }
const person = async (name: string): Promise<Person> => {
  const client = await bank.customer(name)
  const { accountId } = await client.command<{ accountId: string }>('openAccount', {
    product: 'current',
    currency: 'USD',
    name: 'Daily',
  })
  return { client, accountId }
}
const usd = (amount: string) => ({ amount, currency: 'USD' })
const deposit = async ({ accountId }: Person) => {
  const { version } = await teller.command<{ version: number }>('depositMoney', {
    accountId,
    money: usd('100.00'),
    description: '',
  })
  return version
}
const watch = async (client: Client, lastEventId?: string) => {
  const stream = await openStream(client, lastEventId)
  onTestFinished(stream.close)
  return stream
}
const nobodyIsLookingOn = () => vi.waitFor(() => expect(live.viewers()).toBe(0), PATIENCE)

beforeAll(async () => {
  teller = await bank.staff('teller')
})

describe('what is told', () => {
  test('first everything that is one’s own, then what others bring about there, as soon as all read models show it', async () => {
    const [ada, bob] = [await person('Ada'), await person('Bob')]
    await deposit(ada)
    const before = await deposit(bob)
    await bank.catchUp()
    const stream = await watch(bob.client)
    expect(stream.status).toBe(200)
    expect(stream.headers.get('content-type')).toBe('text/event-stream')
    expect(stream.headers.get('cache-control')).toContain('no-transform')
    expect(stream.headers.get('cache-control')).toContain('no-store')
    expect(stream.headers.get('content-encoding')).toBeNull()
    const first = await stream.update()
    expect(first).toMatchObject({
      id: String(before),
      version: before,
      accounts: { [bob.accountId]: before },
    })
    expect(first.positions).toMatchObject({ 'account-summaries': before, transfers: before })

    const sent = await ada.client.command<{ version: number }>('transferMoney', {
      fromAccountId: ada.accountId,
      toAccountId: bob.accountId,
      money: usd('5.00'),
      description: 'Lunch',
    })
    await bank.catchUp()
    const { version, accounts } = await stream.updateWith((update) => bob.accountId in update.accounts)
    expect(version).toBe(sent.version)
    expect(Object.keys(accounts)).toEqual([bob.accountId])
    expect(accounts[bob.accountId]).toBeGreaterThan(before)
    const { data } = await bob.client.ask<{ data: { balance: object } }>('accounts.summary', bob)
    expect(data.balance).toEqual(usd('105.00'))
  })

  test('that there is something new among one’s notifications, or that it has been read elsewhere', async () => {
    const [ada, bob] = [await person('Ada'), await person('Bob')]
    const before = await deposit(ada)
    await bank.catchUp()
    const stream = await watch(bob.client)
    expect((await stream.update()).notifications).toBeNull()
    const { version: asked } = await bob.client.command<{ version: number }>('setLowBalanceAlert', {
      accountId: bob.accountId,
      threshold: usd('1.00'),
    })
    const version = await deposit(bob)
    await bank.catchUp()
    const told = await stream.updateWith((update) => update.notifications !== null)
    expect([told.version, told.notifications]).toEqual([version, version])
    expect(asked).toBeGreaterThan(before)
    const read = await bob.client.command<{ version: number }>('markNotificationsRead', { upTo: version })
    await bank.catchUp()
    const again = await stream.updateWith((update) => update.version >= read.version)
    expect(again).toMatchObject({ notifications: read.version, accounts: {} })
  })

  test('that one has written something elsewhere, to oneself alone and also to whoever comes back', async () => {
    const [ada, bob] = [await person('Ada'), await person('Bob')]
    await bank.catchUp()
    const [stream, other] = [await watch(bob.client), await watch(ada.client)]
    const { id } = await stream.update()
    await other.update()
    const { version } = await bob.client.command<{ version: number }>('saveSearch', {
      name: 'Rents',
      filter: { search: 'rent' },
    })
    await bank.catchUp()
    const told = await stream.updateWith((update) => update.written !== null)
    expect(told).toMatchObject({ version, written: version, accounts: {}, notifications: null })
    const others = await other.updateWith((update) => update.version >= version)
    expect(others.written).toBeNull()
    const again = await watch(bob.client, id)
    expect((await again.update()).written).toBe(version)
  })

  test('never an account of anybody else’s, to customers and to staff', async () => {
    const [ada, bob] = [await person('Ada'), await person('Bob')]
    await bank.catchUp()
    const streams = await Promise.all([bob.client, teller].map((client) => watch(client)))
    for (const stream of streams) await stream.update()
    const version = await deposit(ada)
    await bank.catchUp()
    for (const stream of streams) {
      const update = await stream.updateWith((next) => next.version >= version)
      expect(update.accounts).toEqual({})
      expect(update.notifications).toBeNull()
      expect(JSON.stringify(update)).not.toContain(ada.accountId)
    }
  })

  test('not what only some of the read models show', async () => {
    const bob = await person('Bob')
    await bank.catchUp()
    const stream = await watch(bob.client)
    const { id } = await stream.update()
    const version = await deposit(bob)
    await bank.catchUp('account-summaries')
    let isTold = false
    const next = stream.update().finally(() => {
      isTold = true
    })
    // Whoever comes now is told what stood before, by a look that tells everybody else what there is to tell.
    const probe = await watch(bob.client, id)
    expect(await probe.update()).toMatchObject({ version: Number(id), accounts: {} })
    expect(isTold).toBe(false)
    await bank.catchUp('transactions')
    await bank.catchUp()
    expect(await next).toMatchObject({ version, accounts: { [bob.accountId]: version } })
  })

  test('a stream that comes back is told everything that it has missed, and nothing twice', async () => {
    const bob = await person('Bob')
    const { accountId: other } = await bob.client.command<{ accountId: string }>('openAccount', {
      product: 'savings',
      currency: 'USD',
      name: 'Later',
    })
    await bank.catchUp()
    const first = await watch(bob.client)
    const { id, accounts } = await first.update()
    expect(Object.keys(accounts).sort()).toEqual([bob.accountId, other].sort())
    first.close()
    await nobodyIsLookingOn()

    const version = await deposit(bob)
    await deposit({ ...bob, accountId: other })
    const last = await deposit(bob)
    await bank.catchUp()
    const second = await watch(bob.client, id)
    const missed = await second.update()
    expect(missed.accounts).toEqual({ [bob.accountId]: last, [other]: version + 1 })
    second.close()
    const third = await watch(bob.client, missed.id)
    expect((await third.update()).accounts).toEqual({})
  })

  test('one who is slow to read gets several changes as one', async () => {
    const bob = await person('Bob')
    const { accountId: other } = await bob.client.command<{ accountId: string }>('openAccount', {
      product: 'savings',
      currency: 'USD',
      name: 'Later',
    })
    await bank.catchUp()
    const { customerId } = await bob.client.ask<{ customerId: string }>('session.me')
    const gone = new AbortController()
    onTestFinished(() => gone.abort())
    const slow = live.watch({ userId: 'slow', customerId, after: 0, signal: gone.signal })
    await slow.next()
    const quick = await watch(bob.client)
    await quick.update()
    const changes = [bob.accountId, other, bob.accountId]
    const versions: number[] = []
    for (const accountId of changes) {
      const version = await deposit({ ...bob, accountId })
      versions.push(version)
      await bank.catchUp()
      await quick.updateWith((update) => update.accounts[accountId] === version)
    }
    const { value } = await slow.next()
    const [, second, third] = versions
    expect(value).toMatchObject({
      seen: third,
      update: { version: third, accounts: { [bob.accountId]: third, [other]: second } },
    })
  })

  test('nothing is missed between two streams, whenever the line breaks', async () => {
    const bob = await person('Bob')
    await bank.catchUp()
    const told = new Map<string, number>()
    let id: string | undefined
    let last = 0
    for (let round = 0; round < 12; round += 1) {
      const stream = await watch(bob.client, id)
      // Written and carried on while the stream opens, is read from, and is closed.
      const writing = deposit(bob).then(async (version) => {
        await bank.catchUp()
        last = version
      })
      const update = await stream.update()
      if (round % 2 === 0) await writing
      id = update.id
      for (const [accountId, position] of Object.entries(update.accounts)) told.set(accountId, position)
      stream.close()
      await writing
    }
    const stream = await watch(bob.client, id)
    for (const [accountId, position] of Object.entries((await stream.update()).accounts))
      told.set(accountId, position)
    expect(told.get(bob.accountId)).toBe(last)
  })
})

describe('how it ends', () => {
  test('nobody is let in without a session', async () => {
    const stream = await watch(bank.client())
    expect(stream.status).toBe(401)
    const refusal = await stream.event()
    expect(refusal?.event).toBe('serialized-error')
    expect(JSON.parse(refusal?.data ?? '')).toMatchObject({ data: { code: 'UNAUTHORIZED', httpStatus: 401 } })
  })

  test('with the signing out, at once', async () => {
    const bob = await person('Bob')
    const [stream, others] = [await watch(bob.client), await watch(teller)]
    await stream.update()
    await others.update()
    await bob.client.post('/api/auth/sign-out', {})
    expect((await stream.rest()).at(-1)?.event).toBe('return')
    const version = await deposit(await person('Ada'))
    await bank.catchUp()
    expect((await others.updateWith((update) => update.version >= version)).version).toBe(version)
    others.close()
    await nobodyIsLookingOn()
  })

  test('with the session’s running out', async () => {
    const { sessions } = bank.bank.auth
    const bob = await person('Bob')
    const cookie = [...bob.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { signedIn } = await sessions.find(cookie)
    const { sql } = bank.database
    await sql`UPDATE auth_sessions SET expires_at = now() WHERE id = ${signedIn!.sessionId}`
    const lasting = createLastingSessions(sql, 5)
    onTestFinished(lasting.stop)
    const until = new AbortController()
    const end = lasting.endOf(signedIn!.sessionId, until.signal)
    await vi.waitFor(() => expect(end.aborted).toBe(true), PATIENCE)
    until.abort()
  })

  test('with the client’s going away: nothing is left behind', async () => {
    const stream = await watch(teller)
    await stream.update()
    expect(live.viewers()).toBeGreaterThan(0)
    stream.close()
    await nobodyIsLookingOn()
  })

  test('a person has so many streams and no more, and the others have theirs', async () => {
    const bob = await person('Bob')
    for (let count = 0; count < MAX_STREAMS_PER_USER; count += 1) await (await watch(bob.client)).update()
    const refused = await watch(bob.client)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('30')
    const refusal = JSON.parse((await refused.event())?.data ?? '{}')
    expect(refusal.data).toMatchObject({ httpStatus: 429, reason: 'TooManyStreams' })
    expect((await watch(teller)).status).toBe(200)
  })

  test.each([
    ['x', 'must be the id of an earlier event'],
    ['-1', 'must be the id of an earlier event'],
    ['999999999', 'is beyond the end of the log'],
  ])('an id that no stream has given (%s) is refused', async (id, reason) => {
    const stream = await watch(teller, id)
    expect(stream.status).toBe(400)
    const refusal = JSON.parse((await stream.event())?.data ?? '{}')
    expect(refusal.data.fields).toEqual([{ path: 'lastEventId', reason }])
  })
})
