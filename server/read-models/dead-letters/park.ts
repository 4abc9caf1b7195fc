/**
 * Puts events aside as they are stored, in the commit that moves the checkpoint past them: a crash leaves an event
 * parked and passed, or neither, and of two workers only the one that wins the checkpoint parks.
 */
import type { Queryable } from '../../event-store/append.ts'
import { readStored } from '../../event-store/read.ts'
import type { Alongside } from '../commit-batch.ts'
import type { ParkedEntry } from '../fold-batch.ts'
import type { ParkedError } from './table.ts'

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
  const rows = parked.map(({ position, keys, behind, error }) => ({
    ...byPosition.get(position)!,
    keys,
    behind,
    error: behind === null ? describeError(error) : null,
    tries: behind === null ? tries : 0,
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

const NAME_LENGTH = 100
const MESSAGE_LENGTH = 1_000
const STACK_LENGTH = 4_000

/** What went wrong, in bounds. Of what the database says only the code and the column: the rest quotes values. */
export const describeError = (error: unknown): ParkedError => {
  if (!(error instanceof Error))
    return { name: typeof error, message: text(String(error), MESSAGE_LENGTH), stack: null }
  const { code, column_name, constraint_name } = error as Partial<Record<string, unknown>> & Error
  const isFromDatabase = error.name === 'PostgresError'
  const where = constraint_name ?? column_name
  const message = isFromDatabase
    ? `The database refuses the row (SQLSTATE ${code}${where ? `, ${where}` : ''})`
    : error.message
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  return {
    name: text(error.name, NAME_LENGTH),
    message: text(message, MESSAGE_LENGTH),
    stack: frames.length > 0 ? text(frames.join('\n'), STACK_LENGTH) : null,
  }
}

/** Postgres has no way to store the character 0. */
const text = (given: string, length: number) => given.replaceAll('\0', '').slice(0, length)
