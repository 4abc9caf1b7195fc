/** What has become of parked events, written in the commit that writes their rows. */
import type { Alongside } from '../commit-batch.ts'
import type { ParkedEntry } from '../fold-batch.ts'
import { tellError } from './told-error.ts'

export type Settled = {
  readonly by: string
  /** Positions that are applied now. Of those that only waited nothing is kept. */
  readonly applied: readonly number[]
  readonly parkedStill: readonly ParkedEntry[]
  readonly skipped: { readonly position: number; readonly reason: string } | null
}

export const settling = ({ by, applied, parkedStill, skipped }: Settled): Alongside[] => [
  { statement: forgetThoseThatWaited, parameters: [JSON.stringify(applied)] },
  {
    statement: update,
    parameters: [
      JSON.stringify([
        ...applied.map((position) => ({ position, status: 'applied', by })),
        ...(skipped ? [{ ...skipped, status: 'skipped', by }] : []),
        ...parkedStill.map((entry) => ({
          position: entry.position,
          status: 'parked',
          keys: entry.keys,
          behind: entry.behind,
          error: entry.behind === null ? tellError(entry) : null,
          tried: entry.behind === null ? 1 : 0,
        })),
      ]),
    ],
  },
]

const forgetThoseThatWaited = (parameter: number) => `
  DELETE FROM parked_events p
  USING moved, jsonb_array_elements_text($${parameter}::text::jsonb) AS applied (position)
  WHERE p.projector_name = moved.projector_name AND p.status = 'parked' AND p.behind IS NOT NULL
    AND p.global_position = applied.position::bigint`

// An event that waited and fails now is one that has failed itself; one that failed and is behind another now waits.
const update = (parameter: number) => `
  UPDATE parked_events p
  SET status = s.status,
      keys = coalesce(s.keys, p.keys),
      behind = CASE s.status WHEN 'parked' THEN s.behind ELSE p.behind END,
      error = CASE s.status WHEN 'parked' THEN s.error ELSE p.error END,
      tries = p.tries + coalesce(s.tried, 0),
      resolved_at = CASE s.status WHEN 'parked' THEN NULL ELSE now() END,
      resolved_by = s.by,
      reason = s.reason
  FROM moved, jsonb_to_recordset($${parameter}::text::jsonb)
       AS s (position bigint, status text, keys text[], behind bigint, error jsonb, tried int, by text, reason text)
  WHERE p.projector_name = moved.projector_name AND p.status = 'parked' AND p.global_position = s.position
    AND NOT (s.status = 'applied' AND p.behind IS NOT NULL)
    -- What waits as it did is not written again: of a long chain that is nearly all.
    AND NOT (s.status = 'parked' AND s.behind IS NOT NULL AND s.behind = p.behind AND s.keys = p.keys)`
