/**
 * How a long list is kept fresh without reading all of it again. The book only grows at its top: with news its newest
 * page is read anew and joined to what is known below. An older page is read again when this person has changed something
 * since, and a few at a time when they are old, because what somebody says of a line (a category, a note) changes it
 * later, also from another browser.
 */
import type { Versioned } from './consistent-read.ts'

type Line = { readonly position: number }

export type ListPage<Row extends Line> = Versioned & {
  readonly data: readonly Row[]
  readonly nextCursor: string | null
  /** When it was read, by this browser's clock. */
  readonly readAt: number
}

export type KnownPages<Row extends Line> = {
  readonly pages: readonly ListPage<Row>[]
  readonly pageParams: readonly (string | null)[]
}

/** The first page is on the screen soon; the others are read less often. */
export const FIRST_SIZE = 50
const NEXT_SIZE = 200

const OLD_AFTER_MS = 60_000
const OLD_AT_ONCE = 2

export type PageReading<Row extends Line> = {
  readonly cursor: string | null
  readonly known: KnownPages<Row> | undefined
  /** No page may show less than this version. */
  readonly floor: number
  readonly now: number
  readonly read: (limit: number) => Promise<Omit<ListPage<Row>, 'readAt'>>
}

export const readListPage = async <Row extends Line>({
  cursor,
  known,
  floor,
  now,
  read,
}: PageReading<Row>): Promise<ListPage<Row>> => {
  const at = known?.pageParams.indexOf(cursor) ?? -1
  const page = known?.pages[at]
  if (cursor === null) {
    const limit = Math.min(Math.max(page?.data.length ?? 0, FIRST_SIZE), NEXT_SIZE)
    return { ...joined(page, await read(limit)), readAt: now }
  }
  if (page && page.version >= floor && !oldest(known?.pages ?? [], now).includes(page)) return page
  return { ...(await read(NEXT_SIZE)), readAt: now }
}

/** The newest page, and below it what of the known one it does not reach, so that the pages after it begin where they did. */
const joined = <Row extends Line>(
  known: ListPage<Row> | undefined,
  fresh: Omit<ListPage<Row>, 'readAt'>,
): Omit<ListPage<Row>, 'readAt'> => {
  const [newestKnown] = known?.data ?? []
  const last = fresh.data.at(-1)
  // More has come in than fits on a page: what lies between is not known, so the list begins anew.
  if (!known || !newestKnown || !last || fresh.nextCursor === null || last.position > newestKnown.position)
    return fresh
  const below = known.data.filter(({ position }) => position < last.position)
  return below.length === 0
    ? fresh
    : { ...fresh, data: [...fresh.data, ...below], nextCursor: known.nextCursor }
}

const oldest = <Row extends Line>(pages: readonly ListPage<Row>[], now: number) =>
  pages
    .slice(1)
    .filter(({ readAt }) => now - readAt > OLD_AFTER_MS)
    .toSorted((a, b) => a.readAt - b.readAt)
    .slice(0, OLD_AT_ONCE)
