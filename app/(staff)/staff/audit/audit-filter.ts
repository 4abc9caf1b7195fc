/** The filters of the audit trail as they stand in an address and in the form: ids, types and times, nobody's names. */
import type { AuditFilter } from '../../../api-client/api.ts'
import { endOfDay, isDate, startOfDay } from '../../../components/calendar-days.ts'

/** As typed; empty where nothing is asked for. Days are the reader's, as the list tells them. */
export type TypedFilter = { readonly [Field in (typeof fields)[number]]: string }

export const fields = [
  'type',
  'streamId',
  'userId',
  'correlationId',
  'commandId',
  'from',
  'to',
  'order',
] as const

export const noFilter: TypedFilter = {
  type: '',
  streamId: '',
  userId: '',
  correlationId: '',
  commandId: '',
  from: '',
  to: '',
  order: '',
}

export const readFilter = (query: Pick<URLSearchParams, 'get'>): TypedFilter => ({
  ...noFilter,
  ...Object.fromEntries(fields.map((field) => [field, query.get(field)?.trim() ?? ''])),
})

export const writeFilter = (filter: TypedFilter): URLSearchParams => {
  const query = new URLSearchParams()
  for (const field of fields) if (filter[field].trim() !== '') query.set(field, filter[field].trim())
  return query
}

/** What is asked of the bank. A day stands for all of it, both ends included; what is none the bank answers itself. */
export const toAuditFilter = (filter: TypedFilter, timeZone: string): AuditFilter => {
  const { order, type, from, to, ...ids } = filter
  const given = Object.entries(ids).filter(([, value]) => value !== '')
  return {
    ...Object.fromEntries(given),
    ...(type !== '' && { type: type as NonNullable<AuditFilter['type']> }),
    ...(from !== '' && { from: isDate(from) ? startOfDay(from, timeZone) : from }),
    ...(to !== '' && { to: isDate(to) ? endOfDay(to, timeZone) : to }),
    order: order === 'oldest' ? 'oldest' : 'newest',
  }
}

/** What is asked of the file with all that the filters leave, which is always oldest first. */
export const toExportFilter = (filter: TypedFilter, timeZone: string): Omit<AuditFilter, 'order'> => {
  const { order: _, ...asked } = toAuditFilter(filter, timeZone)
  return asked
}
