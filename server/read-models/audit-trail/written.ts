/**
 * The audit trail in writing. JSON Lines: one event a line. CSV: RFC 4180, the event's data as JSON in the last column; a
 * cell that a spreadsheet would take for a formula begins with an apostrophe, because it is a customer's text and not
 * the auditor's.
 */
import { stringify } from 'csv-stringify/sync'
import type { StoredBankEvent } from '../../domain/events.ts'
import { type AuditedEvent, toAuditedEvent } from './audited-event.ts'

export const exportFormats = ['csv', 'jsonl'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
}

const columns = [
  'position',
  'at',
  'streamId',
  'streamPosition',
  'type',
  'schemaVersion',
  'userId',
  'commandId',
  'correlationId',
  'causationId',
  'data',
] as const satisfies readonly (keyof AuditedEvent)[]

const toCsv = (events: readonly StoredBankEvent[], { header }: { readonly header: boolean }): string =>
  stringify(events.map(toAuditedEvent), {
    columns: [...columns],
    header,
    escape_formulas: true,
    record_delimiter: '\r\n',
    cast: { object: (value) => JSON.stringify(value) },
  })

/** A text for each page, and for CSV the names of the columns before the first. */
export async function* written(
  pages: AsyncIterable<readonly StoredBankEvent[]>,
  format: ExportFormat,
): AsyncGenerator<string, void, undefined> {
  if (format === 'csv') yield toCsv([], { header: true })
  for await (const events of pages)
    yield format === 'csv'
      ? toCsv(events, { header: false })
      : events.map((event) => `${JSON.stringify(toAuditedEvent(event))}\n`).join('')
}
