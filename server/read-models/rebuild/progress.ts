/**
 * Writes down how far a rebuild is, twice a second and at each step, and learns on the way when it has been cancelled or
 * finished by somebody else. It looks at the shadow's checkpoint from outside, so that the work itself knows nothing of it.
 */
import { setInterval as every } from 'node:timers/promises'
import type { Sql } from '../../../db/client.ts'
import { log } from '../../log.ts'
import type { Phase } from './table.ts'

const REPORT_MS = 500
/** The rate is that of about this long. */
const RATE_OVER_MS = 5_000

export type Progress = {
  readonly enter: (phase: Phase) => Promise<void>
  /** Aborted as soon as it is known that the rebuild is not running any more. */
  readonly isOver: AbortSignal
  /** Asks, rather than waiting for the next report. */
  readonly hasEnded: () => Promise<boolean>
  readonly stop: () => Promise<void>
}

export const startProgress = (
  sql: Sql,
  { rebuildId, shadowName }: { rebuildId: number; shadowName: string },
): Progress => {
  const over = new AbortController()
  const stopping = new AbortController()
  let samples: { at: number; position: number }[] = []

  const report = async (phase?: Phase): Promise<void> => {
    const [row] = await sql<{ position: number }[]>`
      UPDATE projection_rebuilds r
      SET position = coalesce((SELECT last_position FROM projector_checkpoints
                               WHERE projector_name = ${shadowName} AND generation = r.id), 0),
          head = (SELECT last_position FROM event_log_head),
          phase = coalesce(${phase ?? null}::text, phase), events_per_second = ${rate()}, error = NULL, updated_at = now()
      WHERE id = ${rebuildId} AND status = 'running'
      RETURNING position`
    if (!row) over.abort()
    else if (row.position > (samples.at(-1)?.position ?? -1)) addSample(row.position)
  }
  const addSample = (position: number) => {
    const at = performance.now()
    samples = [...samples.filter((sample) => at - sample.at < RATE_OVER_MS), { at, position }]
  }
  const rate = (): number => {
    const [first, last] = [samples[0], samples.at(-1)]
    return first && last && last.at > first.at
      ? Math.round(((last.position - first.position) / (last.at - first.at)) * 1_000)
      : 0
  }

  const reporting = (async () => {
    try {
      // The database is away for a moment: the work itself will say so, if it is more than that.
      for await (const _ of every(REPORT_MS, undefined, { signal: stopping.signal }))
        await report().catch((err: unknown) => log.debug({ err, rebuildId }, 'No progress written'))
    } catch (error) {
      if (!stopping.signal.aborted) throw error
    }
  })()

  return {
    enter: (phase) => report(phase),
    isOver: over.signal,
    hasEnded: async () => {
      if (!over.signal.aborted) await report().catch(() => undefined)
      return over.signal.aborted
    },
    stop: async () => {
      stopping.abort()
      await reporting
    },
  }
}
