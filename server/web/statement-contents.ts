/** A statement with everything that its files say beyond its lines: whose account it is, what has proved it, what could be spent. */
import type { Sql } from '../../db/client.ts'
import { type BankAccount, bankAccount } from '../domain/bank-account/decider.ts'
import type { Aggregate } from '../domain/decider.ts'
import { type AccountId, accountStream } from '../domain/ids.ts'
import { add, fromWire, type Money, subtract, toWire, zero } from '../domain/money.ts'
import { foldStream } from '../event-store/fold.ts'
import { lastPositionBefore, lastPositionUpTo } from '../event-store/history.ts'
import { streamEnd } from '../event-store/read.ts'
import { contentHash } from '../event-store/seals/chain.ts'
import { readRawEvents } from '../event-store/seals/raw-events.ts'
import type { ExportedAccount, ExportedStatement, Proof } from '../exports/contents.ts'
import { type AccountRow, findAccount } from '../read-models/account-summaries/queries.ts'
import type { StatementExport } from '../read-models/statements/export.ts'
import type { StatementProof } from '../read-models/statements/table.ts'

/** `undefined` when it is not there, or is somebody else's. */
export const exportedAccount = async (
  sql: Sql,
  scope: { readonly accountId: string; readonly customerId: string | undefined },
): Promise<ExportedAccount | undefined> => {
  const found = await findAccount(sql, scope)
  return found && toExported(found.data)
}

const toExported = ({ number, name, product, currency, owner }: AccountRow): ExportedAccount => ({
  ...{ number, name, product, currency },
  ownerName: owner.name,
})

export const statementContents = async (
  sql: Sql,
  { head, version, pages }: StatementExport,
  { account, writtenAt, timeZone }: Pick<ExportedStatement, 'account' | 'writtenAt' | 'timeZone'>,
): Promise<ExportedStatement> => {
  const [proofs, end] = await Promise.all([
    Promise.all(head.proof.events.map((event) => proofOf(sql, event))),
    accountAtEnd(sql, { accountId: head.accountId as AccountId, until: head.until, version }),
  ])
  const nothing = zero(account.currency)
  const { held, overdraftLimit } = end.status === 'none' ? { held: nothing, overdraftLimit: nothing } : end
  return {
    ...head,
    ...{ account, writtenAt, timeZone, version, proofs },
    isProved: head.proof.addsUp && head.proof.equalsLines,
    available: toWire(spendable(fromWire(head.closing), held, overdraftLimit)),
    overdraftLimit: toWire(overdraftLimit),
    lines: pages(),
  }
}

const spendable = (balance: Money, held: Money, overdraftLimit: Money): Money =>
  add(subtract(balance, held), overdraftLimit)

/** The account after its last event of the month, as far as the statement goes. */
const accountAtEnd = async (
  sql: Sql,
  { accountId, until, version }: { accountId: AccountId; until: string; version: number },
): Promise<BankAccount> => {
  const streamId = accountStream(accountId)
  const stream = { streamId, end: await streamEnd(sql, streamId) }
  const [inTime, known] = await Promise.all([
    lastPositionBefore(sql, stream, new Date(until)),
    lastPositionUpTo(sql, stream, version),
  ])
  const upTo = Math.min(inTime, known)
  const { state } = await foldStream(sql, { streamId, aggregate: bankAccount as unknown as Aggregate, upTo })
  return state as BankAccount
}

const proofOf = async (sql: Sql, { position, streamId, streamPosition }: StatementProof): Promise<Proof> => {
  const [event] = await readRawEvents(sql, { after: position - 1, upTo: position, limit: 1 })
  if (!event) throw new Error(`Event ${position}, which has closed a month, cannot be found`)
  return { position, streamId, streamPosition, at: event.createdAt, hash: contentHash(event) }
}
