/**
 * What the log's page shows, as it stands in its address: filters and the event that is open in the query, and in the
 * fragment, which no server gets to see, who somebody is.
 */
import type { LogFilter } from '../../api-client/engine-room-log-queries.ts'
import { endOfDay, isDate, startOfDay } from '../../components/calendar-days.ts'
import type { PageAddress } from '../../components/page-address.ts'

/** As typed; empty where nothing is asked for. Days are the reader's. */
export type TypedFilter = {
  readonly [Field in (typeof inQuery)[number] | typeof PERSON]: string
}

const inQuery = ['type', 'streamId', 'correlationId', 'from', 'to'] as const
const PERSON = 'userId'
const EVENT = 'event'

export const noFilter: TypedFilter = {
  type: '',
  streamId: '',
  correlationId: '',
  from: '',
  to: '',
  userId: '',
}

export const readLogAddress = ({
  query,
  fragment,
}: PageAddress): { filter: TypedFilter; event: number | null } => {
  const asked = new URLSearchParams(query)
  const event = Number(asked.get(EVENT))
  return {
    filter: {
      ...noFilter,
      ...Object.fromEntries(inQuery.map((field) => [field, asked.get(field)?.trim() ?? ''])),
      [PERSON]: new URLSearchParams(fragment).get(PERSON)?.trim() ?? '',
    },
    event: Number.isSafeInteger(event) && event > 0 ? event : null,
  }
}

export const writeLogAddress = (filter: Partial<TypedFilter>, event: number | null = null): PageAddress => {
  const query = new URLSearchParams()
  for (const field of inQuery) {
    const value = filter[field]?.trim() ?? ''
    if (value !== '') query.set(field, value)
  }
  if (event !== null) query.set(EVENT, String(event))
  const person = filter[PERSON]?.trim() ?? ''
  const fragment = person === '' ? '' : new URLSearchParams({ [PERSON]: person }).toString()
  return { query: query.toString(), fragment }
}

/** Where an event stands open in the log. */
export const hrefOfEvent = (position: number): string => `/engine-room/log?${EVENT}=${position}`

/** What is asked of the bank. A day stands for all of it; what is no day or id the bank answers itself. */
export const toLogFilter = ({ type, from, to, ...ids }: TypedFilter, timeZone: string): LogFilter => ({
  ...Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== '')),
  ...(type !== '' && { type: type as NonNullable<LogFilter['type']> }),
  ...(from !== '' && { from: isDate(from) ? startOfDay(from, timeZone) : from }),
  ...(to !== '' && { to: isDate(to) ? endOfDay(to, timeZone) : to }),
})

/** Whether anything more can come that the filter leaves. */
export const isOpenEnded = ({ to }: LogFilter, now: Date): boolean =>
  to === undefined || !(Date.parse(to) < now.getTime())
