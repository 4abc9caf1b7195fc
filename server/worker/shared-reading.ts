/**
 * Reads of the log, shared: projectors that are woken together and stand at the same position want the same events, so
 * one query serves all who ask while it is under way. It may be a moment older than the last of them; what it has
 * missed, they find when they look at the head again.
 */
import type { ReadLog } from '../read-models/batch.ts'

export const sharedReading = (readLog: ReadLog): ReadLog => {
  const underWay = new Map<string, ReturnType<ReadLog>>()
  return (sql, range) => {
    const key = `${range.after}:${range.limit}`
    let reading = underWay.get(key)
    if (!reading) {
      reading = readLog(sql, range).finally(() => underWay.delete(key))
      underWay.set(key, reading)
    }
    return reading
  }
}
