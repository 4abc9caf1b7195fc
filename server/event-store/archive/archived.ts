/**
 * Events that have moved to files, as rows: a range of the log, or one stream. Whoever reads the log finds out by a gap
 * that there are some (positions have none by themselves), and so pays nothing while there are none.
 */
import type { EventRow } from '../codec.ts'
import type { Queryable } from '../new-events.ts'
import { type ArchiveFile, type Frame, readFrame } from './frames.ts'

export type Archive = ArchiveFile & {
  readonly from: number
  readonly to: number
  readonly month: string
  readonly sha256: string
}

type ArchiveRow = {
  from_position: number
  to_position: number
  month: string
  path: string
  sha256: string
  frames: Frame[]
}

const asArchive = (row: ArchiveRow): Archive => ({
  from: row.from_position,
  to: row.to_position,
  month: row.month,
  path: row.path,
  sha256: row.sha256,
  frames: row.frames,
})

/** In the order of the log. */
export const listArchives = async (sql: Queryable): Promise<Archive[]> => {
  const rows = await sql<ArchiveRow[]>`
    SELECT from_position, to_position, month, path, sha256, frames FROM archives ORDER BY from_position`
  return rows.map(asArchive)
}

/** The last position that is in a file; 0 when none is. */
export const archivedTo = async (sql: Queryable): Promise<number> => {
  const [row] = await sql<{ last: number | null }[]>`SELECT max(to_position) AS last FROM archives`
  return row?.last ?? 0
}

/** The lines of up to `limit` archived events after `after`, none beyond `upTo`. Throws DamagedArchive. */
export const archivedLines = async (
  sql: Queryable,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<string[]> => {
  const rows = await sql<ArchiveRow[]>`
    SELECT from_position, to_position, month, path, sha256, frames FROM archives
    WHERE to_position > ${after} AND from_position <= ${upTo}
    ORDER BY from_position`
  const lines: string[] = []
  for (const archive of rows.map(asArchive))
    for (const [index, frame] of archive.frames.entries()) {
      if (frame.to <= after || frame.from > upTo) continue
      if (lines.length >= limit) return lines
      const whole = await readFrame(archive, index)
      const first = Math.max(0, after + 1 - frame.from)
      lines.push(...whole.slice(first, Math.min(upTo - frame.from + 1, first + limit - lines.length)))
    }
  return lines
}

/** The lines of those of these positions that are archived. Throws DamagedArchive. */
export const archivedAt = async (sql: Queryable, positions: readonly number[]): Promise<string[]> => {
  const rows = await sql<ArchiveRow[]>`
    SELECT from_position, to_position, month, path, sha256, frames FROM archives
    WHERE EXISTS (SELECT FROM unnest(${`{${positions.join(',')}}`}::text::bigint[]) AS wanted (position)
                  WHERE wanted.position BETWEEN from_position AND to_position)
    ORDER BY from_position`
  const lines: string[] = []
  for (const archive of rows.map(asArchive))
    for (const [index, { from, to }] of archive.frames.entries()) {
      const wanted = positions.filter((position) => position >= from && position <= to)
      if (wanted.length === 0) continue
      const whole = await readFrame(archive, index)
      for (const position of wanted) lines.push(whole[position - from]!)
    }
  return lines
}

/** Archived rows of one stream after its position `after`, up to `limit`. Throws DamagedArchive. */
export const archivedStreamRows = async (
  sql: Queryable,
  streamId: string,
  { after, limit }: { after: number; limit: number },
): Promise<EventRow[]> => {
  const places = await sql<(ArchiveRow & { stream_frames: number[] })[]>`
    SELECT a.from_position, a.to_position, a.month, a.path, a.sha256, a.frames, s.frames AS stream_frames
    FROM archived_streams s
    JOIN archives a ON a.from_position = s.archive
    WHERE s.stream_id = ${streamId} AND s.last_stream_position > ${after}
    ORDER BY s.archive`
  const found: EventRow[] = []
  for (const place of places)
    for (const index of place.stream_frames) {
      if (found.length >= limit) return found
      for (const line of await readFrame(asArchive(place), index)) {
        // Most of a piece is other streams': only what looks right is parsed.
        if (!line.includes(streamId)) continue
        const row = rowOf(line)
        if (row.stream_id === streamId && row.stream_position > after && found.length < limit) found.push(row)
      }
    }
  return found
}

/** The first archived position that was written at `instant` or later; undefined when none was. */
export const firstArchivedFrom = async (sql: Queryable, instant: Date): Promise<number | undefined> => {
  for (const archive of await listArchives(sql))
    for (const [index, { lastAt }] of archive.frames.entries()) {
      if (new Date(lastAt) < instant) continue
      for (const line of await readFrame(archive, index)) {
        const { global_position, created_at } = rowOf(line)
        if (new Date(created_at) >= instant) return global_position
      }
    }
  return undefined
}

/** A line's members are named as the table's columns are. */
export const rowOf = (line: string): EventRow => JSON.parse(line)
