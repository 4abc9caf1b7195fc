/** Every endpoint beside tRPC. A new one is its file and a line here. */
import type { Bank } from '../main.ts'
import { auditExport } from './audit-export.ts'
import { answeringBadQueries, type Endpoints, onlyFor } from './endpoint.ts'
import { feed } from './feed.ts'
import { sealsExport } from './seals-export.ts'

export const createEndpoints = ({
  auth,
  database: { sql },
  logWatch,
}: Pick<Bank, 'auth' | 'database' | 'logWatch'>): Endpoints => ({
  '/api/audit/export': onlyFor(['auditor'], auth, answeringBadQueries(auditExport(sql))),
  '/api/seals/export': onlyFor(['auditor'], auth, answeringBadQueries(sealsExport(sql))),
  '/api/feed': onlyFor(
    ['auditor'],
    auth,
    answeringBadQueries(feed({ sql, logWatch, sessions: auth.sessions })),
  ),
})
