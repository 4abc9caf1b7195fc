/** What the rules against fraud have found, what they remember for it, and what is needed to name those concerned. */
import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Way } from '../../domain/fraud/circle.ts'
import type { Finding, FraudRule, Severity } from '../../domain/fraud/finding.ts'
import type { PayerMemory } from '../../domain/fraud/payer.ts'
import type { Currency } from '../../domain/money.ts'

/** One for each rule that a transfer has made speak. */
export const fraudAlertTable = pgTable(
  'fraud_alerts',
  {
    /** Follows from the rule and the event: found again, it is the same one. */
    alertId: uuid('alert_id').primaryKey(),
    rule: text('rule').$type<FraudRule>().notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    figures: jsonb('figures').$type<Finding['figures']>().notNull(),
    transferId: uuid('transfer_id').notNull(),
    fromAccountId: uuid('from_account_id').notNull(),
    fromCustomerId: uuid('from_customer_id').notNull(),
    toAccountId: uuid('to_account_id').notNull(),
    toCustomerId: uuid('to_customer_id').notNull(),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    /** Through which customers' hands it has come, where it has come in a circle. */
    hands: jsonb('hands').$type<readonly string[]>(),
    at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
  },
  (table) => [
    index('fraud_alerts_position').on(table.position, table.alertId),
    index('fraud_alerts_transfer').on(table.transferId),
    index('fraud_alerts_from_customer').on(table.fromCustomerId),
    index('fraud_alerts_to_customer').on(table.toCustomerId),
  ],
)

/** What has just been taken from an account, or held on it, for the transfer whose own event comes next. */
export type NowSending = {
  readonly transferId: string
  readonly newPayee: { readonly id: string; readonly since: string } | null
  readonly quietSince: string | null
  /** It was held before, and looked at then. */
  readonly isSettled: boolean
}

export const fraudPayerTable = pgTable('fraud_payers', {
  /** `payer <account>`: no id of a stream, because other streams' events are in it too. */
  payer: text('payer').primaryKey(),
  memory: jsonb('memory').$type<PayerMemory>().notNull(),
  /** Since when nothing has gone out of it. */
  quietSince: text('quiet_since'),
  sending: jsonb('sending').$type<NowSending>(),
  lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
})

export const fraudWayTable = pgTable('fraud_ways', {
  /** `paid <customer>` */
  paid: text('paid').primaryKey(),
  ways: jsonb('ways').$type<readonly Way[]>().notNull(),
  lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
})

export const fraudAccountTable = pgTable('fraud_accounts', {
  accountId: uuid('account_id').primaryKey(),
  customerId: uuid('customer_id').notNull(),
  number: text('number').notNull(),
})

/** A person's name stands in this one row, so that it can be erased there. */
export const fraudCustomerTable = pgTable('fraud_customers', {
  customerId: uuid('customer_id').primaryKey(),
  name: text('name').notNull(),
})
