/** The bank's own rules on the demo's texts and merchants, and what a customer may say about categories. */
import { describe, expect, test } from 'vitest'
import { businesses } from '../../db/demo/businesses.ts'
import type { Category } from '../../server/domain/categories/category.ts'
import {
  type Categories,
  categories,
  MAX_CATEGORY_RULES,
  REMEMBERED_CHOICES,
} from '../../server/domain/categories/decider.ts'
import {
  categoryOfName,
  categoryOfText,
  generalRules,
  normalised,
} from '../../server/domain/categories/general-rules.ts'
import { categoriesStream } from '../../server/domain/ids.ts'
import { alice, opened, type TestCommand, usd } from '../support/bank.ts'
import { given } from '../support/given.ts'
import { NOON } from '../support/pure-bank.ts'

describe('a description', () => {
  test.each([
    ['Weekly shop', 'groceries'],
    ['Groceries we shared', 'groceries'],
    ['Wocheneinkauf', 'groceries'],
    ['Brot, Käse, Äpfel', 'groceries'],
    ['Marché du samedi', 'groceries'],
    ['スーパーで買い物', 'groceries'],
    ['Rent November 2026', 'rent'],
    ['Miete Dezember', 'rent'],
    ['Loyer août', 'rent'],
    ['Mein Teil der Miete', 'rent'],
    ['家賃 11月', 'rent'],
    ['Mortgage March', 'rent'],
    ['Salary December', 'salary'],
    ['Gehalt März', 'salary'],
    ['Salaire février', 'salary'],
    ['Gage, zwei Abende', 'salary'],
    ['給料', 'salary'],
    ['Electricity and gas, May', 'utilities'],
    ['Strom und Gas', 'utilities'],
    ['Électricité', 'utilities'],
    ['Phone plan May', 'utilities'],
    ['Gas and a coffee', 'transport'],
    ['Monthly transit pass', 'transport'],
    ['Monatskarte Juni', 'transport'],
    ['Rail card', 'transport'],
    ['Night train and cabin, summer', 'travel'],
    ['Flights home for the holidays', 'travel'],
    ['Onsen with Aunt Keiko', 'travel'],
    ['Renters insurance', 'insurance'],
    ['House and car insurance', 'insurance'],
    ['Hausratversicherung', 'insurance'],
    ['Assurance habitation', 'insurance'],
    ['Streamly', 'subscriptions'],
    ['Tonearm Music', 'subscriptions'],
    ['Dental check-up', 'health'],
    ['Gym membership June', 'health'],
    ['Tuition for Sofia', 'education'],
    ['Flat white', 'eatingOut'],
    ['Dinner at Bellini', 'eatingOut'],
    ['Frühstück', 'eatingOut'],
    ['Cinema tickets', 'leisure'],
    ['Running shoes', 'shopping'],
    ['Happy birthday, Maya! Grandpa', 'gifts'],
    ['Council tax', 'taxes'],
    ['Interest', 'interest'],
    ['Overdraft fee', 'fees'],
    ['Payments from customers', 'income'],
    ['Pension July', 'income'],
    ['Put aside', 'savings'],
    ['Cash machine', 'cash'],
  ])('“%s” says %s', (text, category) => expect(categoryOfText(text)).toBe(category))

  test.each(['', '  ', '12.34', 'November', 'Thanks!', 'Feedback', 'Rentier', 'Busy day', 'Barbara'])(
    '“%s” says nothing',
    (text) => expect(categoryOfText(text)).toBeNull(),
  )

  test('is the same every month and in every spelling', () => {
    expect(normalised('Loyer AOÛT 2026')).toBe(normalised('loyer, décembre 2025'))
    expect(normalised('Müllers Café – 12/3')).toBe('mullers cafe')
    expect(normalised('ガス')).toBe('ガス')
  })
})

describe('who is paid', () => {
  test.each([
    ['cornerFresh', 'groceries'],
    ['grocerUk', 'groceries'],
    ['kaufhalle', 'groceries'],
    ['marche', 'groceries'],
    ['supa', 'groceries'],
    ['oakHomes', 'rent'],
    ['hausverwaltung', 'rent'],
    ['logement', 'rent'],
    ['fudosan', 'rent'],
    ['stadtwerke', 'utilities'],
    ['energieSud', 'utilities'],
    ['denki', 'utilities'],
    ['skyline', 'utilities'],
    ['transit', 'transport'],
    ['bvb', 'transport'],
    ['eki', 'transport'],
    ['fuel', 'transport'],
    ['bahn', 'travel'],
    ['hotelVieux', 'travel'],
    ['wander', 'travel'],
    ['insurance', 'insurance'],
    ['streamly', 'subscriptions'],
    ['tunes', 'subscriptions'],
    ['clinic', 'health'],
    ['university', 'education'],
    ['ecole', 'education'],
    ['diner', 'eatingOut'],
    ['pizzeria', 'eatingOut'],
    ['izakaya', 'eatingOut'],
    ['cinema', 'leisure'],
    ['museum', 'leisure'],
    ['parcel', 'shopping'],
    ['council', 'taxes'],
  ] as const)('%s: %s', (key, category) => {
    const { first, last } = businesses[key]
    expect(categoryOfName(`${first} ${last}`)).toBe(category)
  })

  test.each(['Maya Cole', 'Erased customer', ''])('“%s” says nothing', (name) =>
    expect(categoryOfName(name)).toBeNull(),
  )
})

test('the words of the table are in the form in which texts are compared', () => {
  for (const { text = '', name = '' } of generalRules)
    for (const word of [...text.split(', '), ...name.split(', ')].filter(Boolean))
      expect(normalised(word.replaceAll('*', ''))).toBe(word.replaceAll('*', ''))
})

describe('what is kept for one customer has an end', () => {
  const chosenFor = (position: number, category: Category | null) => ({
    name: 'categoriseTransaction' as const,
    data: {
      customerId: alice.customerId,
      movement: {
        ...{
          accountId: alice.accountId,
          position,
          at: NOON,
          direction: 'out' as const,
          otherSide: sideOf(position),
        },
        ...{ original: { source: 'rule' as const, category: null }, money: usd('5.00') },
      },
      category,
      rememberOn: [],
    },
    by: alice.owner,
  })
  const sideOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  const remembered = (n: number): TestCommand => {
    const { data, ...rest } = chosenFor(n, 'gifts')
    return { ...rest, data: { ...data, rememberOn: [alice.accountId] } }
  }

  test('choices: the newest are known, and of older ones everything can be said', () => {
    const { bank } = given(opened(alice))
    for (let n = 1; n <= REMEMBERED_CHOICES + 1; n += 1)
      expect(bank.execute(chosenFor(n * 10, 'gifts')).outcome).toBe('accepted')
    const { chosen } = bank.stateOf(categoriesStream(alice.customerId)) as Categories
    expect(Object.keys(chosen)).toHaveLength(REMEMBERED_CHOICES)
    for (const [position, category, expected] of [
      [10, null, 'accepted'],
      [10, 'rent', 'accepted'],
      [15, null, 'accepted'],
      [30, 'gifts', 'rejected'],
      [30, 'rent', 'accepted'],
      [35, null, 'rejected'],
      [(REMEMBERED_CHOICES + 1) * 10, 'gifts', 'rejected'],
    ] as const)
      expect(bank.execute(chosenFor(position, category)).outcome, String(position)).toBe(expected)
  })

  test('rules: one more is refused, one that is changed is not, and one that is forgotten makes room', () => {
    const { bank } = given(opened(alice))
    for (let n = 1; n <= MAX_CATEGORY_RULES; n += 1)
      expect(bank.execute(remembered(n)).outcome).toBe('accepted')
    const oneMore = remembered(MAX_CATEGORY_RULES + 1)
    expect(bank.execute(oneMore)).toEqual({
      outcome: 'rejected',
      rejection: { reason: 'TooManyCategoryRules', limit: MAX_CATEGORY_RULES },
    })
    const { data, ...rest } = chosenFor(1, 'rent')
    expect(bank.execute({ ...rest, data: { ...data, rememberOn: [alice.accountId] } }).outcome).toBe(
      'accepted',
    )
    const forget = { customerId: alice.customerId, otherSide: sideOf(2) }
    expect(bank.execute({ name: 'forgetCategoryRule', data: forget, by: alice.owner }).outcome).toBe(
      'accepted',
    )
    expect(bank.execute(oneMore).outcome).toBe('accepted')
  })
})

test('what is taken back and forgotten leaves nothing behind', () => {
  const common = { customerId: 'c' as never, accountId: 'a' as never, otherSide: 'o' }
  const movement = { ...common, position: 3, at: '2026-01-01T00:00:00.000Z', direction: 'out' as const }
  const original = { source: 'rule' as const, category: null }
  const money = { amountMinor: 5n, currency: 'USD' as const }
  const chosen = (category: 'gifts' | null) =>
    ({ type: 'TransactionCategorised', data: { ...movement, money, original, category } }) as const
  const { evolve, initialState } = categories
  const one = evolve(initialState, chosen('gifts'))
  const two = evolve(one, {
    type: 'CategoryRuleRemembered',
    data: { ...common, category: 'gifts', position: 3 },
  })
  expect(two).toEqual({ chosen: { 3: 'gifts' }, rules: { o: { a: 'gifts' } } })
  expect(evolve(evolve(two, { type: 'CategoryRuleForgotten', data: common }), chosen(null))).toEqual(
    initialState,
  )
})
