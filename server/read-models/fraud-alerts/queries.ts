/** What the rules against fraud have found: for staff alone. */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { explain } from '../../domain/fraud/explain.ts'
import type { Finding, FraudRule, Severity } from '../../domain/fraud/finding.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { type Answer, versionOf } from '../version.ts'

type AlertParty = { accountId: string; customerId: string; number: string; name: string }

/** What was found, with the figures that have made the rule speak, and in a sentence. */
export type AlertSummary = Finding & { readonly alertId: string; readonly explanation: string }

export type FraudAlert = AlertSummary & {
  transferId: string
  money: WireMoney
  from: AlertParty
  /** What goes to another bank is paid to the bank's own account. */
  to: AlertParty
  /** Whose hands the money has been in, in a circle, the first one first. */
  hands: { customerId: string; name: string }[]
  at: string
}

type StoredFinding = Finding & { readonly alert_id: string }

type StoredAlert = StoredFinding & {
  transfer_id: string
  amount: string
  currency: Currency
  hands: FraudAlert['hands'] | null
  at: string
  position: number
} & Record<`${'from' | 'to'}_${'account_id' | 'customer_id' | 'number' | 'name'}`, string>

type AnyRow = { version: number } & (StoredAlert | { position: null })
const isFound = (row: AnyRow): row is { version: number } & StoredAlert => row.position !== null

export type AlertFilter = {
  readonly rule?: FraudRule | undefined
  readonly severity?: Severity | undefined
  /** At either end of the transfer. */
  readonly accountId?: string | undefined
  /** At either end, or one of those through whose hands the money has gone. */
  readonly customerId?: string | undefined
  readonly transferId?: string | undefined
}

/** Newest first. Throws InvalidCursor. */
export const listAlerts = async (
  sql: Sql,
  { rule, severity, accountId, customerId, transferId, limit, cursor }: AlertFilter & Paging,
): Promise<Page<FraudAlert>> => {
  const before = decodeCursor(cursor, z.tuple([z.int().positive(), z.uuid()]))
  const rows = await sql<AnyRow[]>`
    WITH page AS (
      ${alertsWithParties(sql)}
      WHERE true
      ${rule === undefined ? sql`` : sql`AND a.rule = ${rule}`}
      ${severity === undefined ? sql`` : sql`AND a.severity = ${severity}`}
      ${accountId === undefined ? sql`` : sql`AND ${accountId}::uuid IN (a.from_account_id, a.to_account_id)`}
      ${
        customerId === undefined
          ? sql``
          : sql`AND (a.from_customer_id = ${customerId} OR a.to_customer_id = ${customerId} OR a.hands ? ${customerId})`
      }
      ${transferId === undefined ? sql`` : sql`AND a.transfer_id = ${transferId}`}
      ${before === undefined ? sql`` : sql`AND (a.position, a.alert_id) < (${before[0]}::bigint, ${before[1]}::uuid)`}
      ORDER BY a.position DESC, a.alert_id DESC LIMIT ${fetchSize(limit)}
    )
    SELECT * FROM ${versionOf(sql, 'fraud-alerts')} AS checkpoint LEFT JOIN page ON true
    ORDER BY position DESC, alert_id DESC`
  return pageOf(
    { version: rows[0]!.version, rows: rows.filter(isFound), limit },
    { toWire: toAlert, keyOf: (row) => [row.position, row.alert_id] },
  )
}

/** What was found about these transfers, by transfer, in the order in which it was found. */
export const alertsByTransfer = async (
  sql: Sql,
  transferIds: readonly string[],
): Promise<Answer<ReadonlyMap<string, AlertSummary[]>>> => {
  const rows = await sql<
    ({ version: number } & ((StoredFinding & { transfer_id: string }) | { alert_id: null }))[]
  >`
    WITH found AS (
      SELECT alert_id, rule, severity, figures, transfer_id, position FROM fraud_alerts
      WHERE transfer_id = ANY (${[...transferIds]}::text[]::uuid[])
    )
    SELECT * FROM ${versionOf(sql, 'fraud-alerts')} AS checkpoint LEFT JOIN found ON true
    ORDER BY position, alert_id`
  const byTransfer = new Map<string, AlertSummary[]>()
  for (const row of rows) {
    if (row.alert_id === null) continue
    const known = byTransfer.get(row.transfer_id) ?? []
    byTransfer.set(row.transfer_id, [...known, summaryOf(row)])
  }
  return { version: rows[0]!.version, data: byTransfer }
}

const alertsWithParties = (sql: Sql) => sql`
  SELECT a.alert_id, a.rule, a.severity, a.figures, a.transfer_id, a.amount::text, a.currency, a.at, a.position,
         a.from_account_id, a.from_customer_id, coalesce(fa.number, '') AS from_number, coalesce(fc.name, '') AS from_name,
         a.to_account_id, a.to_customer_id, coalesce(ta.number, '') AS to_number, coalesce(tc.name, '') AS to_name,
         (SELECT jsonb_agg(jsonb_build_object('customerId', h.id, 'name', coalesce(c.name, '')) ORDER BY h.step)
          FROM jsonb_array_elements_text(a.hands) WITH ORDINALITY AS h (id, step)
          LEFT JOIN fraud_customers c ON c.customer_id = h.id::uuid) AS hands
  FROM fraud_alerts a
  LEFT JOIN fraud_accounts fa ON fa.account_id = a.from_account_id
  LEFT JOIN fraud_accounts ta ON ta.account_id = a.to_account_id
  LEFT JOIN fraud_customers fc ON fc.customer_id = a.from_customer_id
  LEFT JOIN fraud_customers tc ON tc.customer_id = a.to_customer_id`

/** The columns belong together as they were found. */
const summaryOf = ({ alert_id: alertId, rule, severity, figures }: StoredFinding): AlertSummary => {
  const finding = { rule, severity, figures } as Finding
  return { alertId, ...finding, explanation: explain(finding) }
}

const toAlert = (row: StoredAlert): FraudAlert => {
  const party = (end: 'from' | 'to'): AlertParty => ({
    accountId: row[`${end}_account_id`],
    customerId: row[`${end}_customer_id`],
    number: row[`${end}_number`],
    name: row[`${end}_name`],
  })
  return {
    ...summaryOf(row),
    transferId: row.transfer_id,
    money: toWire(money(BigInt(row.amount), row.currency)),
    from: party('from'),
    to: party('to'),
    hands: row.hands ?? [],
    at: toIso(row.at),
  }
}
