/**
 * Moving closed months to files, and back. An event leaves the table only when its copy has been read back, is, byte for
 * byte, what the log's seals vouch for, and is on the disk for good. Whatever happens in between, the table still has
 * everything.
 */
import { randomUUID } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Sql } from '../../../db/client.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { Queryable } from '../new-events.ts'
import { sealsFrom } from '../seals/bank-log.ts'
import { canonicalEvent, contentHash, sealedEvents } from '../seals/chain.ts'
import { readRawEvents } from '../seals/raw-events.ts'
import { rawEventOf } from '../seals/raw-line.ts'
import { sealLog } from '../seals/seals.ts'
import { type Archive, listArchives } from './archived.ts'
import { makeFolder, syncFolder, writeWhole } from './files.ts'
import { DamagedArchive, EVENTS_PER_FRAME, readFresh, writeFrames } from './frames.ts'
import { type ArchivableMonth, archivableMonths } from './months.ts'

export type Work = {
  readonly signal?: AbortSignal | undefined
  /** So many events are done. */
  readonly onProgress?: (events: number) => void
}

export type ArchiveOptions = Work & {
  readonly directory: string
  /** Only months that ended longer ago than this. */
  readonly olderThanMonths: number
  readonly timeZone: string
  readonly now: Date
}

/** Somebody else is moving months at this moment. */
export class ArchiveBusy extends Error {
  override name = 'ArchiveBusy'
  constructor() {
    super('Somebody else is archiving or restoring at this moment')
  }
}

/** The lock is the session's, so whatever becomes of the process, it does not stay. */
const alone = async <Result>(sql: Sql, work: () => Promise<Result>): Promise<Result> => {
  const session = await sql.reserve()
  try {
    const [lock] = await session<{ is_ours: boolean }[]>`
      SELECT pg_try_advisory_lock(hashtext('archive')) AS is_ours`
    if (!lock?.is_ours) throw new ArchiveBusy()
    try {
      return await work()
    } finally {
      await session`SELECT pg_advisory_unlock(hashtext('archive'))`
    }
  } finally {
    session.release()
  }
}

/**
 * Answers the months that have moved, in order. What was done when `signal` aborts stays done. Throws
 * {@link ArchiveBusy}.
 */
export const archiveMonths = (sql: Sql, options: ArchiveOptions): Promise<Archive[]> =>
  alone(sql, () => archiveAll(sql, options))

const archiveAll = async (sql: Sql, options: ArchiveOptions): Promise<Archive[]> => {
  const { signal } = options
  const directory = resolve(options.directory)
  await makeFolder(directory)
  await sealLog(sql, { signal })
  const done: Archive[] = []
  for (const month of await archivableMonths(sql, options)) {
    signal?.throwIfAborted()
    // 1 the copy, under another name until it is whole, and read back and held against the seals
    const { streams, ...archive } = await writeMonth(sql, { ...options, ...month, directory })
    await writeWhole(
      archive.path.replace(/\.jsonl\.zst$/, '.json'),
      `${JSON.stringify({ ...archive, path: basename(archive.path) }, null, 2)}\n`,
    )
    // 2 their names, too, must be on the disk before anything is deleted for their sake
    await syncFolder(directory)
    // 3 all or nothing: the entry, where its streams are, and the events out of the table
    await move(sql, archive, streams)
    done.push(archive)
  }
  return done
}

const writeMonth = async (
  sql: Queryable,
  { directory, month, from, to, ...work }: ArchivableMonth & Work & { directory: string },
): Promise<Archive & { streams: StreamPlaces }> => {
  const unfinished = join(directory, `${randomUUID()}.unfinished`)
  try {
    const { frames, sha256 } = await writeFrames(unfinished, piecesOf(sql, { from, to, ...work }))
    const archive = { from, to, month, sha256, frames }
    const streams = await streamsIn(sql, { ...archive, path: unfinished }, work.signal)
    work.signal?.throwIfAborted()
    // By its content, so that it replaces no other file.
    const path = join(directory, `events-${month}-${sha256.slice(0, 16)}.jsonl.zst`)
    await rename(unfinished, path)
    return { ...archive, path, streams }
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function* piecesOf(
  sql: Queryable,
  { from, to, signal, onProgress }: Work & { from: number; to: number },
) {
  for (let after = from - 1; after < to; ) {
    signal?.throwIfAborted()
    const events = await readRawEvents(sql, { after, upTo: to, limit: EVENTS_PER_FRAME })
    const last = Math.min(to, after + EVENTS_PER_FRAME)
    if (events.length !== last - after) throw new Error(`Events are missing between ${after + 1} and ${last}`)
    yield { from: after + 1, to: last, lastAt: events.at(-1)!.createdAt, lines: events.map(canonicalEvent) }
    after = last
    onProgress?.(last)
  }
}

type StreamPlaces = Map<string, { last: number; frames: Set<number> }>

/** Where the streams of a file are. Throws {@link DamagedArchive} unless the file is what the log's seals say. */
const streamsIn = async (sql: Queryable, archive: Archive, signal?: AbortSignal): Promise<StreamPlaces> => {
  const streams: StreamPlaces = new Map()
  const sealed = sealedFrom(sql, archive.from)
  for (const [index, frame] of archive.frames.entries()) {
    signal?.throwIfAborted()
    let position = frame.from
    for (const [line, text] of (await readFresh(archive.path, frame)).entries()) {
      const event = rawEventOf(line + 1, text)
      const { value: seal } = await sealed.next()
      if (
        event.globalPosition !== position ||
        seal?.position !== position ||
        seal.contentHash !== contentHash(event)
      )
        throw new DamagedArchive(archive.path, `event ${position} is not what was sealed`)
      const place = streams.get(event.streamId) ?? { last: -1, frames: new Set() }
      place.last = event.streamPosition
      place.frames.add(index)
      streams.set(event.streamId, place)
      position += 1
    }
    if (position !== frame.to + 1) throw new DamagedArchive(archive.path, `event ${position} is missing`)
  }
  return streams
}

async function* sealedFrom(sql: Queryable, from: number) {
  for await (const seal of sealsFrom(sql, from))
    for (const event of sealedEvents(seal)) if (event.position >= from) yield event
}

const move = (sql: Sql, archive: Archive, streams: StreamPlaces): Promise<void> =>
  inTransaction(sql, async (tx) => {
    const { from, to, month, path, sha256, frames } = archive
    await tx`
      INSERT INTO archives (from_position, to_position, month, path, sha256, frames)
      VALUES (${from}, ${to}, ${month}, ${path}, ${sha256}, ${JSON.stringify(frames)}::text::jsonb)`
    const places = [...streams]
    await tx`
      INSERT INTO archived_streams (stream_id, archive, last_stream_position, frames)
      SELECT s.stream_id, ${from}, s.last, s.frames::int[]
      FROM unnest(${places.map(([stream]) => stream)}::text[], ${places.map(([, { last }]) => last)}::int[],
                  ${places.map(([, { frames }]) => `{${[...frames].join(',')}}`)}::text[])
           AS s (stream_id, last, frames)`
    await tx`SELECT move_to_archive(${from})`
  })

/** Brings the newest archived months back, down to `month` (all of them without one). Their files stay. */
export const restoreMonths = (sql: Sql, options: RestoreOptions): Promise<Archive[]> =>
  alone(sql, () => restoreAll(sql, options))

export type RestoreOptions = Work & { readonly month?: string | undefined }

const restoreAll = async (sql: Sql, { month, signal, onProgress }: RestoreOptions): Promise<Archive[]> => {
  const wanted = (await listArchives(sql)).filter((archive) => month === undefined || archive.month >= month)
  // All are looked at before one is touched.
  for (const archive of wanted) await streamsIn(sql, archive, signal)
  for (const archive of wanted.toReversed()) {
    signal?.throwIfAborted()
    await inTransaction(sql, async (tx) => {
      for (const frame of archive.frames) {
        signal?.throwIfAborted()
        await bringBack(tx, await readFresh(archive.path, frame))
        onProgress?.(frame.to)
      }
      await tx`DELETE FROM archives WHERE from_position = ${archive.from}`
    })
  }
  return wanted
}

const bringBack = async (tx: Queryable, lines: readonly string[]): Promise<void> => {
  await tx`
    INSERT INTO events (global_position, stream_id, stream_position, event_type, schema_version, data, metadata,
                        created_at)
    SELECT e.global_position, e.stream_id, e.stream_position, e.event_type, e.schema_version, e.data, e.metadata,
           e.created_at
    FROM unnest(string_to_array(${lines.join('\n')}, E'\n')) AS line,
         jsonb_populate_record(NULL::events, line::jsonb) AS e
    -- The newest event of each stream has never left.
    ON CONFLICT (global_position) DO NOTHING`
}

export type CheckedArchive = Archive & { readonly damage: string | null }

/** Reads every file from the disk and holds it against the log's seals. */
export const verifyArchives = async (
  sql: Queryable,
  { signal, onProgress }: Work = {},
): Promise<CheckedArchive[]> => {
  const checked: CheckedArchive[] = []
  for (const archive of await listArchives(sql)) {
    signal?.throwIfAborted()
    const damage = await streamsIn(sql, archive, signal).then(
      () => null,
      (error: unknown) => {
        if (error instanceof DamagedArchive) return error.message
        throw error
      },
    )
    checked.push({ ...archive, damage })
    onProgress?.(archive.to)
  }
  return checked
}
