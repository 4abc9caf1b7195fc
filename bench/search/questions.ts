/** What people ask of a long list of movements, in turn; each time about something else. */
import type { TransactionFilter } from '../../server/read-models/transactions/queries.ts'
import { type Histories, MERCHANTS, OUTSIDER, RARE_WORD } from './histories.ts'

export type Question = {
  readonly name: string
  readonly filter: TransactionFilter
  /** Newer movements are not asked for: so begins a page deep down. As a share of the account's whole time. */
  readonly depth: number
}

type Random = () => number

/** As many kinds as there are names; the same random numbers give the same questions. */
export const questionsWith = (
  random: Random,
  { from, to, counterparties }: Pick<Histories, 'from' | 'to' | 'counterparties'>,
): Question[] => {
  const some = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!
  const wordOf = (text: string) => some(text.toLowerCase().split(' '))
  const least = () => Math.exp(random() * Math.log(1_000_000)) / 100
  const amounts = (times: number) => {
    const minAmount = least()
    return { minAmount: minAmount.toFixed(2), maxAmount: (minAmount * times).toFixed(2) }
  }
  const dates = (share: number) => {
    const span = to.getTime() - from.getTime()
    const begin = from.getTime() + random() * (1 - share) * span
    return { from: new Date(begin), to: new Date(begin + share * span) }
  }
  const ask = (name: string, filter: TransactionFilter, depth = 0): Question => ({ name, filter, depth })
  return [
    ask('a word that most have', { search: 'payment' }),
    ask('a word that many have', { search: some(['groceries', 'rent', 'bakery']) }),
    ask('a word that some have', { search: wordOf(some(MERCHANTS.slice(6))) }),
    ask('a word that few have', { search: RARE_WORD }),
    ask('the beginning of a word', { search: some(['gr', 'pha', 'b', 'ele', 'hot', 'o']) }),
    ask('the beginning of a number', { search: String(Math.floor(1 + random() * 999)) }),
    ask('a word with a mistake', {
      search: some(['grocereis', 'farmacy', 'electrisity', 'dnetist', 'xylofone']),
    }),
    ask('a name', { search: some(['Hartmann', 'lena', 'Muller', 'zoe novak', 'Tanaka']) }),
    ask('a name with a mistake', { search: some(['Lena Haratmann', 'Kovalski', 'Tanka', 'Jurgen Hadad']) }),
    ask('a word that none has', { search: some(['quartz', 'submarine', 'zzz', '000']) }),
    ask('two words', { search: `${wordOf(some(MERCHANTS))} ${some(['order', 'payment', RARE_WORD])}` }),
    ask('one amount', amounts(1)),
    ask('amounts close together', amounts(1.02)),
    ask('amounts further apart', amounts(2)),
    ask('large amounts', { minAmount: String(500 + Math.floor(random() * 9_400)) }),
    ask('what came in', { direction: 'in' }),
    ask('dates', dates(0.01)),
    ask('large amounts that came in', { direction: 'in', minAmount: '2000' }),
    ask('a word and amounts', { search: wordOf(some(MERCHANTS)), ...amounts(2) }),
    ask('everything at once', {
      search: wordOf(some(MERCHANTS)),
      direction: 'out',
      ...dates(0.2),
      ...amounts(4),
    }),
    // By what most say, some say, one name says, and as is remembered of one counterparty.
    ask('a category', { category: some(['cash', 'transfers', 'groceries', 'utilities', 'income', 'gifts']) }),
    ask('a rare category', { category: some(['education', 'taxes', 'salary', 'interest']) }),
    ask('several categories', { categories: ['rent', some(['groceries', 'leisure']), 'education'] }),
    ask('a category and amounts', { category: some(['groceries', 'eatingOut', 'education']), ...amounts(2) }),
    ask(
      'a category with a word',
      some([
        { category: 'eatingOut', search: 'coffee' },
        { category: 'utilities', search: 'order' },
        { category: 'groceries', search: 'payment' },
        { category: 'cash', search: 'bakery' },
      ] as const),
    ),
    ask(
      'a rare category with a word',
      some([
        { category: 'education', search: 'payment' },
        { category: 'taxes', search: 'share' },
      ] as const),
    ),
    ask('a category that came in', {
      category: some(['groceries', 'utilities', 'education']),
      direction: 'in',
    }),
    ask('a category, with everything at once', {
      category: some(['groceries', 'eatingOut', 'cash']),
      search: 'card',
      direction: 'out',
      ...dates(0.2),
      ...amounts(4),
    }),
    ask('a counterparty', { counterparty: some(counterparties) }),
    ask('a category and a counterparty', {
      counterparty: some(counterparties),
      category: some(['gifts', 'rent']),
    }),
    ask('a name at another bank', { search: some(['elsewhere', 'rentals elsewhere', 'elsewehre']) }),
    ask('a number at another bank', { search: some([OUTSIDER.number, OUTSIDER.number.slice(-6)]) }),
    ask('a category, deep down', { category: some(['groceries', 'income', 'taxes']) }, random()),
    ask('a word, deep down', { search: wordOf(some(MERCHANTS)) }, random()),
    ask('amounts, deep down', amounts(2), random()),
  ]
}

/** Mulberry32: small, even enough, and the same everywhere. */
export const randomFrom = (seed: number): Random => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
