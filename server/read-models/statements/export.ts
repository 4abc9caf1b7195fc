/**
 * A statement with all of its lines, oldest first, a page at a time: whoever writes it out holds one page, and nothing is
 * read before it is asked for. All of it is as of one version, however long that takes.
 */
import type { Sql } from '../../../db/client.ts'
import { type TransactionRow, toTransactionRow } from '../transactions/stored-transaction.ts'
import { headOf, keyOf, linesOf, type StatementHead, spanOf } from './one-statement.ts'

export type StatementExport = {
  readonly outcome: 'found'
  readonly version: number
  readonly head: StatementHead
  readonly pages: () => AsyncGenerator<readonly TransactionRow[], void, undefined>
}

const PAGE_SIZE = 500

export const exportStatement = async (
  sql: Sql,
  request: Parameters<typeof spanOf>[1],
  moment: Parameters<typeof spanOf>[2],
  { pageSize = PAGE_SIZE }: { readonly pageSize?: number } = {},
): Promise<StatementExport | Exclude<Awaited<ReturnType<typeof spanOf>>, { outcome: 'found' }>> => {
  const span = await spanOf(sql, request, moment)
  if (span.outcome !== 'found') return span
  return {
    outcome: 'found',
    version: span.version,
    head: await headOf(sql, span),
    pages: async function* () {
      for (let after: [string, number] | undefined; ; ) {
        const lines = await linesOf(sql, span, { after, size: pageSize, reader: request.customerId })
        if (lines.length > 0) yield lines.map(toTransactionRow)
        if (lines.length < pageSize) return
        after = keyOf(lines.at(-1)!)
      }
    },
  }
}
