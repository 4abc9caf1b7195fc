/** By what a list's lines were picked out, in words: a file that does not say so would pass for all there is. */
import { categoryNames } from '../domain/categories/names.ts'
import type { ExportedList } from './contents.ts'
import { businessDateOf, lastDayBefore } from './local-time.ts'
import { longDay, words } from './pdf/words.ts'

/** What was asked for by name, in the order of the form; empty where nothing was. */
export const pickedOutBy = ({
  from,
  until,
  timeZone,
  pickedOut: { search, direction, minAmount, maxAmount, categories, counterparty },
}: Pick<ExportedList, 'from' | 'until' | 'timeZone' | 'pickedOut'>): readonly (readonly [
  name: string,
  value: string,
])[] => {
  const { picked } = words
  const first = from === null ? null : longDay(businessDateOf(from, timeZone))
  const last = until === null ? null : longDay(lastDayBefore(until, timeZone))
  const between = (low: string | null, high: string | null) =>
    low !== null && high !== null
      ? picked.between(low, high)
      : low !== null
        ? picked.from(low)
        : picked.upTo(high)
  return [
    ...(search === null ? [] : [[picked.search, picked.quoted(search)] as const]),
    ...(direction === null ? [] : [[picked.direction, picked.directions[direction]] as const]),
    ...(minAmount === null && maxAmount === null
      ? []
      : [[picked.amount, between(minAmount, maxAmount)] as const]),
    ...(first === null && last === null ? [] : [[picked.dates, between(first, last)] as const]),
    ...(categories.length === 0
      ? []
      : [[picked.categories, categories.map((one) => categoryNames[one]).join(', ')] as const]),
    ...(counterparty === null ? [] : [[picked.counterparty, words.numbered(counterparty)] as const]),
  ]
}

/** The same in one sentence after the other, and that it is no statement. */
export const pickedOutSentences = (list: ExportedList): readonly string[] => {
  const by = pickedOutBy(list).map(([name, value]) => `${name}: ${value}.`)
  return [by.length > 0 ? words.picked.selection : words.picked.everything, ...by]
}
