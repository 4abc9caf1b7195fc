/**
 * Who may call what: every procedure of the API, as nobody, as somebody else, as the owner and as each role of staff. Each
 * table of `every-procedure/` says it of some of them.
 */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { appRouter } from '../../server/trpc/router.ts'
import type { Client } from '../web/client.ts'
import { openStream } from '../web/live-stream.ts'
import { accounts } from './every-procedure/accounts.ts'
import { commandsBesideMoney } from './every-procedure/commands-beside-money.ts'
import { commandsOnMoney } from './every-procedure/commands-on-money.ts'
import { control } from './every-procedure/control.ts'
import { customers } from './every-procedure/customers.ts'
import { engineRoom } from './every-procedure/engine-room.ts'
import { type Caller, type Case, callers } from './every-procedure/expected.ts'
import { figures } from './every-procedure/figures.ts'
import { bank, carols, movedIn, owned, people, usd } from './every-procedure/fixture.ts'
import { operation } from './every-procedure/operation.ts'

const tables = [
  commandsOnMoney,
  commandsBesideMoney,
  accounts,
  customers,
  figures,
  control,
  operation,
  engineRoom,
]
const expectations: Readonly<Record<string, readonly Case[]>> = Object.assign({}, ...tables)

beforeAll(movedIn)

const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
)

test('every procedure has its line here, and every line its procedure', () => {
  expect(tables.flatMap(Object.keys).sort()).toEqual(procedures.map(([path]) => path).sort())
})

const callAs = async (caller: Caller, path: string, type: string, given: object, status: number) => {
  const client = people[caller]
  if (type === 'subscription') {
    const stream = await openStream(client)
    stream.close()
    expect(stream.status).toBe(status)
    return
  }
  const result = type === 'query' ? await client.query(path, given) : await client.mutate(path, given)
  expect(result.status, JSON.stringify(result.error ?? result.data)).toBe(status)
  if (result.error) expect(JSON.stringify(result.error)).not.toMatch(/stack|\.ts:|SELECT/)
}

describe.each(procedures)('%s', (path, procedure) => {
  describe.each(expectations[path] ?? [])('$about', ({ input, expected }) => {
    test.each(callers.map((caller, i) => ({ caller, status: expected[i]! })))(
      '$caller is answered $status',
      async ({ caller, status }) => callAs(caller, path, procedure._def.type, await input(), status),
    )
  })
})

describe('in a demo bank', () => {
  beforeAll(() => {
    const asDemo = (demo: boolean) => Object.assign(bank.bank.services.bank, { demo })
    asDemo(true)
    return () => asDemo(false)
  })

  const open = procedures.flatMap(([path, { _def }]) =>
    (expectations[path] ?? []).flatMap(({ about, input, inDemo }) =>
      inDemo ? [{ path, type: _def.type, about, input, inDemo }] : [],
    ),
  )
  test.each(open)('$path $about is open to everybody', async ({ path, type, input, inDemo }) => {
    for (const [i, caller] of callers.entries()) await callAs(caller, path, type, await input(), inDemo[i]!)
  })
})

test("lists show a customer their own and nobody else's, and staff everybody's", async () => {
  const accountsOf = async (client: Client) => {
    const { data } = await client.ask<{ data: { owner: { customerId: string } }[] }>('accounts.list', {
      limit: 200,
    })
    return new Set(data.map(({ owner }) => owner.customerId))
  }
  await bank.catchUp()
  const idOf = async (one: Client) => (await one.ask<{ customerId: string }>('session.me')).customerId
  const [customerId, carolsId] = [await idOf(people.stranger), await idOf(carols.client)]
  expect(await accountsOf(people.owner)).toEqual(new Set([owned.customerId]))
  expect(await accountsOf(people.stranger)).toEqual(new Set([customerId]))
  expect(await accountsOf(people.auditor)).toEqual(new Set([owned.customerId, customerId, carolsId]))
  const { data: transfers } = await people.stranger.ask<{ data: object[] }>('transfers.list')
  expect(transfers).toEqual([])
})

test("somebody else's account is answered exactly like one that does not exist", async () => {
  const errorFor = async (accountId: string) => {
    const { error } = await people.stranger.query('accounts.summary', { accountId })
    return { ...error, data: { ...error?.data, correlationId: undefined } }
  }
  expect(await errorFor(owned.accountId)).toEqual(await errorFor(randomUUID()))
  const transferFrom = async (fromAccountId: string) => {
    const { error } = await people.stranger.mutate('commands.transferMoney', {
      fromAccountId,
      toAccountId: owned.otherAccountId,
      money: usd('1.00'),
      description: '',
    })
    return { ...error, data: { ...error?.data, correlationId: undefined } }
  }
  expect(await transferFrom(owned.accountId)).toEqual(await transferFrom(randomUUID()))
})
