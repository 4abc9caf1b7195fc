/**
 * What the bank does by itself in the demo's past: its own processes, followed event by event and asked when something
 * is due, so that a worker which starts on the filled bank finds nothing that should have been done before.
 */
import { derivedId } from '../../server/auth/derived-id.ts'
import {
  addMonths,
  businessDateOf,
  monthOf,
  startOfMonth,
} from '../../server/domain/calendar/business-dates.ts'
import type { AccountId } from '../../server/domain/ids.ts'
import { createMonthBook, type Entry } from '../../server/domain/month-end/books.ts'
import type { DueCommand } from '../../server/domain/process.ts'
import { processPart } from '../../server/read-models/processes/projection.ts'
import { processes } from '../../server/read-models/processes/registry.ts'
import type { ProcessTable } from '../../server/read-models/processes/table.ts'
import type { Happened } from './rehearsal.ts'

type Instance = ProcessTable['$inferSelect']
/** As the worker would give it. */
export type ProcessCommand = {
  readonly command: DueCommand
  readonly ids: { readonly commandId: string; readonly correlationId: string; readonly causationId: string }
}
/** Something that a process has to look at then. */
export type Appointment = {
  readonly dueMs: number
  readonly look: (atMs: number) => readonly ProcessCommand[]
}

type Cause = { readonly commandId: string; readonly correlationId: string }

export const createProcesses = (timeZone: string) => {
  const followed = processes.map((registered) => ({
    process: registered.process,
    part: processPart(registered),
    rows: new Map<string, Instance>(),
  }))
  type Followed = (typeof followed)[number]

  const due = ({ process }: Followed, instance: Instance | undefined, now: string): ProcessCommand[] => {
    const { dueAt, instanceId, correlationId, causationId, state } = instance ?? {}
    if (!dueAt || !instanceId || !state || !correlationId || !causationId) return []
    if (dueAt.toISOString() > (process.dueUpTo?.(now, timeZone) ?? now)) return []
    return process.commandsDue(state, { instanceId, now }).map((command) => {
      const about = JSON.stringify([process.name, instanceId, command.step, dueAt.toISOString()])
      const commandId = derivedId('command of process', about)
      return { command, ids: { commandId, correlationId, causationId } }
    })
  }

  return {
    /** Answers what is due because of these events, when it is due at an instant of its own. */
    follow: (events: readonly Happened[], cause: Cause): Appointment[] => {
      const changed = new Map<string, Appointment>()
      for (const { position, atMs, ...event } of events)
        for (const one of followed) {
          if (!one.part.eventTypes.has(event.type)) continue
          const metadata = { ...cause, causationId: cause.commandId, userId: '' }
          const stored = { ...event, globalPosition: position, createdAt: new Date(atMs), metadata } as never
          const key = one.part.keyOf(stored)
          const row = one.part.evolve(one.rows.get(key) as never, stored) as Instance | undefined
          if (!row) continue
          one.rows.set(key, row)
          // The ends of months are everybody's at once.
          if (one.process.dueUpTo) continue
          const about = `${one.process.name} ${key}`
          changed.delete(about)
          if (row.dueAt)
            changed.set(about, {
              dueMs: row.dueAt.getTime(),
              look: (lookMs) => due(one, one.rows.get(key), new Date(lookMs).toISOString()),
            })
        }
      return [...changed.values()]
    },

    /** What is due at the end of a period of the bank's calendar. */
    dueAtPeriodEnd: (atMs: number): ProcessCommand[] => {
      const now = new Date(atMs).toISOString()
      return followed
        .filter(({ process }) => process.dueUpTo)
        .flatMap((one) => [...one.rows.values()].flatMap((row) => due(one, row, now)))
    },
  }
}

/** What the worker looks up in the log for the end of a month: the entries since the last one. */
export const createMonthBooks = (timeZone: string) => {
  const open = new Map<AccountId, Entry[]>()
  const balances = new Map<AccountId, bigint>()
  return {
    follow: (events: readonly Happened[]): void => {
      for (const { type, data, atMs } of events) {
        if (type !== 'MoneyDeposited' && type !== 'MoneyWithdrawn') continue
        const entries = open.get(data.accountId) ?? []
        if (entries.length === 0) open.set(data.accountId, entries)
        entries.push({ type, data, createdAt: new Date(atMs) })
      }
    },
    bookOf: (accountId: AccountId, from: string) => {
      const month = monthOf(businessDateOf(from, timeZone))
      const until = startOfMonth(addMonths(month, 1), timeZone)
      const book = createMonthBook({ from, until, timeZone }, balances.get(accountId) ?? 0n)
      const entries = open.get(accountId) ?? []
      const later = entries.findIndex(({ createdAt }) => createdAt.toISOString() >= until)
      const ended = later === -1 ? entries.length : later
      for (const entry of entries.slice(0, ended)) book.add(entry)
      open.set(accountId, entries.slice(ended))
      const totals = book.finish()
      balances.set(accountId, totals.closing)
      return { month, until, totals }
    },
  }
}
