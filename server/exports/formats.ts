/** Which formats there are for what, who writes them, and what they are called by. A new format is a line here. */
import { listAsCamt052 } from './camt053/camt052.ts'
import { CAMT_TYPE, statementAsCamt053 } from './camt053/camt053.ts'
import type { ExportedList, ExportedStatement } from './contents.ts'
import { CSV_TYPE } from './csv/table.ts'
import { listAsCsv, statementAsCsv } from './csv/transactions.ts'
import { MT940_TYPE, mt940Problem, statementAsMt940 } from './mt940/mt940.ts'
import { listAsOfx, OFX_TYPE, statementAsOfx } from './ofx/ofx.ts'
import { listAsPdf } from './pdf/list.ts'
import { PDF_TYPE, pdfProblem, statementAsPdf } from './pdf/statement.ts'

export type Format<Contents> = {
  readonly mediaType: string
  readonly extension: string
  /** Written as it is taken: no more than a page of lines is in memory. */
  readonly write: (contents: Contents) => AsyncIterable<string | Uint8Array>
  /** Why the format cannot hold these contents; undefined when it can. */
  readonly problem?: (contents: Contents) => string | undefined
}

export const statementFormats = {
  pdf: { mediaType: PDF_TYPE, extension: 'pdf', write: statementAsPdf, problem: pdfProblem },
  csv: { mediaType: CSV_TYPE, extension: 'csv', write: statementAsCsv },
  ofx: { mediaType: OFX_TYPE, extension: 'ofx', write: statementAsOfx },
  camt053: { mediaType: CAMT_TYPE, extension: 'xml', write: statementAsCamt053 },
  mt940: { mediaType: MT940_TYPE, extension: 'sta', write: statementAsMt940, problem: mt940Problem },
} satisfies Readonly<Record<string, Format<ExportedStatement>>>
export type StatementFormat = keyof typeof statementFormats

/** What promises a whole period with its balances is not made of a part of it: a list has the report in its place. */
export const listFormats = {
  pdf: { mediaType: PDF_TYPE, extension: 'pdf', write: listAsPdf, problem: pdfProblem },
  csv: { mediaType: CSV_TYPE, extension: 'csv', write: listAsCsv },
  ofx: { mediaType: OFX_TYPE, extension: 'ofx', write: listAsOfx },
  camt052: { mediaType: CAMT_TYPE, extension: 'xml', write: listAsCamt052 },
} satisfies Readonly<Record<string, Format<ExportedList>>>
export type ListFormat = keyof typeof listFormats
