/** Each read model: how far it is, and its newest rebuild or verification, also when that is over. */
import type { Sql } from '../../../db/client.ts'
import { type ProjectionVersion, projectionVersions } from '../health.ts'
import type { Answer } from '../version.ts'
import { newestRebuilds, type Rebuild } from './requests.ts'

export type ProjectionStatus = ProjectionVersion & { rebuild: Rebuild | null }

export const projectionStatus = async (sql: Sql): Promise<Answer<ProjectionStatus[]>> => {
  const [{ version, data }, rebuilds] = await Promise.all([projectionVersions(sql), newestRebuilds(sql)])
  return { version, data: data.map((one) => ({ ...one, rebuild: rebuilds.get(one.name) ?? null })) }
}
