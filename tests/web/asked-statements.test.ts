/** The months of several accounts as one list: each account's to their end before the next one's, each once. */
import { expect, test } from 'vitest'
import { askForStatements } from '../../server/web/asked-statements.ts'
import type { Caller } from '../../server/web/list-export.ts'

const months: Readonly<Record<string, readonly string[]>> = {
  a: ['2026-03', '2026-02', '2026-01'],
  b: [],
  c: ['2026-03'],
}
const accountOf = (accountId: string) => ({ accountId, number: `PB ${accountId}`, name: accountId })

/** Two months, or two accounts, at a time. */
const bank = (role: string) => {
  const asked: object[] = []
  const caller = {
    session: { me: async () => ({ role }) },
    accounts: {
      summary: async ({ accountId }: { accountId: string }) => ({ data: accountOf(accountId) }),
      list: async ({ cursor = '0' }: { cursor?: string }) => {
        const ids = Object.keys(months).slice(Number(cursor), Number(cursor) + 2)
        return {
          data: ids.map(accountOf),
          nextCursor: Number(cursor) + 2 < 3 ? String(Number(cursor) + 2) : null,
        }
      },
    },
    statements: {
      list: async (input: { accountId: string; cursor?: string }) => {
        asked.push(input)
        const at = Number(input.cursor ?? 0)
        const all = months[input.accountId]!
        return {
          version: 7,
          data: all.slice(at, at + 2).map((month) => ({ accountId: input.accountId, month })),
          nextCursor: at + 2 < all.length ? String(at + 2) : null,
        }
      },
    },
  }
  return { asked, caller: caller as unknown as Caller }
}

const all = async (caller: Caller, filter: object = {}) => {
  const rows: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await askForStatements(caller, { ...filter, limit: 200, ...(cursor && { cursor }) })
    rows.push(...page.data.map(({ month, account }) => `${account.number} ${month}`))
    cursor = page.nextCursor
  }
  return rows
}

test('of all of one’s own accounts, account after account, each with its newest month first', async () => {
  expect(await all(bank('customer').caller)).toEqual([
    ...['PB a 2026-03', 'PB a 2026-02', 'PB a 2026-01', 'PB c 2026-03'],
  ])
})

test('of one account alone, at no less than the version that is asked for', async () => {
  const { asked, caller } = bank('teller')
  expect(await all(caller, { accountId: 'c', afterVersion: 5 })).toEqual(['PB c 2026-03'])
  expect(asked).toEqual([{ accountId: 'c', limit: 200, afterVersion: 5 }])
})

test('staff have no accounts of their own, and must say of which', async () => {
  await expect(all(bank('teller').caller)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})
