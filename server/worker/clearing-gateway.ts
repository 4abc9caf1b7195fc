/**
 * Between the bank and the clearing house: hands in what is to be paid, and takes over what becomes of it.
 *
 * Promises: an order is handed in at least once, and is one order; a message is taken over once, whoever reads it and
 * however often it is delivered, because its command's id follows from the message. The position moves on only past
 * messages whose commands are committed, or that have failed again and again: those are put aside, for the bank's people
 * to have them tried again. Trouble of the bank's own that passes by itself is no failure of a message, however long it
 * takes.
 */
import type { Sql } from '../../db/client.ts'
import { derivedId } from '../auth/derived-id.ts'
import type { ClearingHouse, ClearingMessage, IncomingPayment } from '../clearing/clearing-house.ts'
import type { CommandBus } from '../command-bus/command-bus.ts'
import { BusBusy, BusStopped, CommandConflict, OutcomeUnknown } from '../command-bus/errors.ts'
import { accountNumberSchema } from '../domain/account-number.ts'
import { type AccountId, type TransferId, transferIdSchema } from '../domain/ids.ts'
import { theBankItself } from '../domain/the-bank.ts'
import { isConnectionLost } from '../event-store/errors.ts'
import { readHead } from '../event-store/read.ts'
import { log } from '../log.ts'
import { findAccountByNumber } from '../read-models/account-summaries/queries.ts'
import {
  countFailure,
  forgetFailures,
  messagesToRetry,
  retriedWell,
} from '../read-models/payments/parked-messages.ts'
import { VersionNotReached, type VersionWatch } from '../read-models/wait.ts'
import type { Backoff } from './backoff.ts'
import { createHandingIn } from './handing-in.ts'

export type ClearingGateway = {
  /** Answers how many orders the house has taken. Throws when it is away (./handing-in.ts). */
  readonly handIn: () => Promise<number>
  /** Answers how many messages have been left behind. Throws what has kept it from going on. */
  readonly takeOver: () => Promise<number>
}

export type ClearingGatewayOptions = {
  readonly sql: Sql
  readonly bus: Pick<CommandBus, 'execute'>
  readonly house: ClearingHouse
  readonly versions: Pick<VersionWatch, 'waitForVersion'>
  readonly atOnce?: number
  /** For how long an order is left alone that was not taken. */
  readonly backoff?: Backoff
}

const POSITION = 'messages'

/** The same payment is the same transfer, whichever of its messages is read first. */
export const incomingTransferId = (reference: string): TransferId =>
  derivedId('incoming payment', reference) as TransferId

export const createClearingGateway = ({
  sql,
  bus,
  house,
  versions,
  atOnce = 200,
  backoff,
}: ClearingGatewayOptions): ClearingGateway => {
  const context = (about: string) => ({
    actor: theBankItself,
    commandId: derivedId('clearing', about),
  })

  const handIn = createHandingIn({
    sql,
    house,
    acknowledge: (transferId) =>
      bus.execute('acknowledgePayment', { transferId }, context(`acknowledged ${transferId}`)),
    atOnce,
    ...(backoff && { backoff }),
  })

  /** Null only when every account that was there when it was asked for is known. */
  const accountWith = async (written: string): Promise<AccountId | null> => {
    const number = accountNumberSchema.safeParse(written)
    if (!number.success) return null
    const head = await readHead(sql)
    const find = async () =>
      (await findAccountByNumber(sql, number.data))?.data.accountId as AccountId | undefined
    const found = await find()
    if (found) return found
    await versions.waitForVersion(['account-summaries'], head)
    return (await find()) ?? null
  }

  const give = async (command: Awaited<ReturnType<typeof prepare>>): Promise<void> => {
    const result = await command?.()
    if (result?.outcome === 'rejected' && result.rejection.reason === 'PaymentNotFound')
      log.warn(
        { reason: result.rejection.reason },
        'The clearing house knows of a payment that the bank does not',
      )
  }

  /** Looks up what the command needs; `undefined` for what no command can be made of. */
  const prepare = async ({ messageId, content }: ClearingMessage) => {
    if (content.kind === 'incoming') {
      if (content.money.amountMinor <= 0n) return misunderstood(messageId)
      const data = receiptOf(content, await accountWith(content.creditorNumber))
      return () => bus.execute('receivePayment', data, context(messageId))
    }
    const transferId = transferIdSchema.safeParse(content.paymentId)
    if (!transferId.success) return misunderstood(messageId)
    const about = { transferId: transferId.data, sequence: content.sequence }
    return content.outcome === 'settled'
      ? () => bus.execute('settlePayment', about, context(messageId))
      : () => bus.execute('rejectPayment', { ...about, reason: content.reason }, context(messageId))
  }

  const tryAgain = async (position: number): Promise<void> => {
    const [message] = await house.messages({ after: position - 1, limit: 1 })
    if (message?.position !== position) throw new Error('The clearing house has not this message any more')
    await give(await prepare(message))
  }

  /** Those that somebody of the bank wants to be tried again. They hold up nobody. */
  const retry = async (): Promise<void> => {
    for (const { position, messageId } of await messagesToRetry(sql))
      try {
        await tryAgain(position)
        await retriedWell(sql, position)
      } catch (error) {
        log.error({ err: error, messageId }, 'A message of the clearing house has failed again')
        // Then it is tried at the next look, as has been asked for.
        if (!passesByItself(error)) await countFailure(sql, { position, messageId, error })
      }
  }

  const takeOver: ClearingGateway['takeOver'] = async () => {
    await retry()
    const after = await readPosition(sql)
    const messages = await house.messages({ after, limit: atOnce })
    if (messages.length === 0) return 0
    const prepared = await Promise.allSettled(messages.map(prepare))
    // Given all at once, and so decided in the order in which they were delivered.
    const results = await Promise.allSettled(
      prepared.map(async (one) => {
        if (one.status === 'rejected') throw one.reason
        await give(one.value)
      }),
    )
    const failed = results.findIndex(({ status }) => status === 'rejected')
    const done = failed === -1 ? messages.length : failed
    const last = messages[done - 1]
    if (last) await movePosition(sql, { from: after, to: last.position })
    const failure = results[failed]
    if (failure?.status !== 'rejected') {
      if (last) await forgetFailures(sql, last.position)
      return done
    }
    if (passesByItself(failure.reason)) throw failure.reason
    const { position, messageId } = messages[failed]!
    if (!(await countFailure(sql, { position, messageId, error: failure.reason }))) throw failure.reason
    log.error({ err: failure.reason, messageId }, 'A message of the clearing house is put aside')
    await movePosition(sql, { from: last?.position ?? after, to: position })
    return done + 1
  }

  return { handIn, takeOver }
}

const passesByItself = (error: unknown): boolean =>
  [VersionNotReached, BusBusy, BusStopped, CommandConflict, OutcomeUnknown].some(
    (kind) => error instanceof kind,
  ) || isConnectionLost(error)

const misunderstood = (messageId: string): undefined => {
  log.error({ messageId }, 'A message of the clearing house cannot be understood, and is passed over')
}

const receiptOf = (
  { reference, money, description, debtor }: IncomingPayment,
  accountId: AccountId | null,
) => ({
  transferId: incomingTransferId(reference),
  reference: cleaned(reference, 200),
  accountId,
  money,
  description: cleaned(description, 140),
  payerName: cleaned(debtor.name, 140),
  payerNumber: cleaned(debtor.number, 40),
})

/** As somebody elsewhere has written it: never refused, because the money is there, and never taken as it is. */
const cleaned = (text: string, most: number): string =>
  [
    ...text
      .toWellFormed()
      .normalize('NFC')
      .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' '),
  ]
    .slice(0, most)
    .join('')
    .trim()

const readPosition = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ last_position: number }[]>`
    SELECT last_position FROM clearing_position WHERE name = ${POSITION}`
  return row?.last_position ?? 0
}

/** By compare and set: whoever is later than another one has done the same, and leaves the position alone. */
const movePosition = (sql: Sql, { from, to }: { from: number; to: number }) => sql`
  INSERT INTO clearing_position (name, last_position) VALUES (${POSITION}, ${to})
  ON CONFLICT (name) DO UPDATE SET last_position = excluded.last_position
  WHERE clearing_position.last_position = ${from}`
