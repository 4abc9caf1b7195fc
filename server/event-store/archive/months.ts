/** Which months can move: closed in the bank's own time zone, old enough, sealed, and following what has moved already. */
import type { Queryable } from '../new-events.ts'
import { readSealHead } from '../seals/seals.ts'
import { archivedTo } from './archived.ts'

export type ArchivableMonth = { readonly month: string; readonly from: number; readonly to: number }

export const archivableMonths = async (
  sql: Queryable,
  { olderThanMonths, timeZone, now }: { olderThanMonths: number; timeZone: string; now: Date },
): Promise<ArchivableMonth[]> => {
  const { position: sealed } = await readSealHead(sql)
  const current = Temporal.Instant.from(now.toISOString())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toPlainYearMonth()
  // The first month that has to stay.
  const stays = current.subtract({ months: Math.max(0, olderThanMonths) })
  const months: ArchivableMonth[] = []
  let from = (await archivedTo(sql)) + 1
  for (;;) {
    const first = await instantAt(sql, from)
    if (first === undefined) return months
    const month = first.toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth()
    if (Temporal.PlainYearMonth.compare(month, stays) >= 0) return months
    const end = month.add({ months: 1 }).toPlainDate({ day: 1 }).toZonedDateTime(timeZone).toInstant()
    const to = (await firstSince(sql, from, sealed, end)) - 1
    // A month of which something is not sealed waits until it is; without a later event, sealing has not passed its end.
    if (to >= sealed) return months
    months.push({ month: month.toString(), from, to })
    from = to + 1
  }
}

const instantAt = async (sql: Queryable, position: number): Promise<Temporal.Instant | undefined> => {
  const [row] = await sql<{ ms: string }[]>`
    SELECT (extract(epoch FROM created_at) * 1000)::bigint::text AS ms FROM events WHERE global_position = ${position}`
  return row && Temporal.Instant.fromEpochMilliseconds(Number(row.ms))
}

/** The first position from `low` on whose event is not earlier than `end`; time never runs backwards along the log. */
const firstSince = async (
  sql: Queryable,
  low: number,
  last: number,
  end: Temporal.Instant,
): Promise<number> => {
  let [from, to] = [low, last + 1]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    const at = await instantAt(sql, middle)
    if (at === undefined) throw new Error(`Event ${middle} is missing`)
    if (Temporal.Instant.compare(at, end) < 0) from = middle + 1
    else to = middle
  }
  return from
}
