/** The months of one account, or of all of a customer's own, account after account, each with its newest month first. */
import type { AccountRow } from '../read-models/account-summaries/queries.ts'
import type { StatementRow } from '../read-models/statements/queries.ts'
import { badInput } from '../trpc/errors.ts'
import type { Caller, ExportedList } from './list-export.ts'

export type StatementOfAccount = StatementRow & { readonly account: Pick<AccountRow, 'number' | 'name'> }
type Asked = Parameters<ExportedList<StatementOfAccount>['ask']>[1] & {
  readonly accountId?: string
  readonly afterVersion?: number
}

const SEPARATOR = '/'

/** The cursor says in which account it goes on, and where there. */
export const askForStatements: ExportedList<StatementOfAccount>['ask'] = async (caller, asked) => {
  const { limit, cursor, ...filter } = asked as Asked
  const accounts = await accountsFor(caller, filter)
  const [accountId, inner] = cursor?.split(SEPARATOR) ?? []
  const at = accountId === undefined ? 0 : accounts.findIndex((one) => one.accountId === accountId)
  const account = accounts[at]
  if (!account) return { version: 0, data: [], nextCursor: null }
  const page = await caller.statements.list({
    ...{ accountId: account.accountId, limit, afterVersion: filter.afterVersion },
    ...(inner ? { cursor: inner } : {}),
  })
  const next = page.nextCursor !== null ? account : accounts[at + 1]
  return {
    version: page.version,
    data: page.data.map((row) => ({ ...row, account })),
    nextCursor: next ? [next.accountId, page.nextCursor ?? ''].join(SEPARATOR) : null,
  }
}

const accountsFor = async (
  caller: Caller,
  { accountId }: Pick<Asked, 'accountId'>,
): Promise<AccountRow[]> => {
  if (accountId !== undefined) return [(await caller.accounts.summary({ accountId })).data]
  const { role } = await caller.session.me()
  if (role !== 'customer') throw badInput([{ path: 'accountId', reason: 'is required: of which account?' }])
  const accounts: AccountRow[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await caller.accounts.list({ limit: 200, ...(cursor && { cursor }) })
    accounts.push(...page.data)
    cursor = page.nextCursor
  }
  return accounts
}
