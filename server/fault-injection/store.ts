/**
 * The faults as they stand in the database. Whatever is changed here, every process of the bank is told by a
 * notification, which may get lost: all of them look for themselves as well.
 */
import { randomUUID } from 'node:crypto'
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Queryable } from '../event-store/append.ts'
import { toIso } from '../read-models/instant.ts'
import { PAUSED_FOR_A_WHILE, pauseWithin } from '../read-models/pause.ts'
import { type Fault, faultSchema, targetOf } from './faults.ts'

export const FAULTS_CHANGED = 'injected_faults_changed'
/** What the last one of each has done can be looked up for as long as this. */
const REMEMBERED = '1 hour'

/** What a fault has done, as counts by name. */
export type Effects = Readonly<Record<string, number>>

export type InjectedFault = {
  readonly id: string
  readonly fault: Fault
  readonly setAt: string
  readonly setBy: string
  readonly until: string
  /** Null until nothing is left of it. */
  readonly endedAt: string | null
  readonly effects: Effects
}

type FaultRow = {
  id: string
  settings: unknown
  set_at: string
  set_by: string
  until: string
  ended_at: string | null
  effects: Effects
}

/** Those that are on, and those that are over but not yet put right. */
export const unendedFaults = async (sql: Sql): Promise<InjectedFault[]> => {
  const rows = await sql<FaultRow[]>`
    SELECT id, settings, set_at, set_by, until, ended_at, effects FROM injected_faults
    WHERE ended_at IS NULL
    ORDER BY set_at, kind, target`
  return rows.flatMap(toFault)
}

/** The last one of each kind and target, the newest first, with the first name of who has set it, if it is known. */
export const listFaults = async (sql: Sql): Promise<(InjectedFault & { setByName: string | null })[]> => {
  const rows = await sql<(FaultRow & { first_name: string | null })[]>`
    SELECT f.id, settings, set_at, set_by, until, ended_at, effects, first_name
    FROM injected_faults f LEFT JOIN auth_users u ON u.id = f.set_by
    WHERE ended_at IS NULL OR ended_at > now() - ${REMEMBERED}::interval
    ORDER BY set_at DESC, kind, target`
  return rows.flatMap((row) => toFault(row).map((fault) => ({ ...fault, setByName: row.first_name })))
}

/** A kind that only another version of the bank knows is none of this one's. */
const toFault = (row: FaultRow): InjectedFault[] => {
  const { success, data: fault } = faultSchema.safeParse(row.settings)
  if (!success) return []
  return [
    {
      id: row.id,
      fault,
      setAt: toIso(row.set_at),
      setBy: row.set_by,
      until: toIso(row.until),
      endedAt: row.ended_at === null ? null : toIso(row.ended_at),
      effects: row.effects,
    },
  ]
}

export type Setting = { readonly by: string; readonly now: Date; readonly seconds: number }

/** Why a fault cannot be let in now. */
export class FaultNotPossible extends Error {
  override name = 'FaultNotPossible'
  readonly reason: 'PausedAlready' | 'WorkerKilledLately' | 'BothAtTheWorker'
  readonly retryAfterSeconds: number | undefined
  constructor(reason: FaultNotPossible['reason'], message: string, retryAfterSeconds?: number) {
    super(message)
    this.reason = reason
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/**
 * For the worker to live as long, between two kills, as whoever starts it again wants to see of a process that is well
 * (WELL_AFTER_MS in scripts/bank/child.ts), however often somebody presses.
 */
export const KILLS_APART_MS = 60_000
/** A kill that nobody was there for is forgotten after this time. */
const KILL_WITHIN_SECONDS = 30

/** One of the same kind and target is replaced. Throws {@link FaultNotPossible}. */
export const setFault = (sql: Sql, fault: Fault, { by, now, seconds }: Setting): Promise<InjectedFault> => {
  const isKill = fault.kind === 'killedWorker'
  const until = new Date(now.getTime() + (isKill ? KILL_WITHIN_SECONDS : seconds) * 1_000)
  const replaceable = isKill ? new Date(now.getTime() - KILLS_APART_MS) : until
  return inTransaction(sql, async (tx) => {
    // One after the other, so that each sees what else is on.
    await tx`SELECT pg_advisory_xact_lock(${SETTING_LOCK})`
    const [row] = await tx<FaultRow[]>`
      INSERT INTO injected_faults AS f (kind, target, id, settings, set_at, set_by, until)
      VALUES (${fault.kind}, ${targetOf(fault)}, ${randomUUID()}, ${JSON.stringify(fault)}::text::jsonb,
              ${now.toISOString()}::text::timestamptz, ${by}, ${until.toISOString()}::text::timestamptz)
      ON CONFLICT (kind, target) DO UPDATE
      SET id = excluded.id, settings = excluded.settings, set_at = excluded.set_at, set_by = excluded.set_by,
          until = excluded.until, ended_at = NULL, effects = '{}'
      WHERE f.set_at <= ${replaceable.toISOString()}::text::timestamptz
      RETURNING id, settings, set_at, set_by, until, ended_at, effects`
    if (!row) throw await killedLately(tx, now)
    await checkOthers(tx, fault, now)
    if (fault.kind === 'pausedProjector') {
      const [paused] = await pauseWithin(tx, [fault.projector], { by: PAUSED_FOR_A_WHILE })
      if (paused!.pausedBy !== PAUSED_FOR_A_WHILE)
        throw new FaultNotPossible(
          'PausedAlready',
          'Somebody has paused this read model by hand, and only by hand does it go on',
        )
    }
    await tell(tx)
    return toFault(row)[0]!
  })
}

/** Any number, as long as nothing else of the bank takes an advisory lock with it. */
const SETTING_LOCK = 7_277_464

const killedLately = async (tx: Queryable, now: Date): Promise<FaultNotPossible> => {
  const [last] = await tx<{ set_at: string }[]>`
    SELECT set_at FROM injected_faults WHERE kind = 'killedWorker'`
  const leftMs = Date.parse(toIso(last!.set_at)) + KILLS_APART_MS - now.getTime()
  return new FaultNotPossible(
    'WorkerKilledLately',
    'The worker was killed a moment ago and is given time to get well',
    Math.max(1, Math.ceil(leftMs / 1_000)),
  )
}

/** What would make no sense together, or would keep the worker from ever getting well. */
const checkOthers = async (tx: Queryable, fault: Fault, now: Date): Promise<void> => {
  if (fault.kind === 'redeliveredBatches' || fault.kind === 'throwingProjection') {
    const [paused] = await tx`
      SELECT FROM projector_checkpoints WHERE projector_name = ${fault.projector} AND paused_at IS NOT NULL`
    if (paused)
      throw new FaultNotPossible(
        'PausedAlready',
        'This read model is paused, so nothing could happen to its batches',
      )
  }
  const other =
    fault.kind === 'killedWorker'
      ? 'cutConnections'
      : fault.kind === 'cutConnections' && fault.process === 'worker'
        ? 'killedWorker'
        : undefined
  if (other === undefined) return
  const [on] = await tx`
    SELECT FROM injected_faults
    WHERE kind = ${other} AND target IN ('', 'worker') AND ended_at IS NULL AND until > ${now.toISOString()}::text::timestamptz`
  if (on)
    throw new FaultNotPossible(
      'BothAtTheWorker',
      'One thing at a time: the worker is either killed or has its connections cut',
    )
}

/** False when it is not on any more: its time is up, or it has been replaced. */
export const clearFault = (sql: Sql, id: string, now: Date): Promise<boolean> =>
  inTransaction(sql, async (tx) => {
    const at = now.toISOString()
    const cleared = await tx`
      UPDATE injected_faults SET until = ${at}::text::timestamptz
      WHERE id = ${id} AND ended_at IS NULL AND until > ${at}::text::timestamptz
      RETURNING id`
    await tell(tx)
    return cleared.length > 0
  })

/** To be called when nothing is left of it. One that has been prolonged or replaced meanwhile goes on. */
export const markEnded = async (sql: Sql, { id, until }: InjectedFault, now: Date): Promise<void> => {
  await sql`
    UPDATE injected_faults SET ended_at = ${now.toISOString()}::text::timestamptz
    WHERE id = ${id} AND until = ${until}::text::timestamptz AND ended_at IS NULL`
  await sql`DELETE FROM injected_faults WHERE ended_at <= now() - ${REMEMBERED}::interval`
}

/** True for the one who is to do what is done only once, whoever asks and however often; with that the fault is over. */
export const claimFault = async (
  sql: Sql,
  id: string,
  { what, now }: { readonly what: string; readonly now: Date },
): Promise<boolean> => {
  const claimed = await sql`
    UPDATE injected_faults
    SET effects = effects || jsonb_build_object(${what}::text, 1),
        until = least(until, ${now.toISOString()}::text::timestamptz)
    WHERE id = ${id} AND ended_at IS NULL AND NOT effects ? ${what}::text
    RETURNING id`
  return claimed.length > 0
}

/** Adds to what others have counted. */
export const addEffects = async (sql: Sql, id: string, effects: Effects): Promise<void> => {
  await sql`
    UPDATE injected_faults f
    SET effects = f.effects || (
      SELECT jsonb_object_agg(key, coalesce((f.effects->>key)::bigint, 0) + value::bigint)
      FROM jsonb_each_text(${JSON.stringify(effects)}::text::jsonb))
    WHERE id = ${id}`
}

const tell = (tx: Queryable) => tx`SELECT pg_notify(${FAULTS_CHANGED}, '')`
