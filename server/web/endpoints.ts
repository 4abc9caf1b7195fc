/** Every endpoint beside tRPC. A new one is its file and a line here. */
import type { Bank } from '../main.ts'
import { auditExport } from './audit-export.ts'
import { answeringBadQueries, type Endpoints, got, onlyFor, posted } from './endpoint.ts'
import { exportedLists } from './exported-lists.ts'
import { feed } from './feed.ts'
import { type ExportedList, listExport } from './list-export.ts'
import { answeringRefusals } from './refusals.ts'
import { sealsExport } from './seals-export.ts'
import { statementExport } from './statement-export.ts'
import { transactionExport } from './transaction-export.ts'

const EVERYBODY = ['customer', 'teller', 'approver', 'auditor'] as const

export const createEndpoints = ({
  auth,
  database: { sql },
  logWatch,
  services,
}: Pick<Bank, 'auth' | 'database' | 'logWatch' | 'services'>): Endpoints => ({
  '/api/audit/export': got(onlyFor(['auditor'], auth, answeringBadQueries(auditExport(sql)))),
  '/api/seals/export': got(onlyFor(['auditor'], auth, answeringBadQueries(sealsExport(sql)))),
  '/api/feed': got(
    onlyFor(['auditor'], auth, answeringBadQueries(feed({ sql, logWatch, sessions: auth.sessions }))),
  ),
  '/api/statements/export': posted(onlyFor(EVERYBODY, auth, answeringRefusals(statementExport(services)))),
  ...Object.fromEntries(
    Object.entries(exportedLists).map(([name, list]) => [
      `/api/lists/${name}/export`,
      posted(
        onlyFor(
          EVERYBODY,
          auth,
          answeringRefusals(listExport(services, name, list as ExportedList<unknown>)),
        ),
      ),
    ]),
  ),
  '/api/transactions/export': posted(
    onlyFor(EVERYBODY, auth, answeringRefusals(transactionExport(services))),
  ),
})
