/**
 * A command's whole way, as far as it is known: what the log has of it, what this process remembers of how it was
 * decided, and when each read model took it in. What was given long ago, or to another process, has left only events.
 */
import type { Sql } from '../../db/client.ts'
import type { StoredBankEvent } from '../domain/events.ts'
import { readAll, readHead } from '../event-store/read.ts'
import { type AuditedEvent, toAuditedEvent } from '../read-models/audit-trail/audited-event.ts'
import { searchAudit } from '../read-models/audit-trail/queries.ts'
import { readCheckpoints } from '../read-models/checkpoint.ts'
import { projectors } from '../read-models/registry.ts'
import type { AdvanceRecord } from './advance-record.ts'
import type { CommandRecorder, RecordedCommand } from './command-recorder.ts'
import { isConcerned } from './rows-around.ts'

/** When a read model took the command in; instants in milliseconds since 1970. */
export type ProjectorStep = {
  name: string
  /** Whether any of the command's events means anything to it. */
  isConcerned: boolean
  hasSeen: boolean
  times: { readAt: number; foldedAt: number; heardAt: number; batchSize: number } | null
}

export type CommandFlow = {
  commandId: string
  /** Null when this process does not remember it. */
  recorded: RecordedCommand | null
  events: AuditedEvent[]
  projectors: ProjectorStep[]
}

/** A command that can be looked at. */
export type ListedCommand = {
  commandId: string
  /** What it was called, or the first event of one that is not remembered. */
  name: string
  at: string
  userId: string
  outcome: RecordedCommand['outcome']
  reason: string | null
  version: number | null
  isRemembered: boolean
}

export type FlowSources = {
  readonly sql: Sql
  readonly recorder: Pick<CommandRecorder, 'recent' | 'find'>
  readonly advances: Pick<AdvanceRecord, 'of'>
}

const MOST_EVENTS = 200
/** So much of the log's end is looked through. */
const RECENT_EVENTS = 200

/** Those that are remembered, newest first; then what else stands at the log's end. */
export const recentCommands = async (
  { sql, recorder }: FlowSources,
  { limit }: { limit: number },
): Promise<{ version: number; data: ListedCommand[] }> => {
  const version = await readHead(sql)
  const remembered = recorder.recent(limit).map(listed)
  // What is remembered is newer than what is not, so then there is nothing to be found.
  if (remembered.length === limit) return { version, data: remembered }
  const events = await readAll(sql, { after: Math.max(0, version - RECENT_EVENTS), limit: RECENT_EVENTS })
  const known = new Set(remembered.map(({ commandId }) => commandId))
  const others = new Map<string, ListedCommand>()
  for (const event of events)
    if (!known.has(event.metadata.commandId)) others.set(event.metadata.commandId, listedFrom(event, others))
  const data = [...remembered, ...[...others.values()].toReversed()]
  return { version, data: data.slice(0, limit) }
}

const listed = ({
  commandId,
  name,
  at,
  userId,
  outcome,
  rejection,
  version,
}: RecordedCommand): ListedCommand => ({
  ...{ commandId, name, at, userId, outcome, version },
  reason: rejection?.reason ?? null,
  isRemembered: true,
})

const listedFrom = (event: StoredBankEvent, others: ReadonlyMap<string, ListedCommand>): ListedCommand => {
  const { commandId, userId } = event.metadata
  return {
    ...{ commandId, userId, outcome: 'accepted', reason: null, isRemembered: false },
    name: others.get(commandId)?.name ?? event.type,
    at: event.createdAt.toISOString(),
    version: event.globalPosition,
  }
}

/** `undefined` when neither the log nor this process knows of it. */
export const commandFlow = async (
  { sql, recorder, advances }: FlowSources,
  commandId: string,
): Promise<{ version: number; data: CommandFlow } | undefined> => {
  const version = await readHead(sql)
  const recorded = recorder.find(commandId) ?? null
  const events = await eventsOf(sql, commandId, recorded)
  if (!recorded && events.length === 0) return undefined
  const last = events.at(-1)?.globalPosition
  const checkpoints = await readCheckpoints(sql)
  const steps = projectors.map(({ name, parts }): ProjectorStep => {
    const advance = last === undefined ? undefined : advances.of(name, last)
    return {
      name,
      isConcerned: isConcerned(parts, events),
      hasSeen: last !== undefined && (checkpoints.get(name) ?? 0) >= last,
      times: advance
        ? {
            readAt: advance.readAt,
            foldedAt: advance.foldedAt,
            heardAt: advance.heardAt,
            batchSize: advance.upTo - advance.after,
          }
        : null,
    }
  })
  return { version, data: { commandId, recorded, events: events.map(toAuditedEvent), projectors: steps } }
}

/** Oldest first. A command's events lie side by side, so the position of the last one finds them all. */
export const eventsOf = async (
  sql: Sql,
  commandId: string,
  recorded: Pick<RecordedCommand, 'version' | 'eventCount'> | null,
): Promise<StoredBankEvent[]> => {
  if (recorded?.version != null && recorded.eventCount > 0) {
    const after = recorded.version - recorded.eventCount
    return readAll(sql, { after, limit: Math.min(recorded.eventCount, MOST_EVENTS) })
  }
  const found = await searchAudit(sql, { commandId, order: 'oldest', limit: MOST_EVENTS })
  return found?.data ?? []
}
