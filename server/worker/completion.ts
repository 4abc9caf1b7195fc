/**
 * What a process asks for without knowing all of it: the rest is looked up in the log. It is the same whoever looks it up,
 * and when, so that a command given twice is the same command.
 */
import type { Sql } from '../../db/client.ts'
import type { DueCommand } from '../domain/process.ts'
import { endThePast } from '../event-store/append.ts'
import { readMonthBook } from '../event-store/month-book.ts'

export type Completion = (
  command: DueCommand,
  moment: { readonly now: Date; readonly timeZone: string },
) => Promise<object>

export const createCompletion = (sql: Sql): Completion => {
  /** Until when nothing can be written any more, as far as this one has seen to it. */
  let pastUntil = Number.NEGATIVE_INFINITY
  const endPast = async (instant: Date) => {
    if (instant.getTime() <= pastUntil) return
    await endThePast(sql, instant)
    pastUntil = instant.getTime()
  }
  return async ({ name, data }, { now, timeZone }) => {
    if (name !== 'closeMonth' || data.book !== null) return data
    const book = await readMonthBook(sql, { ...data, now, timeZone, endPast })
    return { ...data, book }
  }
}
