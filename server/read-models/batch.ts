/**
 * Reading the log in batches that never end inside one command's events, so that a read model shows a transfer whole
 * or not at all. Commands are appended whole, so only a batch that was cut off by its size can end inside one.
 */
import type { Sql } from '../../db/client.ts'
import type { LogEntry } from '../event-store/read.ts'

/**
 * The event store's reader, handed in: read models know events, not how they are kept. One that throws at an event it
 * cannot decode stops the projector there; one that hands it over as an entry lets it be parked.
 */
export type ReadLog = (sql: Sql, range: { after: number; limit: number }) => Promise<LogEntry[]>

export type EventBatch = {
  readonly events: readonly LogEntry[]
  /** The log had no more events when this was read. */
  readonly isLast: boolean
}

/** Up to about `size` events after `after`; more only when a single command has written more. */
export const readBatch = async (
  sql: Sql,
  readLog: ReadLog,
  { after, size }: { after: number; size: number },
): Promise<EventBatch> => {
  for (let limit = size; ; limit *= 2) {
    const events = await readLog(sql, { after, limit })
    if (events.length < limit) return { events, isLast: true }
    const whole = withoutCutOffCommand(events)
    if (whole.length > 0) return { events: whole, isLast: false }
  }
}

/** All events but those of the last command, whose rest may not have been read. */
export const withoutCutOffCommand = (events: readonly LogEntry[]): readonly LogEntry[] => {
  const lastCommand = events.at(-1)?.metadata.commandId
  return events.slice(0, events.findLastIndex(({ metadata }) => metadata.commandId !== lastCommand) + 1)
}
