import { describe, expect, it } from 'vitest'
import { type KnownPages, type ListPage, readListPage } from '../../../app/api-client/list-pages.ts'

type Line = { position: number }
const lines = (from: number, to: number): Line[] =>
  Array.from({ length: from - to + 1 }, (_, index) => ({ position: from - index }))

const page = (from: number, to: number, more: Partial<ListPage<Line>> = {}): ListPage<Line> => ({
  version: 10,
  data: lines(from, to),
  nextCursor: `before-${to}`,
  readAt: 0,
  ...more,
})
const known = (...pages: ListPage<Line>[]): KnownPages<Line> => ({
  pages,
  pageParams: pages.map((_, index) => (index === 0 ? null : (pages[index - 1]?.nextCursor ?? null))),
})

const read = async (
  cursor: string | null,
  pages: KnownPages<Line> | undefined,
  fresh: { data: Line[]; nextCursor: string | null },
  { floor = 0, now = 1_000 } = {},
) => {
  let limit: number | null = null
  const result = await readListPage<Line>({
    cursor,
    known: pages,
    floor,
    now,
    read: async (asked) => {
      limit = asked
      return { version: 20, ...fresh }
    },
  })
  return { result, limit }
}
const span = ({ data }: { data: readonly Line[] }) => [data[0]?.position, data.at(-1)?.position, data.length]

describe('with news', () => {
  it('the newest page is joined to what is known below it, and the next page begins where it did', async () => {
    const { result, limit } = await read(null, known(page(100, 51), page(50, 1)), {
      data: lines(103, 54),
      nextCursor: 'before-54',
    })
    expect(limit).toBe(50)
    expect(span(result)).toEqual([103, 51, 53])
    expect(result.nextCursor).toBe('before-51')
    expect(result.version).toBe(20)
  })

  it('nothing is joined across what was not read', async () => {
    const { result } = await read(null, known(page(100, 51)), {
      data: lines(200, 151),
      nextCursor: 'before-151',
    })
    expect(span(result)).toEqual([200, 151, 50])
    expect(result.nextCursor).toBe('before-151')
  })

  it('a list that is whole stays as it was read', async () => {
    const { result } = await read(null, known(page(5, 1, { nextCursor: null })), {
      data: lines(6, 2),
      nextCursor: null,
    })
    expect(span(result)).toEqual([6, 2, 5])
  })

  it('an older page is taken as it is known', async () => {
    const pages = known(page(100, 51), page(50, 1))
    const { result, limit } = await read('before-51', pages, { data: [], nextCursor: null })
    expect(limit).toBeNull()
    expect(result).toBe(pages.pages[1])
  })
})

describe('an older page is read again', () => {
  const pages = known(page(100, 51), page(50, 31), page(30, 21, { readAt: 5 }), page(20, 1, { readAt: 9 }))

  it('when this person has changed something since', async () =>
    expect((await read('before-51', pages, { data: [], nextCursor: null }, { floor: 11 })).limit).toBe(200))

  it('when it is among the oldest, a few at a time', async () => {
    const reads = await Promise.all(
      ['before-51', 'before-31', 'before-21'].map((cursor) =>
        read(cursor, pages, { data: [], nextCursor: null }, { now: 120_000 }),
      ),
    )
    expect(reads.map(({ limit }) => limit)).toEqual([200, 200, null])
  })

  it('when it was never read', async () =>
    expect((await read('before-1', pages, { data: [], nextCursor: null })).limit).toBe(200))
})
