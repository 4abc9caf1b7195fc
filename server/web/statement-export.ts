/**
 * `POST /api/statements/export {accountId, month, format, afterVersion?}`: a month of an account as a file. It is written
 * as fast as it is taken and as of one version, however the bank goes on; for a client that has gone nothing more is read.
 */
import { z } from 'zod'
import { monthSchema } from '../domain/calendar/business-dates.ts'
import { accountIdSchema } from '../domain/ids.ts'
import type { ExportedStatement } from '../exports/contents.ts'
import { type Format, type StatementFormat, statementFormats } from '../exports/formats.ts'
import { exportStatement } from '../read-models/statements/export.ts'
import type { Services } from '../trpc/context.ts'
import { badInput, notFound } from '../trpc/errors.ts'
import { afterVersion, ownerFilter } from '../trpc/procedures.ts'
import { type PersonalEndpoint, parseBody } from './endpoint.ts'
import { sendFile } from './send-file.ts'
import { exportedAccount, statementContents } from './statement-contents.ts'

const formats = Object.keys(statementFormats) as [StatementFormat, ...StatementFormat[]]

const bodySchema = z.strictObject({
  accountId: accountIdSchema,
  month: monthSchema,
  format: z.enum(formats, { error: `must be one of ${formats.join(', ')}` }),
  afterVersion,
})

export type ExportServices = Pick<Services, 'sql' | 'versions' | 'bank'>

/** `open` reads the bank; handed in so that a test can see how much is read. */
export const statementExport =
  ({ sql, versions, bank: { timeZone } }: ExportServices, open = exportStatement): PersonalEndpoint =>
  async ({ response, body, signedIn, correlationId }) => {
    const { accountId, month, afterVersion: version, ...asked } = parseBody(bodySchema, body)
    const scope = { accountId, customerId: ownerFilter(signedIn) }
    if (version !== undefined)
      await versions.waitForVersion(['statements', 'transactions', 'account-summaries'], version)
    const now = new Date()
    const [found, account] = await Promise.all([
      open(sql, { ...scope, month }, { now, timeZone }),
      exportedAccount(sql, scope),
    ])
    if (!account || found.outcome === 'noAccount') throw notFound()
    if (found.outcome === 'noMonth')
      throw badInput([{ path: 'month', reason: 'has no statement: the account was not open in it' }])

    const contents = await statementContents(sql, found, { account, timeZone, writtenAt: now.toISOString() })
    const format: Format<ExportedStatement> = statementFormats[asked.format]
    const problem = format.problem?.(contents)
    if (problem) throw badInput([{ path: 'format', reason: problem }])
    const name = `statement-${month}-${account.number.slice(-4)}`
    await sendFile(
      response,
      { format, contents, name, version: found.version, count: found.head.entries },
      correlationId,
    )
  }
