/**
 * One key's rows, an account's say, folded anew at the position that the live projector stands at, and all others left
 * alone. One transaction, and the projector waits only for its end: what the log comes to is folded beside the live rows
 * and compared with them first, then the projector is held, what has been written meanwhile is folded, and the rows that
 * differ are put right. Readers never wait. The checkpoint's generation is raised, so that no batch that was folded on
 * the old rows can be written after it.
 *
 * The events of a key are those of the streams that are named after it.
 */
import { getTableName } from 'drizzle-orm'
import type { Sql } from '../../../db/client.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { aggregates } from '../../domain/aggregates.ts'
import type { StoredBankEvent } from '../../domain/events.ts'
import type { Queryable } from '../../event-store/append.ts'
import { readStream } from '../../event-store/read.ts'
import { type Checkpoint, raiseGeneration, readCheckpoint } from '../checkpoint.ts'
import { readObstacles } from '../dead-letters/obstacles.ts'
import { keyAt, type Part, type Projector } from '../projection.ts'
import { beginFolding, type Folding } from './key-rows.ts'

export type RebuiltKey = {
  readonly projector: string
  readonly key: string
  /** Of the live projector, then and now. */
  readonly position: number
  readonly events: number
  /** How many rows stand there now. */
  readonly rows: number
}

/** It would take in what was put aside, or stay without it: the dead letters have to be settled first. */
export class KeyIsParked extends Error {
  override name = 'KeyIsParked'
}

const PAGE = 2_000
/** Rows that somebody else has replaced meanwhile have to be compared again; in the end nobody is let in meanwhile. */
const TRIES_BESIDE = 3

/** Without the projectors to which the key means nothing. Throws {@link KeyIsParked}, and nothing has changed there. */
export const rebuildKey = async (
  sql: Sql,
  projectors: readonly Projector[],
  key: string,
): Promise<RebuiltKey[]> => {
  const rebuilt: RebuiltKey[] = []
  for (const projector of projectors) {
    const one = await rebuildKeyOf(sql, projector, key)
    if (one) rebuilt.push(one)
  }
  return rebuilt
}

const rebuildKeyOf = async (sql: Sql, projector: Projector, key: string): Promise<RebuiltKey | undefined> => {
  await readCheckpoint(sql, projector.name)
  for (let tries = 1; ; tries++) {
    try {
      return await inTransaction(sql, async (tx) => {
        if (tries > TRIES_BESIDE) await hold(tx, projector)
        return await rebuildIn(tx, projector, key)
      })
    } catch (error) {
      if (!(error instanceof ReplacedMeanwhile)) throw error
    }
  }
}

class ReplacedMeanwhile extends Error {}

const rebuildIn = async (
  tx: Queryable,
  projector: Projector,
  key: string,
): Promise<RebuiltKey | undefined> => {
  const { name, parts } = projector
  // 1 fold the bulk, a page at a time, while the projector goes on
  const begun = await readCheckpoint(tx, name)
  const { skipped } = await obstaclesOf(tx, projector, key)
  const streams = Object.keys(aggregates).map((aggregate) => createStream(tx, `${aggregate}-${key}`))
  const folding = new Map<Part, Folding>()
  let events = 0
  const foldUpTo = async (position: number): Promise<number> => {
    const before = events
    for (const stream of streams)
      for await (const page of stream.upTo(position)) {
        const concerning = page.filter(({ globalPosition }) => !skipped.has(globalPosition))
        for (const [index, part] of parts.entries()) {
          const own = concerning.filter(
            (event) => part.eventTypes.has(event.type) && keyAt(part, event) === key,
          )
          if (own.length === 0) continue
          const one = folding.get(part) ?? (await beginFolding(tx, part, { key, index }))
          folding.set(part, one)
          await one.add(own)
        }
        events += concerning.length
      }
    return events - before
  }
  await foldUpTo(begun.position)
  // 2 what has been written while that took its time, and what differs from it
  while ((await foldUpTo((await readCheckpoint(tx, name)).position)) >= PAGE);
  for (const one of folding.values()) await one.compare()
  // 3 hold the projector where it is, fold the rest, and put right what differs
  const { position, generation } = await hold(tx, projector)
  if (generation !== begun.generation + 1) throw new ReplacedMeanwhile()
  await obstaclesOf(tx, projector, key)
  await foldUpTo(position)
  let rows = 0
  for (const one of folding.values()) rows += await one.end()
  return folding.size === 0 ? undefined : { projector: name, key, position, events, rows }
}

/** Tables before the checkpoint, as everybody takes them. */
const hold = async (tx: Queryable, { name, parts }: Projector): Promise<Checkpoint> => {
  await tx`LOCK TABLE ${tx(parts.map(({ table }) => getTableName(table)))} IN ROW EXCLUSIVE MODE`
  return raiseGeneration(tx, name)
}

/** Whatever is skipped raises the generation; what is parked does not, so it is asked for once more at the end. */
const obstaclesOf = async (tx: Queryable, projector: Projector, key: string) => {
  const obstacles = await readObstacles(tx, projector, 0)
  if (
    [key, ...Object.keys(aggregates).map((name) => `${name}-${key}`)].some((one) =>
      obstacles.blocked.has(one),
    )
  )
    throw new KeyIsParked(`${projector.name} has parked events of ${key}: retry or skip them first`)
  return obstacles
}

/** Reads a stream on and on, each time from where the last time ended. */
const createStream = (tx: Queryable, streamId: string) => {
  let after = -1
  return {
    async *upTo(position: number): AsyncGenerator<StoredBankEvent[]> {
      for (;;) {
        const page = await readStream(tx, streamId, { after, limit: PAGE })
        const within = page.filter(({ globalPosition }) => globalPosition <= position)
        const last = within.at(-1)
        if (!last) return
        after = last.streamPosition
        yield within
        if (within.length < PAGE) return
      }
    },
  }
}
