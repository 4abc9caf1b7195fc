/** The states that are kept of a stream: where each is, and how many events it saves who loads from it. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { BalanceFilm } from '../../app/engine-room/replay/balance-film.tsx'
import { KeptStates } from '../../app/engine-room/replay/kept-states.tsx'

type Outline = Parameters<typeof KeptStates>[0]['outline']

/** An account of 1,213 events, a mark after each thousandth and a snapshot near its end. */
const outline = (kept: Outline['kept']): Outline => ({
  streamId: 'BankAccount-0192d3a4-0000-7000-8000-000000000001',
  end: 1_212,
  currency: 'USD',
  balances: [{ streamPosition: 1, amount: '5.00' }],
  kept,
  eventTypes: [],
})
const kept = [
  { streamPosition: 999, isMark: true },
  { streamPosition: 1_200, isMark: false },
]
const drawn = (given: Outline, place: { position: number; foldedFrom: number | undefined }) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <KeptStates outline={given} {...place} />
    </QueryClientProvider>,
  )
const lines = (markup: string) =>
  [...markup.matchAll(/<li>(.*?)<\/li>/g)].map(([, line = '']) => line.replaceAll(/<[^>]+>/g, ' ').trim())

it('says where each is and what it saves, the newest first, and what a load replays', () => {
  const markup = drawn(outline(kept), { position: 1_205, foldedFrom: 1_200 })
  expect(lines(markup).map((line) => line.replaceAll(/\s+/g, ' '))).toEqual([
    'Snapshot after event 1,200 saves 1,201 events',
    'Mark after event 999 saves 1,000 events',
  ])
  expect(markup).toContain('A load now replays 12 events instead of 1,213.')
  expect(markup).toContain('from the state kept after event 1,200: 5 events instead of all before it.')
})

it('says so when what one sees was folded from the beginning', () => {
  expect(drawn(outline(kept), { position: 9, foldedFrom: -1 })).toContain('from the beginning: 10 events.')
  const without = drawn(outline([]), { position: 0, foldedFrom: undefined })
  expect(without).toContain('None yet.')
  expect(lines(without)).toEqual([])
})

it('shows the newest of many, and counts the others', () => {
  const many = Array.from({ length: 10 }, (_, place) => ({ streamPosition: 100 * place, isMark: true }))
  const markup = drawn(outline(many), { position: 0, foldedFrom: undefined })
  expect(lines(markup)).toHaveLength(8)
  expect(lines(markup)[0]).toContain('after event 900')
  expect(markup).toContain('and 2 more before them')
})

it('marks them where they are in the film', () => {
  const end = 1_000
  const half = { ...outline([{ streamPosition: 500, isMark: true }]), end }
  const markup = renderToStaticMarkup(
    <BalanceFilm outline={half} currency="USD" position={0} now={undefined} without={undefined} />,
  )
  expect(markup).toContain('d="M500 200v-16"')
  expect(markup).toContain('state kept')
})
