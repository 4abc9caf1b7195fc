/**
 * Why an event happened and what came of it, as a tree of commands: up from the event to the command that nothing else
 * has led to, and from there down to everything that followed. A command's cause is written before it, so there can be
 * no circle in a sound log; that none is walked round is made sure of all the same.
 */
import type { Sql } from '../../../db/client.ts'
import type { StoredBankEvent } from '../../domain/events.ts'
import { readAt } from '../../event-store/find.ts'
import { uuidOf } from './projection.ts'
import { auditVersion } from './queries.ts'

export type CausedCommand = {
  readonly commandId: string
  readonly events: readonly StoredBankEvent[]
  /** In the order of the log. */
  readonly effects: readonly CausedCommand[]
}

export type CausationTree = {
  readonly version: number
  readonly root: CausedCommand
  /** There is more than the tree shows: it ends after {@link MAX_DEPTH} steps and {@link MAX_EVENTS} events. */
  readonly isTruncated: boolean
}

export const MAX_DEPTH = 50
export const MAX_EVENTS = 500

type Entry = { position: number; command_id: string; causation_id: string | null }

/** The trail must have reached the event. */
export const causationOf = async (sql: Sql, event: StoredBankEvent): Promise<CausationTree> => {
  const version = await auditVersion(sql)
  const top = await rootOf(sql, uuidOf(event.metadata.commandId))
  const below = await entriesBelow(sql, top.commandId)
  const events = await readAt(
    sql,
    below.entries.map(({ position }) => position),
  )
  return {
    version,
    root: treeOf(below.entries, events, top.commandId),
    isTruncated: top.isCutOff || below.isCutOff,
  }
}

/** Up, as long as the cause is a command in the log. */
const rootOf = async (sql: Sql, start: string): Promise<{ commandId: string; isCutOff: boolean }> => {
  const seen = new Set<string>()
  for (let commandId = start; ; ) {
    seen.add(commandId)
    const [cause] = await sql<{ command_id: string }[]>`
      SELECT cause.command_id
      FROM (SELECT causation_id FROM audit_entries WHERE command_id = ${commandId} ORDER BY position LIMIT 1) AS effect
      CROSS JOIN LATERAL (
        SELECT command_id FROM audit_entries WHERE command_id = effect.causation_id ORDER BY position LIMIT 1
      ) AS cause
      ORDER BY cause.command_id`
    if (!cause || seen.has(cause.command_id)) return { commandId, isCutOff: false }
    if (seen.size === MAX_DEPTH) return { commandId, isCutOff: true }
    commandId = cause.command_id
  }
}

/** Down, a generation at a time. */
const entriesBelow = async (
  sql: Sql,
  top: string,
): Promise<{ entries: readonly Entry[]; isCutOff: boolean }> => {
  const entries: Entry[] = []
  const seen = new Set([top])
  let found: readonly Entry[] = await sql<Entry[]>`
    SELECT position, command_id, NULL AS causation_id FROM audit_entries
    WHERE command_id = ${top} ORDER BY position LIMIT ${MAX_EVENTS + 1}`
  for (let depth = 0; found.length > 0; depth++) {
    const room = MAX_EVENTS - entries.length
    entries.push(...found.slice(0, room))
    if (found.length > room || depth === MAX_DEPTH) return { entries, isCutOff: true }
    const generation = [...new Set(found.map((entry) => entry.command_id))]
    for (const commandId of generation) seen.add(commandId)
    const caused = await sql<Entry[]>`
      SELECT position, command_id, causation_id FROM audit_entries
      WHERE causation_id = ANY (${`{${generation.join(',')}}`}::text::uuid[])
      ORDER BY position LIMIT ${MAX_EVENTS + 1}`
    found = caused.filter((entry) => !seen.has(entry.command_id))
  }
  return { entries, isCutOff: false }
}

/** Entries come generation by generation, so a command's cause has its node before the command. */
const treeOf = (
  entries: readonly Entry[],
  events: readonly StoredBankEvent[],
  top: string,
): CausedCommand => {
  const eventAt = new Map(events.map((event) => [event.globalPosition, event]))
  const nodes = new Map<string, { commandId: string; events: StoredBankEvent[]; effects: CausedCommand[] }>()
  for (const { position, command_id: commandId, causation_id: causationId } of entries) {
    const event = eventAt.get(position)!
    let node = nodes.get(commandId)
    if (!node) {
      node = { commandId: event.metadata.commandId, events: [], effects: [] }
      nodes.set(commandId, node)
      if (causationId !== null) nodes.get(causationId)?.effects.push(node)
    }
    node.events.push(event)
  }
  return nodes.get(top)!
}
