import { describe, expect, it } from 'vitest'
import {
  headingsOf,
  itemsOf,
  sectionsOf,
} from '../../../app/(bank)/accounts/[accountId]/transactions/list-items.ts'
import { matchesPending } from '../../../app/(bank)/accounts/[accountId]/transactions/pending-matches.ts'
import {
  asTheyAre,
  categoryOfMost,
  chosenBefore,
  extend,
  nothingPicked,
  type Pickable,
  pickAll,
  sumsOf,
  toggle,
} from '../../../app/(bank)/accounts/[accountId]/transactions/selection.ts'
import type { Transaction } from '../../../app/api-client/api.ts'
import type { PendingMovement } from '../../../app/api-client/pending-overlay.ts'
import { chipsOf } from '../../../app/components/transaction-filter/chips.ts'
import { type ListFilter, noFilter } from '../../../app/components/transaction-filter/filter.ts'

const line = (position: number, at = '2026-03-01T12:00:00.000Z') => ({ position, at }) as Transaction

const movement: PendingMovement = {
  transfer: {
    transferId: 't',
    money: { amount: '12.50', currency: 'USD' },
    description: 'Café au lait',
  },
  accountId: 'mine',
  direction: 'out',
  counterparty: { accountId: 'hers', number: 'PB76PASS0123456789012345', name: 'Lena Hartmann' },
  mark: 'held',
}

describe('chips', () => {
  const filter: ListFilter = {
    ...noFilter,
    search: 'lena',
    direction: 'in',
    minAmount: '1250.00',
    dates: { kind: 'days', from: '2026-01-01', to: null },
    categories: ['groceries', 'rent'],
    counterparty: { key: 'PB1', name: 'Bob' },
    status: 'booked',
  }

  it('say each thing that is asked for', () =>
    expect(chipsOf(filter, 'USD').map(({ label }) => label)).toEqual([
      '“lena”',
      'Money in',
      '$1,250.00 or more',
      'Since 1 Jan 2026',
      'Groceries',
      'Rent',
      'Bob',
      'Booked',
    ]))

  it('take away their own thing and no other, until nothing is left', () => {
    let left = filter
    for (let count = chipsOf(left, 'USD').length; count > 0; count -= 1) {
      left = { ...left, ...chipsOf(left, 'USD')[0]?.without }
      expect(chipsOf(left, 'USD')).toHaveLength(count - 1)
    }
    expect(left).toEqual(noFilter)
  })
})

describe('what is pending is filtered alike', () => {
  const now = new Date('2026-03-15T12:00:00Z')
  it.each<[Partial<ListFilter>, object, boolean]>([
    [{}, {}, true],
    [{ search: 'CAFE lena' }, {}, true],
    [{ search: 'afé' }, {}, false],
    [{ search: 'cafe bob' }, {}, false],
    [{ direction: 'in' }, {}, false],
    [{ status: 'booked' }, {}, false],
    [{ status: 'pending' }, {}, true],
    [{ categories: ['groceries'] }, {}, false],
    [{ counterparty: { key: 'PB76PASS0123456789012345', name: 'Lena' } }, {}, true],
    [{ counterparty: { key: 'PB99', name: 'Bob' } }, {}, false],
    [{}, { minAmount: '12.5', maxAmount: '12.50' }, true],
    [{}, { minAmount: '12.51' }, false],
    [{}, { maxAmount: '12.4999' }, false],
    [{}, { to: '2026-03-14T23:59:59.999Z' }, false],
    [{}, { from: '2026-03-01T00:00:00.000Z' }, true],
  ])('%j %j: %s', (filter, request, expected) =>
    expect(matchesPending(movement, { ...noFilter, ...filter }, request, now)).toBe(expected),
  )
})

describe('a list as it is drawn', () => {
  const items = itemsOf(
    [movement],
    [
      line(5, '2026-03-02T00:30:00.000Z'),
      line(4, '2026-03-01T23:30:00.000Z'),
      line(3, '2026-03-01T22:30:00.000Z'),
      line(1, '2025-03-01T12:00:00.000Z'),
    ],
    'Europe/Berlin',
  )

  it('stands by day in the reader’s zone, what is pending above', () =>
    expect(items.map(({ key }) => key)).toEqual([
      'pending',
      'pending-t-out',
      '2026-03-02',
      '5',
      '4',
      '2026-03-01',
      '3',
      '2025-03-01',
      '1',
    ]))

  it('counts the lines of each day', () =>
    expect(items.flatMap((item) => (item.kind === 'booked' ? `${item.number}/${item.of}` : []))).toEqual([
      '1/2',
      '2/2',
      '1/1',
      '1/1',
    ]))

  it('keeps room for what is left out, below the heading of its day', () => {
    expect(headingsOf(items)).toEqual([0, 0, 2, 2, 2, 5, 5, 7, 7])
    const drawn = [2, 4, 5, 8].map((index) => ({ index, start: index * 10, end: index * 10 + 10 }))
    expect(sectionsOf(items, drawn)).toEqual([
      { heading: drawn[0], above: 20, parts: [{ gap: 10, key: 'gap-4' }, { line: drawn[1] }] },
      { heading: drawn[2], above: 0, parts: [{ gap: 20, key: 'gap-8' }, { line: drawn[3] }] },
    ])
  })
})

describe('a selection', () => {
  const picks: Pickable[] = (
    [
      [5, 'in', '9007199254740993.01'],
      [4, 'out', '0.02'],
      [3, 'out', '10.00'],
      [2, 'in', '1.00'],
    ] as const
  ).map(([position, direction, amount]) => ({
    ...{ position, direction, money: { amount, currency: 'USD' } },
    ...{ category: position > 2 ? 'rent' : 'gifts', categorySource: position === 3 ? 'chosen' : 'rule' },
  }))
  const [a, b, c, d] = picks as [Pickable, Pickable, Pickable, Pickable]
  const positions = ({ picked }: { picked: ReadonlyMap<number, unknown> }) => [...picked.keys()].toSorted()

  it('takes and leaves single lines', () => {
    const both = toggle(toggle(nothingPicked, a), c)
    expect(positions(both)).toEqual([3, 5])
    expect(positions(toggle(both, a))).toEqual([3])
  })

  it('goes from the last press to this one, in both directions', () => {
    expect(positions(extend(toggle(nothingPicked, b), picks, d))).toEqual([2, 3, 4])
    expect(positions(extend(toggle(nothingPicked, d), picks, b))).toEqual([2, 3, 4])
  })

  it('leaves a range when its beginning was left', () =>
    expect(positions(extend(toggle(pickAll(picks), b), picks, c))).toEqual([2, 5]))

  it('is a press like any other when the beginning is not in the list', () =>
    expect(positions(extend(toggle(nothingPicked, a), [b, c], c))).toEqual([3, 5]))

  it('begins with the category that most have, and knows what each had by itself', () => {
    expect(categoryOfMost([d, b, c])).toBe('rent')
    expect([b, c].map(chosenBefore)).toEqual([null, 'rent'])
    const sold = { ...c, category: 'gifts' } as const
    expect(asTheyAre(pickAll([b, c]).picked, [sold, d])).toEqual([b, sold])
  })

  it('is added up exactly, each currency by itself', () => {
    const yen: Pickable = { ...a, position: 9, direction: 'out', money: { amount: '500', currency: 'JPY' } }
    expect(sumsOf([...picks, yen])).toEqual([
      {
        currency: 'USD',
        count: 4,
        in: { amount: '9007199254740994.01', currency: 'USD' },
        out: { amount: '10.02', currency: 'USD' },
        net: { amount: '9007199254740983.99', currency: 'USD' },
      },
      {
        currency: 'JPY',
        count: 1,
        in: { amount: '0', currency: 'JPY' },
        out: { amount: '500', currency: 'JPY' },
        net: { amount: '-500', currency: 'JPY' },
      },
    ])
  })
})
