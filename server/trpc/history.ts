/**
 * Times gone by, for the API: read from the log itself, so never behind. The version of an answer is the log's head, read
 * before the events, so that it promises nothing that they do not show.
 */
import { z } from 'zod'
import type { Sql } from '../../db/client.ts'
import type { Condition } from '../domain/condition.ts'
import type { WireValue } from '../domain/wire.ts'
import {
  BeyondHistory,
  findFirst,
  findStream,
  type KnownStream,
  type Moment,
  NoSuchStream,
  type ReplayedStep,
  replay,
  type StateChange,
  stateAt,
} from '../event-store/history.ts'
import { readHead, readStream } from '../event-store/read.ts'
import { type AuditedEvent, toAuditedEvent } from '../read-models/audit-trail/audited-event.ts'
import { decodeCursor, encodeCursor, InvalidCursor, type Page, type Paging } from '../read-models/paging.ts'
import type { Answer } from '../read-models/version.ts'
import { VersionNotReached } from '../read-models/wait.ts'
import { BEGINNING, partiesOf } from './audit-stream.ts'
import { badInput, notFound } from './errors.ts'

export type Scope = {
  readonly streamId: string
  /** Only a stream of this customer's; `undefined` for any. */
  readonly customerId: string | undefined
  readonly afterVersion?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** How many events one call searches; the cursor goes on behind them. */
const SEARCHED_AT_ONCE = 10_000

export type WireStateAt = {
  streamId: string
  streamPosition: number
  /** Of the event that made this state, and when it came; null before the stream's first one. */
  position: number | null
  at: string | null
  state: Record<string, WireValue>
}

export const wireStateAt = (
  sql: Sql,
  { moment, ...scope }: Scope & { moment: Moment },
): Promise<Answer<WireStateAt>> =>
  lookingBack(sql, scope, async (stream) => {
    const { event, ...past } = await stateAt(sql, stream, { moment, now: new Date(), signal: scope.signal })
    return {
      ...past,
      position: event?.globalPosition ?? null,
      at: event?.createdAt.toISOString() ?? null,
    }
  }).then(({ version, answer }) => ({ version, data: answer }))

export type WireStep = {
  event: AuditedEvent
  before: Record<string, WireValue>
  after: Record<string, WireValue>
  changes: readonly StateChange[]
}

export const wireReplay = async (
  sql: Sql,
  { limit, cursor, ...scope }: Scope & Paging,
): Promise<Page<WireStep>> => {
  const { version, answer } = await lookingBack(sql, scope, async (stream) => {
    const after = positionIn(stream, cursor)
    const steps: WireStep[] = []
    const upTo = Math.min(stream.end, after + limit)
    for await (const step of replay(sql, { ...stream, end: upTo }, { after, signal: scope.signal }))
      steps.push(wireStep(step))
    return { data: steps, nextCursor: upTo < stream.end ? encodeCursor([upTo]) : null }
  })
  return { version, ...answer }
}

/** `data` is null when nothing was found as far as this call has searched; without a cursor, that was all. */
export type Found = Answer<WireStep | null> & {
  /** The last stream position that was looked at. */
  searchedUpTo: number
  nextCursor: string | null
}

export const wireFind = async (
  sql: Sql,
  { condition, cursor, ...scope }: Scope & { condition: Condition; cursor?: string | undefined },
): Promise<Found> => {
  const { version, answer } = await lookingBack(sql, scope, async (stream) => {
    const after = positionIn(stream, cursor)
    const search = { condition, after, atMost: SEARCHED_AT_ONCE, signal: scope.signal }
    const { found, searched } = await findFirst(sql, stream, search)
    return {
      data: found ? wireStep(found) : null,
      searchedUpTo: searched,
      nextCursor: searched < stream.end ? encodeCursor([searched]) : null,
    }
  })
  return { version, ...answer }
}

/** Finds the stream, if it is theirs to see, and says in the wire's terms what there is no answer to. */
export const lookingBack = async <Result>(
  sql: Sql,
  { streamId, customerId, afterVersion = 0 }: Scope,
  work: (stream: KnownStream) => Promise<Result>,
): Promise<{ version: number; answer: Result }> => {
  const version = await readHead(sql)
  if (version < afterVersion) throw new VersionNotReached(afterVersion, version)
  try {
    const stream = await findStream(sql, streamId)
    if (customerId !== undefined) {
      const beginning = await readStream(sql, streamId, { limit: BEGINNING })
      if (!partiesOf(beginning).includes(customerId)) throw notFound()
    }
    return { version, answer: await work(stream) }
  } catch (error) {
    if (error instanceof NoSuchStream) throw notFound()
    if (error instanceof BeyondHistory) throw badInput([{ path: error.field, reason: error.reason }])
    throw error
  }
}

/** The position that a cursor goes on behind; -1 without one. */
const positionIn = ({ end }: KnownStream, cursor: string | null | undefined): number => {
  const [after = -1] = decodeCursor(cursor, z.tuple([z.int().nonnegative()])) ?? []
  if (after > end) throw new InvalidCursor('The cursor is beyond the end of its stream')
  return after
}

const wireStep = ({ event, ...step }: ReplayedStep): WireStep => ({ event: toAuditedEvent(event), ...step })
