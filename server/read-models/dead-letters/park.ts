/**
 * Puts events aside as they are stored, in the commit that moves the checkpoint past them: a crash leaves an event
 * parked and passed, or neither, and of two workers only the one that wins the checkpoint parks.
 */
import type { Queryable } from '../../event-store/append.ts'
import { readStored } from '../../event-store/read.ts'
import type { Alongside } from '../commit-batch.ts'
import type { ParkedEntry } from '../fold-batch.ts'
import { tellError } from './told-error.ts'

/** Writes for {@link import('../commit-batch.ts').commitBatch}; none when there is nothing to park. */
export const parking = async (
  sql: Queryable,
  parked: readonly ParkedEntry[],
  tries: number,
): Promise<Alongside[]> => {
  if (parked.length === 0) return []
  const stored = await readStored(
    sql,
    parked.map(({ position }) => position),
  )
  const byPosition = new Map(stored.map((row) => [row.global_position, row]))
  const rows = parked.map((entry) => ({
    ...byPosition.get(entry.position)!,
    keys: entry.keys,
    behind: entry.behind,
    error: entry.behind === null ? tellError(entry) : null,
    tries: entry.behind === null ? tries : 0,
  }))
  return [{ statement: insertParked, parameters: [JSON.stringify(rows)] }]
}

const insertParked = (parameter: number) => `
  INSERT INTO parked_events (projector_name, global_position, stream_id, stream_position, event_type,
                             schema_version, data, metadata, created_at, keys, behind, error, tries)
  SELECT moved.projector_name, p.global_position, p.stream_id, p.stream_position, p.event_type, p.schema_version,
         p.data::jsonb, p.metadata::jsonb, p.created_at, p.keys, p.behind, p.error, p.tries
  FROM moved, jsonb_to_recordset($${parameter}::text::jsonb)
       AS p (global_position bigint, stream_id text, stream_position int, event_type text, schema_version smallint,
             data text, metadata text, created_at timestamptz, keys text[], behind bigint, error jsonb, tries int)
  ORDER BY p.global_position
  ON CONFLICT (projector_name, global_position) WHERE status = 'parked' DO NOTHING`
