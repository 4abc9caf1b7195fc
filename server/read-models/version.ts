/**
 * A query's version: how far the read model had come when its rows were read. It comes from the same statement as the
 * rows, and so from the same snapshot, because a version must never promise what its rows do not show.
 */
import type { Sql } from '../../db/client.ts'
import type { ProjectorName } from './registry.ts'

export type Answer<Data> = { version: number; data: Data }

/** For `FROM`: one row with the column `version`, also while the projector has no checkpoint. */
export const versionOf = (sql: Sql, projector: ProjectorName) => sql`(
  SELECT coalesce(max(last_position), 0) AS version FROM projector_checkpoints WHERE projector_name = ${projector})`
