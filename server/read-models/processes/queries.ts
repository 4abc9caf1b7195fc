/** Which instances of the bank's processes have something to do. */
import { getTableName } from 'drizzle-orm'
import type { Sql } from '../../../db/client.ts'
import type { ProcessState } from '../../domain/process.ts'
import { RebuildUnderWay, requestRebuilds } from '../rebuild/requests.ts'
import type { RegisteredProcess } from './registry.ts'

export type DueInstance = {
  readonly instanceId: string
  readonly state: ProcessState
  readonly dueAt: Date
  readonly correlationId: string
  readonly causationId: string
  readonly lastPosition: number
}

/** An instance as it was after this event: after the next one it is looked at anew. */
export type InstanceAt = Pick<DueInstance, 'instanceId' | 'lastPosition'>

/** Those of one process that are due, the longest first, without those that are given some rest. */
export const dueInstances = async (
  sql: Sql,
  { table }: RegisteredProcess,
  { upTo, resting, limit }: { upTo: Date; resting: readonly InstanceAt[]; limit: number },
): Promise<DueInstance[]> => {
  const rows = await sql<
    {
      instance_id: string
      state: ProcessState
      due_at: string
      correlation_id: string
      causation_id: string
      last_position: number
    }[]
  >`
    SELECT instance_id, state, due_at, correlation_id, causation_id, last_position
    FROM ${sql(getTableName(table))} i
    WHERE due_at <= ${upTo.toISOString()}::text::timestamptz
    AND NOT EXISTS (
      SELECT FROM unnest(${resting.map(({ instanceId }) => instanceId)}::text[],
                         ${resting.map(({ lastPosition }) => lastPosition)}::bigint[]) AS r (instance_id, last_position)
      WHERE r.instance_id = i.instance_id AND r.last_position = i.last_position
    )
    ORDER BY due_at, instance_id
    LIMIT ${limit}`
  return rows.map((row) => ({
    instanceId: row.instance_id,
    state: row.state,
    dueAt: new Date(row.due_at),
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    lastPosition: row.last_position,
  }))
}

export type Agenda = {
  /** Those of which something is due, if only what is given some rest. */
  readonly due: readonly RegisteredProcess[]
  /** When the next thing is due that is not due yet. */
  readonly nextAt: Date | undefined
}

/**
 * One statement for all processes, and two looks into an index for each. A process whose days or months have to be over
 * is not looked for ahead of time: the look that comes anyway finds it.
 */
export const readAgenda = async (
  sql: Sql,
  processes: readonly RegisteredProcess[],
  upTo: (process: RegisteredProcess) => Date,
): Promise<Agenda> => {
  const each = processes
    .map(({ table, process }, index) => {
      const instances = `"${getTableName(table)}"`
      const until = `$${index + 1}::text::timestamptz`
      const next = process.dueUpTo ? 'NULL' : `(SELECT min(due_at) FROM ${instances} WHERE due_at > ${until})`
      return `SELECT ${index} AS index, (SELECT min(due_at) FROM ${instances}) <= ${until} AS is_due, ${next}::timestamptz AS next_at`
    })
    .join(' UNION ALL ')
  const rows = await sql.unsafe<{ index: number; is_due: boolean | null; next_at: string | null }[]>(
    `${each} ORDER BY index`,
    processes.map((one) => upTo(one).toISOString()),
    { prepare: true },
  )
  const times = rows.flatMap(({ next_at: nextAt }) => (nextAt === null ? [] : [Date.parse(nextAt)]))
  return {
    due: rows.flatMap(({ index, is_due: isDue }) => (isDue ? [processes[index]!] : [])),
    nextAt: times.length > 0 ? new Date(Math.min(...times)) : undefined,
  }
}

/**
 * A process that this bank has no rows for yet, although it has a past: they are made anew from the log's beginning, as
 * every read model can be, while those that there are go on.
 */
export const welcomeNewProcesses = async (
  sql: Sql,
  { name, processes }: { name: string; processes: readonly RegisteredProcess[] },
): Promise<readonly string[]> => {
  const names = processes.map(({ process }) => process.name)
  const unknown = await sql<{ name: string; position: number }[]>`
    SELECT p.name, coalesce(c.last_position, 0) AS position
    FROM unnest(${names}::text[]) AS p (name)
    LEFT JOIN projector_checkpoints c ON c.projector_name = ${name}
    WHERE p.name NOT IN (SELECT name FROM known_processes)
    ORDER BY p.name`
  if (unknown.length === 0) return []
  // Asked for before it is known, so that a crash in between only asks again.
  if (unknown.some(({ position }) => position > 0))
    await requestRebuilds(sql, { projectors: [name], purpose: 'replace', requestedBy: 'worker' }).catch(
      (error: unknown) => {
        if (!(error instanceof RebuildUnderWay)) throw error
      },
    )
  await sql`INSERT INTO known_processes (name) SELECT unnest(${names}::text[]) ON CONFLICT DO NOTHING`
  return unknown.map((row) => row.name)
}
