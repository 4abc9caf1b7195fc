/**
 * All processes of the bank beside the bank in memory: rows folded from its log whenever a test says so, and the
 * commands that they ask for, given when a test says so, twice, late, out of order, or never.
 */
import type { Accrual } from '../../server/domain/bank-account/closing.ts'
import { addMonths, monthOf, startOfMonth } from '../../server/domain/calendar/business-dates.ts'
import { type AccountId, accountStream } from '../../server/domain/ids.ts'
import type { Currency } from '../../server/domain/money.ts'
import { createMonthBook, type MonthBook } from '../../server/domain/month-end/books.ts'
import type { DueCommand } from '../../server/domain/process.ts'
import { processPart } from '../../server/read-models/processes/projection.ts'
import { processes } from '../../server/read-models/processes/registry.ts'
import type { ProcessTable } from '../../server/read-models/processes/table.ts'
import { foldRows, type Row } from '../../server/read-models/projection.ts'
import { commandIdOf } from '../../server/worker/process-runner.ts'
import { stored } from '../read-models/stored-events.ts'
import { theBank } from './bank.ts'
import type { PureBank } from './pure-bank.ts'
import type { TestCommand } from './test-command.ts'

type Instance = ProcessTable['$inferSelect']
export type GivenCommand = { readonly commandId: string; readonly command: TestCommand }

export const createPureProcesses = (bank: PureBank) => {
  const folded = processes.map(({ process, table }) => ({
    process,
    part: processPart({ process, table }),
    rows: new Map<string, Row>(),
    position: 0,
  }))
  const receipts = new Set<string>()

  return {
    /** Carries the rows on by so many events, the last `again` of which they have seen before. */
    fold: (events = Number.POSITIVE_INFINITY, again = 0): void => {
      for (const one of folded) {
        const from = Math.max(0, one.position - again)
        const until = Math.min(bank.log.length, one.position + events)
        const batch = bank.log.slice(from, until).map(({ event }, index) => ({
          ...stored(event, from + index + 1),
          createdAt: bank.times[from + index]!,
        }))
        for (const [key, row] of foldRows(one.part, one.rows, batch)) one.rows.set(key, row)
        one.position = Math.max(one.position, until)
      }
    },
    /** As if there had never been any. */
    forget: (): void => {
      for (const one of folded) {
        one.rows.clear()
        one.position = 0
      }
    },
    /** What the rows, as they are, ask for at this time. */
    due: (now: string): GivenCommand[] =>
      folded.flatMap(({ process, rows }) => {
        const until = process.dueUpTo?.(now, 'UTC') ?? now
        return ([...rows.values()] as Instance[]).flatMap(({ instanceId, state, dueAt }) => {
          if (dueAt === null || dueAt.toISOString() > until) return []
          return process.commandsDue(state, { instanceId, now }).map((command) => ({
            commandId: commandIdOf(process.name, { instanceId, dueAt }, command),
            command: { ...completed(bank, command), by: theBank, at: now } as TestCommand,
          }))
        })
      }),
    /** As the bus does it: an id that was accepted before is not decided again. */
    give: ({ commandId, command }: GivenCommand): void => {
      if (receipts.has(commandId)) return
      if (bank.execute(command).outcome === 'accepted') receipts.add(commandId)
    },
    /** What waits for something else than the end of a day or a month. */
    waiting: (): Instance[] =>
      folded
        .filter(({ process }) => !process.dueUpTo)
        .flatMap(({ rows }) => [...rows.values()] as Instance[])
        .filter(({ dueAt }) => dueAt !== null),
  }
}

/** What the worker looks up in the log before it gives a command. */
const completed = (bank: PureBank, { name, data }: DueCommand): Pick<TestCommand, 'name' | 'data'> => {
  if (name !== 'closeMonth') return { name, data } as TestCommand
  const { log } = bank
  const { accountId, from } = data
  const month = monthOf(from)
  const until = startOfMonth(addMonths(month, 1), 'UTC')
  const book = bookIn(bank, accountId, { from, until })
  const opening = log.find(
    ({ event }) => event.type === 'AccountOpened' && event.data.accountId === accountId,
  )
  const { currency } = opening!.event.data as { currency: Currency }
  return { name, data: { ...data, book: { month, until, currency, totals: book } } }
}

type Period = { readonly from: string; readonly until: string }
const bookIn = ({ log, times }: PureBank, accountId: AccountId, { from, until }: Period): MonthBook => {
  const entries = log.flatMap(({ event }, index) => {
    const isEntry = event.type === 'MoneyDeposited' || event.type === 'MoneyWithdrawn'
    return isEntry && event.data.accountId === accountId ? [{ ...event, createdAt: times[index]! }] : []
  })
  const before = entries.findLast(({ createdAt }) => createdAt.toISOString() < from)
  const book = createMonthBook({ from, until, timeZone: 'UTC' }, before?.data.balanceAfter.amountMinor ?? 0n)
  for (const entry of entries) {
    const at = entry.createdAt.toISOString()
    if (from <= at && at < until) book.add(entry)
  }
  return book.finish()
}

/** What the API looks up in the log before it closes an account. Null when it was never opened. */
export const accrualIn = (bank: PureBank, accountId: AccountId, now: string): Accrual | null => {
  const index = bank.log.findIndex(
    ({ event }) => event.type === 'AccountOpened' && event.data.accountId === accountId,
  )
  if (index < 0) return null
  const { books } = bank.stateOf(accountStream(accountId)) as { books: { until: string } | null }
  const from = books?.until ?? bank.times[index]!.toISOString()
  const [firstDay, today, month] = [from.slice(0, 10), now.slice(0, 10), monthOf(from)]
  if (month !== monthOf(today) || firstDay >= today) return { month, from, days: { firstDay, balances: [] } }
  const { days } = bookIn(bank, accountId, { from, until: `${today}T00:00:00.000Z` })
  return { month, from, days }
}
