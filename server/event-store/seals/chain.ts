/**
 * The chain over the log. Needs nothing but SHA-256, so that it can be checked where there is no bank.
 *
 *     content(event) = SHA-256(canonical JSON of all columns but the position)
 *     chain(0)       = 64 zeros
 *     chain(n)       = SHA-256(chain(n - 1) ⏎ n ⏎ content(event n) ⏎ stream id of event n)
 *
 * all hashes as lower-case hex. A seal covers a run of positions: it keeps each one's content hash and stream id, by
 * which an event that was edited, moved or lost can be named, and the chain's value after the last one. That value does
 * not depend on where one seal ends and the next begins.
 */
import { hash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** An event exactly as it is stored: not brought to its current version, not decrypted. */
export type RawEvent = {
  readonly globalPosition: number
  readonly streamId: string
  readonly streamPosition: number
  readonly eventType: string
  readonly schemaVersion: number
  /** JSON text. */
  readonly data: string
  /** JSON text. */
  readonly metadata: string
  /** ISO 8601 in UTC, with milliseconds. */
  readonly createdAt: string
}

/** What a seal says of one position. */
export type SealedEvent = {
  readonly position: number
  readonly contentHash: string
  readonly streamId: string
}

export type Seal = {
  readonly from: number
  readonly to: number
  /** The chain's value at `from - 1`. */
  readonly previousHash: string
  /** The chain's value at `to`. */
  readonly hash: string
  /** One for each position. */
  readonly contentHashes: readonly string[]
  readonly streamIds: readonly string[]
}

/** The chain before the first event. */
export const CHAIN_START = '0'.repeat(64)

const columns = (event: RawEvent, position: string): string =>
  `{"created_at":${JSON.stringify(event.createdAt)},"data":${canonicalJson(event.data)},` +
  `"event_type":${JSON.stringify(event.eventType)},${position}"metadata":${canonicalJson(event.metadata)},` +
  `"schema_version":${event.schemaVersion},"stream_id":${JSON.stringify(event.streamId)},` +
  `"stream_position":${event.streamPosition}}`

/** All columns in canonical form: a line of the exported log. */
export const canonicalEvent = (event: RawEvent): string =>
  columns(event, `"global_position":${event.globalPosition},`)

/** The position is left out, and bound by the chain instead: so an event that was moved is still recognised. */
export const contentHash = (event: RawEvent): string => hash('sha256', columns(event, ''))

const chained = (previous: string, position: number, content: string, streamId: string): string =>
  hash('sha256', `${previous}\n${position}\n${content}\n${streamId}`)

/** The chain's value after these events, which follow each other from position `from` on. */
export const chainOver = (
  previousHash: string,
  from: number,
  contentHashes: readonly string[],
  streamIds: readonly string[],
): string =>
  contentHashes.reduce(
    (previous, content, index) => chained(previous, from + index, content, streamIds[index]!),
    previousHash,
  )

/** Seals events that follow each other without a gap; at least one. */
export const sealOf = (events: readonly RawEvent[], previousHash: string): Seal => {
  const from = events[0]!.globalPosition
  const contentHashes = events.map(contentHash)
  const streamIds = events.map(({ streamId }) => streamId)
  return {
    from,
    to: from + events.length - 1,
    previousHash,
    hash: chainOver(previousHash, from, contentHashes, streamIds),
    contentHashes,
    streamIds,
  }
}

/** Whether a seal is whole in itself, leaving open whether it follows the one before. */
export const isIntact = ({ from, to, previousHash, hash, contentHashes, streamIds }: Seal): boolean =>
  contentHashes.length === to - from + 1 &&
  streamIds.length === contentHashes.length &&
  chainOver(previousHash, from, contentHashes, streamIds) === hash

export const sealedEvents = ({ from, contentHashes, streamIds }: Seal): SealedEvent[] =>
  contentHashes.map((contentHash, index) => ({
    position: from + index,
    contentHash,
    streamId: streamIds[index] ?? '',
  }))
