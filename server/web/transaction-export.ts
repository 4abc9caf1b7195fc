/**
 * `POST /api/transactions/export {accountId, format, …the filters of accounts.transactions}`: exactly what the list shows
 * with these filters, all of it, as a file. It is written as fast as it is taken and as of one version, however the bank
 * goes on; for a client that has gone nothing more is read.
 */
import { z } from 'zod'
import { accountIdSchema } from '../domain/ids.ts'
import type { ExportedList, PickedOut } from '../exports/contents.ts'
import { type Format, type ListFormat, listFormats } from '../exports/formats.ts'
import { MAX_LINES } from '../exports/pdf/statement.ts'
import { exportTransactions } from '../read-models/transactions/export.ts'
import { badInput, notFound } from '../trpc/errors.ts'
import { afterVersion, ownerFilter } from '../trpc/procedures.ts'
import { transactionFilter } from '../trpc/transaction-filter.ts'
import { type PersonalEndpoint, parseBody } from './endpoint.ts'
import { sendFile } from './send-file.ts'
import { exportedAccount } from './statement-contents.ts'
import type { ExportServices } from './statement-export.ts'

const formats = Object.keys(listFormats) as [ListFormat, ...ListFormat[]]

// Strict: a filter that is misspelt must not export everything.
const bodySchema = z.strictObject({
  ...transactionFilter,
  accountId: accountIdSchema,
  format: z.enum(formats, { error: `must be one of ${formats.join(', ')}` }),
  afterVersion,
})

/** `open` reads the bank; handed in so that a test can see how much is read. */
export const transactionExport =
  ({ sql, versions, bank: { timeZone } }: ExportServices, open = exportTransactions): PersonalEndpoint =>
  async ({ response, body, signedIn, correlationId }) => {
    const asked = parseBody(bodySchema, body)
    const { accountId, format: formatName, afterVersion: after, ...filter } = asked
    const scope = { accountId, customerId: ownerFilter(signedIn) }
    if (after !== undefined) await versions.waitForVersion(['transactions', 'account-summaries'], after)
    const [found, account] = await Promise.all([
      open(sql, { ...scope, ...filter }),
      exportedAccount(sql, scope),
    ])
    if (!account || !found) throw notFound()

    const contents: ExportedList = {
      ...{ account, timeZone, version: found.version, balance: found.balance },
      writtenAt: new Date().toISOString(),
      from: filter.from?.toISOString() ?? null,
      until: filter.to?.toISOString() ?? null,
      pickedOut: pickedOut(filter),
      // A PDF has an end, so its lines are counted however long that takes.
      entries: found.count ?? (formatName === 'pdf' ? await found.countUpTo(MAX_LINES + 1) : null),
      lines: found.pages(),
    }
    const format: Format<ExportedList> = listFormats[formatName]
    const problem = format.problem?.(contents)
    if (problem) throw badInput([{ path: 'format', reason: problem }])
    const name = `transactions-${account.number.slice(-4)}-${found.version}`
    await sendFile(
      response,
      { format, contents, name, version: found.version, count: contents.entries },
      correlationId,
    )
  }

type Filter = Omit<z.output<typeof bodySchema>, 'accountId' | 'format' | 'afterVersion'>

const pickedOut = (filter: Filter): PickedOut => ({
  search: filter.search?.trim() || null,
  direction: filter.direction ?? null,
  minAmount: filter.minAmount ?? null,
  maxAmount: filter.maxAmount ?? null,
  categories: filter.categories ?? (filter.category ? [filter.category] : []),
  counterparty: filter.counterparty ?? null,
})
