/** Every endpoint beside tRPC. A new one is its file and a line here. */
import type { Bank } from '../main.ts'
import { auditExport } from './audit-export.ts'
import { answeringBadQueries, type Endpoints, onlyFor } from './endpoint.ts'
import { sealsExport } from './seals-export.ts'

export const createEndpoints = ({ auth, database: { sql } }: Pick<Bank, 'auth' | 'database'>): Endpoints => ({
  '/api/audit/export': onlyFor(['auditor'], auth, answeringBadQueries(auditExport(sql))),
  '/api/seals/export': onlyFor(['auditor'], auth, answeringBadQueries(sealsExport(sql))),
})
