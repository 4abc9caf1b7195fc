/** The filters of the audit trail as they stand in an address and in the form: ids, types and times, nobody's names. */
import type { AuditFilter } from '../../../api-client/api.ts'

/** As typed; empty where nothing is asked for. Times as the form's own fields have them, in the bank's day. */
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

/** A day stands for all of it: both ends are included. */
const instantOf = (typed: string, end: 'first' | 'last'): string =>
  /^\d{4}-\d\d-\d\d$/.test(typed) ? `${typed}T${end === 'first' ? '00:00:00.000' : '23:59:59.999'}Z` : typed

/** What is asked of the bank. */
export const toAuditFilter = (filter: TypedFilter): AuditFilter => {
  const { order, type, from, to, ...ids } = filter
  const given = Object.entries(ids).filter(([, value]) => value !== '')
  return {
    ...Object.fromEntries(given),
    ...(type !== '' && { type: type as NonNullable<AuditFilter['type']> }),
    ...(from !== '' && { from: instantOf(from, 'first') }),
    ...(to !== '' && { to: instantOf(to, 'last') }),
    order: order === 'oldest' ? 'oldest' : 'newest',
  }
}

/** The address of the file with all that the filters leave, which is always oldest first. */
export const exportAddress = (filter: TypedFilter, format: 'csv' | 'jsonl'): string => {
  const { order: _, ...asked } = toAuditFilter(filter)
  const query = new URLSearchParams({ format, ...(asked as Record<string, string>) })
  return `/api/audit/export?${query}`
}
