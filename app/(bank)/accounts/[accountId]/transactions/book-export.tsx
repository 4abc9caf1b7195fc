/**
 * What a list shows, with its filter, as a file: of one account in the formats of the field, of several as rows of a table,
 * because those formats know of one account each.
 */
import Link from 'next/link'
import type { ListScope } from '../../../../api-client/transaction-list-queries.ts'
import { ExportMenu, listFormats } from '../../../../components/export-menu.tsx'
import type { ListRequest } from '../../../../components/transaction-filter/filter.ts'
import { exportsText } from '../../../../text/exports.ts'
import { transactionsText as text } from '../../../../text/transactions.ts'

export function BookExport({
  scope,
  request,
  count,
}: {
  scope: ListScope
  request: ListRequest
  /** How many lines fit, where that is known. */
  count: number | undefined
}) {
  const shape = { size: 'sm', radius: 'md' } as const
  if (scope === 'all')
    return (
      <ExportMenu
        source={{ path: '/api/lists/activity/export', body: { ...request } }}
        formats={['csv']}
        shape={shape}
      />
    )
  return (
    <ExportMenu
      source={{ path: '/api/transactions/export', body: { accountId: scope, ...request } }}
      formats={listFormats}
      label={text.exportFiltered}
      shape={shape}
      count={count}
      foot={
        <>
          {exportsText.onlyWhole}{' '}
          <Link href={`/statements?account=${scope}`}>{exportsText.ofStatements}</Link>
        </>
      }
    />
  )
}
