/** Asking for money: who can be asked, for what share, and what goes to the bank. */
import { describe, expect, it } from 'vitest'
import { stepsOf } from '../../app/(bank)/requests/[requestId]/steps.ts'
import {
  type AskDraft,
  blankAsk,
  cannotBeAsked,
  checkAsk,
  MAX_PEOPLE,
  sharesGiven,
  sharesOf,
} from '../../app/(bank)/requests/new/ask.ts'
import { minorUnits } from '../../app/api-client/pending-overlay.ts'
import type { PaymentRequest } from '../../app/api-client/requests-queries.ts'

const person = (name: string, parts = 1, typedShare = '') => ({
  accountId: name,
  number: `PB ${name}`,
  name,
  parts,
  typedShare,
})
const bill = (change: Partial<AskDraft>): AskDraft => ({
  ...blankAsk('mine'),
  kind: 'bill',
  typedAmount: '100',
  people: [person('bob'), person('carol')],
  ...change,
})

describe('shares', () => {
  const amounts = (change: Partial<AskDraft>) => {
    const shares = sharesOf(bill(change), 'USD')
    return shares && [shares.own.amount, ...shares.others.map(({ amount }) => amount), shares.isExact]
  }
  it.each<[string, Partial<AskDraft>, unknown[] | undefined]>([
    ['of three, the cent that is left over one’s own', {}, ['33.34', '33.33', '33.33', false]],
    ['of the others alone', { ownParts: 0 }, ['0.00', '50.00', '50.00', true]],
    [
      'that are equal are so whatever the parts were',
      { people: [person('bob', 5), person('carol', 2)], ownParts: 3 },
      ['33.34', '33.33', '33.33', false],
    ],
    [
      'in parts',
      { sharing: 'parts', ownParts: 1, people: [person('bob', 2), person('carol', 1)] },
      ['25.00', '50.00', '25.00', true],
    ],
    [
      'by amounts, what is left one’s own',
      { sharing: 'amounts', people: [person('bob', 5, '60,5'), person('carol', 1, '12')] },
      ['27.50', '60.50', '12.00', true],
    ],
    [
      'by amounts that nobody has typed yet',
      { sharing: 'amounts', people: [person('bob'), person('carol', 1, '12')] },
      ['88.00', '0.00', '12.00', true],
    ],
    ['of nobody', { people: [] }, undefined],
    ['of nothing', { typedAmount: '' }, undefined],
  ])('%s', (_, change, expected) => expect(amounts(change)).toEqual(expected))

  it('always add up to the bill', () => {
    for (let cents = 1; cents < 400; cents += 7) {
      const typedAmount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
      const shares = sharesOf(
        bill({ typedAmount, sharing: 'parts', ownParts: 3, people: [person('a', 2), person('b', 7)] }),
        'USD',
      )
      const all = [shares!.own, ...shares!.others].map(minorUnits)
      expect(all.reduce((sum, one) => sum + one, 0n)).toBe(BigInt(cents))
    }
  })
  it('have no decimals where the currency has none', () => {
    expect(sharesOf(bill({}), 'JPY')).toMatchObject({ own: { amount: '34', currency: 'JPY' } })
  })
})

describe('what goes to the bank', () => {
  it('says the parts as they are shown', () => {
    const people = [person('bob', 5), person('carol', 2)]
    expect(sharesGiven(bill({ people, ownParts: 0 }), 'USD')).toEqual({
      ownParts: 0,
      people: [
        { accountId: 'bob', parts: 1 },
        { accountId: 'carol', parts: 1 },
      ],
    })
    expect(sharesGiven(bill({ people, ownParts: 3, sharing: 'parts' }), 'USD')).toEqual({
      ownParts: 3,
      people: [
        { accountId: 'bob', parts: 5 },
        { accountId: 'carol', parts: 2 },
      ],
    })
  })
  it('says amounts as they were typed, and nothing of one’s own', () => {
    const people = [person('bob', 5, '60.5'), person('carol', 2, '39.5')]
    expect(sharesGiven(bill({ people, sharing: 'amounts' }), 'USD')).toEqual({
      people: [
        { accountId: 'bob', money: { amount: '60.50', currency: 'USD' } },
        { accountId: 'carol', money: { amount: '39.50', currency: 'USD' } },
      ],
    })
    expect(checkAsk(bill({ people, sharing: 'amounts' }), 'USD').ok).toBe(true)
  })
  it('is whole and right', () => {
    expect(checkAsk(bill({ description: ' Dinner ' }), 'USD')).toEqual({
      ok: true,
      money: { amount: '100.00', currency: 'USD' },
      description: 'Dinner',
    })
  })
  it.each<[Partial<AskDraft>, string[]]>([
    [{ people: [] }, ['people']],
    [{ typedAmount: '1,25,0' }, ['amount']],
    [{ typedAmount: '0.01' }, ['amount']],
    [{ description: 'x'.repeat(141) }, ['description']],
    [{ sharing: 'amounts' }, ['shares']],
    [{ sharing: 'amounts', people: [person('bob', 1, '0')] }, ['shares']],
    [{ sharing: 'amounts', people: [person('bob', 1, '60'), person('carol', 1, '40.01')] }, ['shares']],
    [{ people: [], typedAmount: '' }, ['people', 'amount']],
  ])('%o is refused at %s', (change, fields) => {
    const checked = checkAsk(bill(change), 'USD')
    expect(checked.ok ? [] : Object.keys(checked.problems)).toEqual(fields)
  })
})

it('oneself, somebody twice, and more than can share a bill cannot be asked', () => {
  const [bob, carol] = [person('bob'), person('carol')]
  expect(cannotBeAsked(bob, [carol], ['mine'])).toBeUndefined()
  expect(cannotBeAsked(person('mine'), [], ['mine'])).toMatch(/your own/)
  expect(cannotBeAsked(bob, [bob], ['mine'])).toMatch(/already/)
  const many = Array.from({ length: MAX_PEOPLE }, (_, index) => person(`p${index}`))
  expect(cannotBeAsked(bob, many, [])).toMatch(/20/)
})

describe('the history of a request', () => {
  const request: PaymentRequest = {
    requestId: 'r',
    direction: 'in',
    status: 'open',
    money: { amount: '10.00', currency: 'USD' },
    description: 'Pizza',
    to: person('Ada'),
    payer: person('Bob'),
    split: null,
    payment: null,
    expiresAt: '2026-12-14T00:00:00.000Z',
    createdAt: '2026-12-01T00:00:00.000Z',
    endedAt: null,
  }
  const told = (change: Partial<PaymentRequest>) =>
    stepsOf({ ...request, ...change }).map(({ state, title }) => `${state}: ${title}`)
  const payment = (status: 'paid' | 'waiting' | 'notPaid') => ({
    status,
    transferId: 't',
    fromAccountId: null,
  })

  it.each<[Partial<PaymentRequest>, string[]]>([
    [{}, ['now: Waits for your answer']],
    [{ direction: 'out' }, ['now: Waits for Bob']],
    [{ status: 'declined' }, ['failed: You said no']],
    [{ status: 'declined', direction: 'out' }, ['failed: Bob said no']],
    [{ status: 'cancelled' }, ['failed: Ada took it back']],
    [{ status: 'cancelled', direction: 'out' }, ['failed: You took it back']],
    [{ status: 'expired' }, ['failed: Nobody answered in time']],
    [{ status: 'accepted', payment: payment('paid') }, ['done: You said yes', 'done: Paid']],
    [
      { status: 'accepted', direction: 'out', payment: payment('waiting') },
      ['done: Bob said yes', 'now: The bank looks at the amount before it is paid'],
    ],
    [{ status: 'accepted', payment: payment('notPaid') }, ['done: You said yes', 'failed: It was not paid']],
  ])('%o', (change, steps) => expect(told(change)).toEqual(['done: Asked', ...steps]))
})
