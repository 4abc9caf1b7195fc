/**
 * A list as one draws it: days and the lines below them, in one row of items for whoever measures them, and in sections
 * again for whoever reads them.
 */
import type { Transaction } from '../../../../api-client/api.ts'
import type { PendingMovement } from '../../../../api-client/pending-overlay.ts'
import { startOfDay } from '../../../../components/calendar-days.ts'
import { dayOf } from '../../../../components/dates.ts'

type InSection = {
  /** Of so many lines below the same heading it is the one with this number, from one. */
  readonly number: number
  readonly of: number
}

export type ListItem =
  | { readonly kind: 'heading'; readonly key: string; readonly at: string | null }
  | ({ readonly kind: 'pending'; readonly key: string; readonly movement: PendingMovement } & InSection)
  | ({ readonly kind: 'booked'; readonly key: string; readonly transaction: Transaction } & InSection)

/** `at` is null above what is pending. Transactions come newest first. */
export const itemsOf = (
  pending: readonly PendingMovement[],
  transactions: readonly Transaction[],
  timeZone: string,
): ListItem[] => {
  const items: ListItem[] = []
  if (pending.length > 0) items.push({ kind: 'heading', key: 'pending', at: null })
  for (const [index, movement] of pending.entries())
    items.push({
      kind: 'pending',
      key: `pending-${movement.transfer.transferId}-${movement.direction}`,
      movement,
      number: index + 1,
      of: pending.length,
    })
  for (const { day, lines } of byDay(transactions, timeZone)) {
    items.push({ kind: 'heading', key: day, at: lines[0]?.at ?? '' })
    for (const [index, transaction] of lines.entries())
      items.push({
        kind: 'booked',
        key: String(transaction.position),
        transaction,
        number: index + 1,
        of: lines.length,
      })
  }
  return items
}

/** Instants are compared as text; the zone is asked once a day, not once a line. */
const byDay = (transactions: readonly Transaction[], timeZone: string) => {
  const days: { day: string; begins: string; lines: Transaction[] }[] = []
  for (const transaction of transactions) {
    const last = days.at(-1)
    if (last && transaction.at >= last.begins) last.lines.push(transaction)
    else {
      const day = dayOf(transaction.at, timeZone)
      days.push({ day, begins: startOfDay(day, timeZone), lines: [transaction] })
    }
  }
  return days
}

/** Where an item lies, in pixels from the top of the list. */
export type Placed = { readonly index: number; readonly start: number; readonly end: number }

/** What is drawn of a section: its heading and lines, with the room of those left out between them. */
export type Section = {
  readonly heading: Placed
  readonly parts: readonly ({ readonly gap: number; readonly key: string } | { readonly line: Placed })[]
  /** The room above it, of what is left out. */
  readonly above: number
}

/**
 * The items that are drawn, in sections. Every line's heading must be among them. A heading stays in view while its
 * section passes, so the room of lines that have gone by belongs into the section, not above it.
 */
export const sectionsOf = (items: readonly ListItem[], drawn: readonly Placed[]): Section[] => {
  const sections: { heading: Placed; parts: Section['parts'][number][]; above: number }[] = []
  let end = 0
  for (const placed of drawn) {
    const gap = Math.max(0, placed.start - end)
    const section = sections.at(-1)
    if (items[placed.index]?.kind === 'heading') sections.push({ heading: placed, parts: [], above: gap })
    else if (section) {
      if (gap > 0) section.parts.push({ gap, key: `gap-${placed.index}` })
      section.parts.push({ line: placed })
    }
    end = placed.end
  }
  return sections
}

/** For each item the index of the heading above it, or its own. */
export const headingsOf = (items: readonly ListItem[]): number[] => {
  let heading = 0
  return items.map(({ kind }, index) => {
    if (kind === 'heading') heading = index
    return heading
  })
}
