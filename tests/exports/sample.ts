/** Statements and lists to be written into files: texts of every kind, in currencies with decimals and without. */

import type { Category } from '../../server/domain/categories/category.ts'
import { type Currency, formatDecimal, money, toWire } from '../../server/domain/money.ts'
import type {
  ExportedLine,
  ExportedList,
  ExportedStatement,
  Pages,
  PickedOut,
} from '../../server/exports/contents.ts'

export async function* inPages<Row>(
  rows: readonly Row[],
  size = 3,
): Pages<Row> & AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

/** What is to be known of a line; everything else follows. */
export type Movement = {
  readonly amount: bigint
  readonly description: string
  readonly name?: string
  readonly number?: string
  readonly note?: string
  readonly category?: Category
  readonly at?: string
}

const uuid = (n: number) => `0192f0c0-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

export const linesFrom = (
  movements: readonly Movement[],
  { currency, opening }: { readonly currency: Currency; readonly opening: bigint },
): ExportedLine[] => {
  let balance = opening
  return movements.map((movement, n) => {
    balance += movement.amount
    const hasOther = movement.name !== undefined || movement.number !== undefined
    const amount = movement.amount < 0n ? -movement.amount : movement.amount
    return {
      position: 1_000 + n * 7,
      at: movement.at ?? new Date(Date.UTC(2026, 2, 1 + Math.min(n, 29), 8, n % 60)).toISOString(),
      direction: movement.amount < 0n ? 'out' : 'in',
      money: toWire(money(amount, currency)),
      balanceAfter: toWire(money(balance, currency)),
      description: movement.description,
      note: movement.note ?? null,
      counterparty: hasOther ? { name: movement.name ?? '', number: movement.number ?? '' } : null,
      category: movement.category ?? 'other',
      transferId: hasOther ? uuid(n) : null,
      quoteId: null,
    }
  })
}

const categoriesOf = (
  lines: readonly ExportedLine[],
  currency: Currency,
): ExportedStatement['categories'] => {
  const minor = ({ money: { amount } }: ExportedLine) => BigInt(amount.replace('.', ''))
  return [...new Set(lines.map(({ category }) => category))].map((category) => {
    const of = (direction: 'in' | 'out') =>
      lines.filter((line) => line.category === category && line.direction === direction)
    const sum = (some: readonly ExportedLine[]) =>
      toWire(
        money(
          some.reduce((all, line) => all + minor(line), 0n),
          currency,
        ),
      )
    return {
      category,
      out: sum(of('out')),
      outCount: of('out').length,
      in: sum(of('in')),
      inCount: of('in').length,
    }
  })
}

export const statementFrom = (
  movements: readonly Movement[],
  {
    currency = 'EUR',
    opening = 47_500n,
    ...more
  }: { readonly currency?: Currency; readonly opening?: bigint } & Partial<
    Omit<ExportedStatement, 'opening'>
  > = {},
): ExportedStatement => {
  const lines = linesFrom(movements, { currency, opening })
  const sum = (sign: 1n | -1n) =>
    movements.reduce((all, { amount }) => (amount * sign > 0n ? all + amount * sign : all), 0n)
  const closing = opening + sum(1n) - sum(-1n)
  const wire = (amountMinor: bigint) => ({ amount: formatDecimal(amountMinor, currency), currency })
  return {
    account: {
      number: 'PB76PASS0123456789012345',
      name: 'Everyday',
      product: 'current',
      currency,
      ownerName: 'Ada Lovelace',
    },
    timeZone: 'Europe/Berlin',
    version: 22_598,
    writtenAt: '2026-04-02T09:30:00.000Z',
    month: '2026-03',
    status: 'closed',
    from: '2026-02-28T23:00:00.000Z',
    until: '2026-03-31T22:00:00.000Z',
    opening: wire(opening),
    credits: wire(sum(1n)),
    debits: wire(sum(-1n)),
    entries: lines.length,
    closing: wire(closing),
    categories: categoriesOf(lines, currency),
    proofs: [
      {
        position: 2_041,
        streamId: 'BankAccount-0192f0c0-0000-7000-8000-0000000000aa',
        streamPosition: 57,
        at: '2026-03-31T22:00:04.512Z',
        hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
    ],
    isProved: true,
    available: wire(closing - 3_000n + 50_000n),
    overdraftLimit: wire(50_000n),
    lines: inPages(lines),
    ...more,
  }
}

const nothingAsked: PickedOut = {
  search: null,
  direction: null,
  minAmount: null,
  maxAmount: null,
  categories: [],
  counterparty: null,
}
/** Everything at once that a list can be narrowed down by. */
export const everythingAsked: Partial<ExportedList> = {
  from: '2026-02-28T23:00:00.000Z',
  until: '2026-03-31T22:00:00.000Z',
  pickedOut: {
    search: 'Müller & Söhne <GmbH>',
    direction: 'out',
    minAmount: '10.00',
    maxAmount: '1500.00',
    categories: ['rent', 'groceries'],
    counterparty: 'PB08PASS9999888877776666',
  },
}

export const listFrom = (movements: readonly Movement[], more: Partial<ExportedList> = {}): ExportedList => {
  const { account, timeZone, version, writtenAt } = statementFrom(movements)
  const lines = linesFrom(movements, { currency: 'EUR', opening: 0n }).reverse()
  const balance = lines[0]?.balanceAfter ?? { amount: '0.00', currency: 'EUR' }
  return {
    account,
    timeZone,
    version,
    writtenAt,
    balance,
    from: null,
    until: null,
    pickedOut: nothingAsked,
    entries: lines.length,
    lines: inPages(lines),
    ...more,
  }
}

const IBAN = 'DE89370400440532013000'
const OWN = 'PB08PASS9999888877776666'

/** A month as people have it, and texts that no format may stumble over. */
export const movements: readonly Movement[] = [
  {
    amount: 320_000n,
    description: 'Salary March',
    name: 'Analytical Engines Ltd',
    number: IBAN,
    category: 'salary',
  },
  {
    amount: -120_000n,
    description: 'Rent',
    name: 'Müller & Söhne Hausverwaltung GmbH',
    number: IBAN,
    category: 'rent',
  },
  {
    amount: -4_210n,
    description: 'Groceries',
    name: 'Corner Market',
    number: OWN,
    category: 'groceries',
    note: 'for the party, Zoë pays half',
  },
  {
    amount: -1_580n,
    description: '=HYPERLINK("http://example.com","Lunch")',
    name: '+Eve',
    number: OWN,
    category: 'eatingOut',
  },
  { amount: -2_000n, description: 'Geldautomat Köln', category: 'cash' },
  {
    amount: -12_345n,
    description: '東京旅行の食事代',
    name: '山田 太郎',
    number: OWN,
    category: 'travel',
    note: 'きょうとのしゅくはく、ラーメン',
  },
  {
    amount: 5_000n,
    description: 'Δώρο για σένα',
    name: 'Ελένη Παπαδοπούλου',
    number: IBAN,
    category: 'gifts',
  },
  {
    amount: -2_450n,
    description: 'Книга «Война и мир»',
    name: 'Анна Щербакова',
    number: IBAN,
    category: 'leisure',
  },
  { amount: -900n, description: 'תודה רבה', name: 'דוד כהן', number: OWN, category: 'gifts' },
  {
    amount: -1_100n,
    description: 'Cake 🎂 & <candles>; "quoted", it\'s',
    name: 'Łukasz Żółć',
    number: OWN,
    category: 'gifts',
  },
  { amount: 12n, description: 'Interest February', category: 'interest' },
  { amount: -390n, description: 'Monthly fee', category: 'fees' },
  {
    amount: -7_777n,
    description:
      '/NAME/Somebody else/REMI/ -:dash and a text that is longer than any one line of a format allows: it goes on and on, ' +
      'until it has used up all of its one hundred and forty characters',
    name: 'A company with a name that is far longer than thirty-two characters, Society of Long Names and Sons Incorporated, London',
    number: IBAN,
    category: 'insurance',
  },
  {
    amount: 1n,
    description: 'Dernière minute',
    name: 'Zoé Lefèvre',
    number: IBAN,
    category: 'income',
    at: '2026-03-31T21:59:59.999Z',
  },
]
