/** One event as a line of JSON, its columns by their names; no digit of it is lost. */
import { canonicalMembers } from './canonical-json.ts'
import type { RawEvent } from './chain.ts'

/** A line that is not what it should be. */
export class UnreadableLine extends Error {
  override name = 'UnreadableLine'
  constructor(number: number, reason: string) {
    super(`Line ${number} ${reason}`)
  }
}

/** One line of a log. Throws {@link UnreadableLine}. */
export const rawEventOf = (number: number, line: string): RawEvent => {
  parsedLine(number, line)
  const members = canonicalMembers(line)
  const member = (name: string): string => {
    const text = members.get(name)
    if (text === undefined) throw new UnreadableLine(number, `is no event: it has no ${name}`)
    return text
  }
  const value = (name: string) => JSON.parse(member(name))
  return {
    globalPosition: Number(value('global_position')),
    streamId: String(value('stream_id')),
    streamPosition: Number(value('stream_position')),
    eventType: String(value('event_type')),
    schemaVersion: Number(value('schema_version')),
    data: member('data'),
    metadata: member('metadata'),
    createdAt: String(value('created_at')),
  }
}

export const parsedLine = (number: number, line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    throw new UnreadableLine(number, 'is not JSON')
  }
}
