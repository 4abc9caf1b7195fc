/**
 * `POST /api/transactions/export {accountId, format, …the filters of accounts.transactions}`: exactly what the list shows
 * with these filters, all of it, as a file. It is written as fast as it is taken and as of one version, however the bank
 * goes on; for a client that has gone nothing more is read.
 */
import { z } from 'zod'
import { accountIdSchema } from '../domain/ids.ts'
import type { ExportedList } from '../exports/contents.ts'
import { type Format, type ListFormat, listFormats } from '../exports/formats.ts'
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
      lines: found.pages(),
    }
    const format: Format<ExportedList> = listFormats[formatName]
    const problem = format.problem?.(contents)
    if (problem) throw badInput([{ path: 'format', reason: problem }])
    const name = `transactions-${account.number.slice(-4)}-${found.version}`
    await sendFile(
      response,
      { format, contents, name, version: found.version, count: found.count },
      correlationId,
    )
  }
