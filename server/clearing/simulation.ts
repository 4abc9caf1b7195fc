/**
 * The clearing house as a simulation, in tables beside the bank's: it outlives every process, and any number of workers
 * may talk to it. Its time is the clock that it is given.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { storedMoneySchema } from '../domain/money.ts'
import { chanceOf } from './chance.ts'
import {
  type ClearingHouse,
  type ClearingOrder,
  type IncomingPayment,
  PaymentIdReused,
  refusals,
} from './clearing-house.ts'
import { deliveriesOf, type PlannedMessage, plan } from './plan.ts'
import { type ClearingSettings, clearingSettings } from './settings.ts'

export type SimulatedHouse = ClearingHouse & {
  /** Somebody at another bank pays to an account here. The same reference again is the same payment. */
  readonly payIn: (payment: Omit<IncomingPayment, 'kind'>, at?: Date) => Promise<void>
}

export type SimulationOptions = {
  readonly sql: Sql
  readonly clock: () => Date
  /** As they are whenever the house is handed something. */
  readonly settings?: () => ClearingSettings
  /** Whether it keeps to itself for now what it has to say. */
  readonly holdsBack?: () => boolean
}

/** Positions follow each other in the order of the commits, because one after the other hands them out. */
const DELIVERY_LOCK = 0x636c6561

export const createSimulatedHouse = ({
  sql,
  clock,
  settings: currently = () => clearingSettings,
  holdsBack = () => false,
}: SimulationOptions): SimulatedHouse => {
  const submit: ClearingHouse['submit'] = (order) =>
    inTransaction(sql, async (tx) => {
      const submittedAt = clock()
      const hash = hashOf(order)
      const [taken] = await tx<{ number: number }[]>`
        INSERT INTO clearing_orders (payment_id, content_hash, submitted_at)
        VALUES (${order.paymentId}, ${hash}, ${submittedAt.toISOString()}::text::timestamptz)
        ON CONFLICT (payment_id) DO NOTHING
        RETURNING number`
      if (taken) return keep(tx, plan(order, { number: taken.number, submittedAt, settings: currently() }))
      const [before] = await tx<{ content_hash: string }[]>`
        SELECT content_hash FROM clearing_orders WHERE payment_id = ${order.paymentId}`
      if (before?.content_hash !== hash) throw new PaymentIdReused(order.paymentId)
    })

  const payIn: SimulatedHouse['payIn'] = async (payment, at = clock()) => {
    const settings = currently()
    const chance = chanceOf(`${settings.seed} ${payment.reference}`)
    await keep(sql, deliveriesOf({ kind: 'incoming', ...payment }, at, { chance, settings }))
  }

  /** Gives positions to all messages whose time has come. */
  const deliver = async (): Promise<void> => {
    const now = clock().toISOString()
    const [due] = await sql`
      SELECT FROM clearing_planned_messages WHERE deliver_at <= ${now}::text::timestamptz LIMIT 1`
    if (!due) return
    await inTransaction(sql, async (tx) => {
      await tx`SELECT pg_advisory_xact_lock(${DELIVERY_LOCK})`
      await tx`
        WITH due AS (
          DELETE FROM clearing_planned_messages WHERE deliver_at <= ${now}::text::timestamptz RETURNING *
        )
        INSERT INTO clearing_messages (position, message_id, content, delivered_at)
        SELECT (SELECT coalesce(max(position), 0) FROM clearing_messages)
                 + row_number() OVER (ORDER BY deliver_at, message_id, delivery),
               message_id, content, deliver_at
        FROM due`
    })
  }

  const messages: ClearingHouse['messages'] = async ({ after, limit }) => {
    if (!holdsBack()) await deliver()
    const rows = await sql<{ position: number; message_id: string; content: unknown }[]>`
      SELECT position, message_id, content FROM clearing_messages
      WHERE position > ${after}
      ORDER BY position
      LIMIT ${limit}`
    return rows.map(({ position, message_id, content }) => ({
      position,
      messageId: message_id,
      content: contentSchema.parse(content),
    }))
  }

  return { submit, payIn, messages }
}

const keep = async (tx: Pick<Sql, 'unsafe'>, planned: readonly PlannedMessage[]): Promise<void> => {
  for (const { messageId, delivery, content, deliverAt } of planned)
    await tx.unsafe(
      `INSERT INTO clearing_planned_messages (message_id, delivery, content, deliver_at)
       VALUES ($1::text, $2::int, $3::text::jsonb, $4::text::timestamptz)
       ON CONFLICT DO NOTHING`,
      [messageId, delivery, toJson(content), deliverAt.toISOString()],
    )
}

const toJson = (value: object): string =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? part.toString() : part))

const hashOf = (order: ClearingOrder): string => {
  const { paymentId, kind, money } = order
  const said =
    order.kind === 'return'
      ? [order.reference]
      : [order.debtor.number, order.creditor.number, order.description]
  return createHash('sha256')
    .update(toJson([paymentId, kind, money.amountMinor, money.currency, ...said]))
    .digest('hex')
}

const partySchema = z.object({ name: z.string(), number: z.string() })
const contentSchema = z.union([
  z.object({
    kind: z.literal('answer'),
    paymentId: z.string(),
    sequence: z.int(),
    outcome: z.literal('settled'),
    reason: z.null(),
  }),
  z.object({
    kind: z.literal('answer'),
    paymentId: z.string(),
    sequence: z.int(),
    outcome: z.enum(['rejected', 'returned']),
    reason: z.enum(refusals),
  }),
  z.object({
    kind: z.literal('incoming'),
    reference: z.string(),
    money: storedMoneySchema,
    creditorNumber: z.string(),
    debtor: partySchema,
    description: z.string(),
  }),
])
