/** What can be asked of a standing order, and what its occurrences come to. */
import { describe, expect, it, test } from 'vitest'
import { addDays } from '../../server/domain/calendar/business-dates.ts'
import { MAX_BALANCE_MINOR } from '../../server/domain/money.ts'
import { MAX_ORDERS, MAX_SKIPPED } from '../../server/domain/standing-order/commands.ts'
import {
  alice,
  alicesEuros,
  alicesSavings,
  bob,
  bobsEuros,
  by,
  closed,
  deposited,
  type Fact,
  froze,
  id,
  opened,
  theBank,
} from '../support/bank.ts'
import { given } from '../support/given.ts'
import {
  cancelOrder,
  execute,
  leaveOut,
  leftOut,
  monthly,
  notPaid,
  order,
  ordered,
  over,
  paid,
  postponed,
  reorder,
  reordered,
  schedule,
  theOrder,
} from '../support/standing-orders.ts'

const accounts: Fact[] = [opened(alice), opened(alicesSavings), opened(bob), deposited(alice, '15.00')]
const notThere = { field: 'orderId' }

describe('giving one', () => {
  it('is written down with its dates and the bank’s zone; no money moves', () => {
    given(...accounts)
      .when(order())
      .events(ordered())
  })
  it('between one’s own accounts is as good', () => {
    given(...accounts)
      .when(order(monthly, { to: alicesSavings }))
      .events(ordered(monthly, { to: alicesSavings }))
  })
  it('for today is in time, for yesterday is not', () => {
    given(...accounts)
      .when(order(schedule('once', '2026-03-01')))
      .events(ordered(schedule('once', '2026-03-01')))
    given(...accounts)
      .when(order(schedule('once', '2026-02-28')))
      .rejects('DateInPast', { field: 'schedule.firstDate', today: '2026-03-01' })
  })
  it('is refused to who has as many as one can have', () => {
    given(...accounts)
      .when({ ...order(), already: MAX_ORDERS - 1 })
      .events(ordered())
    given(...accounts)
      .when({ ...order(), already: MAX_ORDERS })
      .rejects('TooManyStandingOrders', { limit: MAX_ORDERS })
  })
  it('without money is taken: it is the occurrence that must be paid', () => {
    given(opened(alice), opened(bob)).when(order()).events(ordered())
  })
  it.each<[string, Fact[], Parameters<typeof order>[1], string, object]>([
    ['from nowhere', [opened(bob)], {}, 'AccountNotFound', { field: 'fromAccountId' }],
    ['to nowhere', [opened(alice)], {}, 'AccountNotFound', { field: 'toAccountId' }],
    ['to the account it comes from', accounts, { to: alice }, 'SameAccount', { field: 'toAccountId' }],
    ['from one that is frozen', [...accounts, froze(alice)], {}, 'AccountFrozen', { field: 'fromAccountId' }],
    ['to one that is closed', [...accounts, closed(bob)], {}, 'AccountClosed', { field: 'toAccountId' }],
    [
      'to one in another currency',
      [...accounts, opened(bobsEuros)],
      { to: bobsEuros },
      'CurrencyMismatch',
      { field: 'toAccountId', accountCurrency: 'EUR' },
    ],
    ['a second time', [...accounts, ordered()], {}, 'StandingOrderAlreadyExists', notThere],
    [
      'after it has ended',
      [...accounts, ordered(), over('cancelled')],
      {},
      'StandingOrderAlreadyExists',
      notThere,
    ],
  ])('%s is refused', (_how, facts, terms, reason, details) => {
    given(...facts)
      .when(order(monthly, terms))
      .rejects(reason as 'SameAccount', details)
  })
  it('in another currency than the accounts’ is refused', () => {
    const command = order()
    const money = { amountMinor: 100n, currency: 'EUR' as const }
    given(...accounts, opened(alicesEuros))
      .when({ ...command, data: { ...command.data, money } })
      .rejects('CurrencyMismatch', { field: 'fromAccountId', accountCurrency: 'USD' })
  })
  it('from somebody else’s account is answered as from none', () => {
    given(...accounts)
      .when(by(bob.owner, order()))
      .rejects('AccountNotFound', { field: 'fromAccountId' })
  })
})

describe.each([
  ['changed', reorder({ amount: '11.00' })],
  ['asked to leave a date out', leaveOut('2026-04-01')],
  ['cancelled', cancelOrder()],
] as const)('one that is to be %s', (_what, command) => {
  it('must be there, be one’s own, and not be over', () => {
    given(...accounts)
      .when(command)
      .rejects('StandingOrderNotFound', notThere)
    given(...accounts, ordered())
      .when(by(bob.owner, command))
      .rejects('StandingOrderNotFound', notThere)
    given(...accounts, ordered(), over('completed'))
      .when(by(bob.owner, command))
      .rejects('StandingOrderNotFound', notThere)
    given(...accounts, ordered(), over('completed'))
      .when(command)
      .rejects('StandingOrderNotActive', notThere)
  })
})

describe('changing one', () => {
  const dates = schedule('weekly', '2026-03-10')
  it.each([
    ['how much', { amount: '12.00' }],
    ['what it says', { description: 'Flat' }],
    ['its dates', { schedule: dates }],
    ['all of it', { amount: '12.00', description: '', schedule: dates }],
  ])('%s', (_what, change) => {
    given(...accounts, ordered())
      .when(reorder(change))
      .events(reordered(change))
  })
  it('to what it is already, or to nothing, is refused', () => {
    for (const change of [{}, { amount: '10.00' }, { description: 'Rent', amount: '10.00' }])
      given(...accounts, ordered())
        .when(reorder(change))
        .rejects('StandingOrderUnchanged', { field: 'orderId' })
  })
  it('to another currency is refused', () => {
    const command = reorder({})
    given(...accounts, ordered())
      .when({ ...command, data: { ...command.data, money: { amountMinor: 1n, currency: 'EUR' } } })
      .rejects('CurrencyMismatch', { field: 'money', accountCurrency: 'USD' })
  })
  it('to a date in the past is refused, by the zone in which it was given', () => {
    const toYesterday = reorder({ schedule: schedule('once', '2026-03-01') }, '2026-03-01T12:00:00.000Z')
    given(...accounts, ordered(monthly, {}, 'Pacific/Kiritimati'))
      .when(toYesterday)
      .rejects('DateInPast', { field: 'schedule.firstDate', today: '2026-03-02' })
    given(...accounts, ordered())
      .when(toYesterday)
      .events(reordered({ schedule: schedule('once', '2026-03-01') }))
  })
  it('to a date that has been paid is refused: no date is paid twice', () => {
    given(...accounts, ordered(), paid('2026-04-01'))
      .when(reorder({ schedule: dates }, '2026-03-05T00:00:00.000Z'))
      .rejects('DateAlreadyDone', { field: 'schedule.firstDate', doneUntil: '2026-04-01' })
    given(...accounts, ordered(), paid('2026-04-01'))
      .when(reorder({ schedule: schedule('monthly', '2026-04-02') }, '2026-04-01T23:00:00.000Z'))
      .events(reordered({ schedule: schedule('monthly', '2026-04-02') }))
  })
  it('to a date that was paid before the dates were changed is refused as well', () => {
    const later = schedule('monthly', '2026-05-05')
    given(...accounts, ordered(), paid('2026-04-01'), reordered({ schedule: later }))
      .when(reorder({ schedule: schedule('once', '2026-04-01') }, '2026-04-01T10:00:00.000Z'))
      .rejects('DateAlreadyDone', { field: 'schedule.firstDate', doneUntil: '2026-04-01' })
  })
  it('its dates while one of them is due or is tried again is refused, and how much is not', () => {
    const facts = [...accounts, ordered(), postponed('2026-04-01', '2026-04-01T14:00:00.000Z')]
    const later = { schedule: schedule('monthly', '2026-05-01') }
    given(...facts)
      .when(reorder(later, '2026-04-01T07:00:00.000Z'))
      .rejects('OccurrenceUnderWay', { field: 'schedule', date: '2026-04-01' })
    given(...accounts, ordered())
      .when(reorder(later, '2026-04-01T06:00:00.000Z'))
      .rejects('OccurrenceUnderWay', { field: 'schedule', date: '2026-04-01' })
    given(...accounts, ordered())
      .when(reorder(later, '2026-04-01T05:59:59.999Z'))
      .events(reordered(later))
    given(...facts)
      .when(reorder({ amount: '1.00' }, '2026-04-01T07:00:00.000Z'))
      .events(reordered({ amount: '1.00' }))
  })
  it('counts from the new dates on, and pays the new amount', () => {
    const twice = { amount: '2.00', schedule: schedule('weekly', '2026-04-05', { count: 1 }) }
    given(...accounts, ordered(), reordered(twice))
      .when(execute('2026-04-05'))
      .events(paid('2026-04-05', { amount: '2.00' }), over('completed'))
  })
})

describe('leaving a date out', () => {
  it('the next one, or a later one', () => {
    for (const date of ['2026-04-01', '2026-07-01'])
      given(...accounts, ordered())
        .when(leaveOut(date))
        .events(leftOut(date))
  })
  it.each([
    ['on which there is none', '2026-04-02', []],
    ['before the first one', '2026-03-01', []],
    ['after the last one', '2026-06-01', []],
    ['that has been paid', '2026-04-01', [paid('2026-04-01')]],
    ['that could not be paid', '2026-04-01', [notPaid('2026-04-01', 'InsufficientFunds')]],
    ['that is left out already', '2026-05-01', [leftOut('2026-05-01')]],
  ])('%s is refused', (_which, date, facts) => {
    given(...accounts, ordered(schedule('monthly', '2026-04-01', { count: 2 })), ...facts)
      .when(leaveOut(date))
      .rejects('OccurrenceNotPlanned', { field: 'date' })
  })
  it('the last one ends the order: it counts as one of them', () => {
    given(...accounts, ordered(schedule('once', '2026-04-01')))
      .when(leaveOut('2026-04-01'))
      .events(leftOut('2026-04-01'), over('completed'))
    given(...accounts, ordered(schedule('weekly', '2026-04-01', { count: 2 })), leftOut('2026-04-08'))
      .when(execute('2026-04-01'))
      .events(paid('2026-04-01'), over('completed'))
  })
  it('while it is tried again gives it up, and its date is done', () => {
    const facts = [...accounts, ordered(), postponed('2026-04-01', '2026-04-01T14:00:00.000Z')]
    given(...facts)
      .when(leaveOut('2026-04-01'))
      .events(leftOut('2026-04-01'))
    given(...facts, leftOut('2026-04-01'))
      .when(execute('2026-04-01', '2026-04-01T14:00:00.000Z'))
      .rejects('OccurrenceNotPlanned', { field: 'date' })
    given(...facts, leftOut('2026-04-01'))
      .when(reorder({ schedule: schedule('once', '2026-04-01') }, '2026-04-01T15:00:00.000Z'))
      .rejects('DateAlreadyDone', { field: 'schedule.firstDate', doneUntil: '2026-04-01' })
  })
  it('can be done with so many, and no more', () => {
    const later = Array.from({ length: MAX_SKIPPED + 1 }, (_, i) => addDays('2026-04-08', 7 * i))
    const facts = later.slice(1).map((date) => leftOut(date))
    given(...accounts, ordered(schedule('weekly', '2026-04-01')), ...facts)
      .when(leaveOut('2026-04-08'))
      .rejects('TooManySkipped', { limit: MAX_SKIPPED })
  })
})

test('cancelling one ends it, also while it is due', () => {
  given(...accounts, ordered(), postponed('2026-04-01', '2026-04-01T14:00:00.000Z'))
    .when(cancelOrder())
    .events(over('cancelled'))
  given(...accounts, ordered(), over('cancelled'))
    .when(execute('2026-04-01'))
    .rejects('StandingOrderNotActive', notThere)
})

describe('an occurrence', () => {
  const funded = [...accounts, ordered()]
  it('is a transfer like any other, in one commit with the order', () => {
    given(...funded)
      .when(execute('2026-04-01'))
      .events(paid('2026-04-01'))
  })
  it('has a transfer whose id nobody knows before, and is told with it', () => {
    const ids = [1, 2].map((times) => {
      const { bank } = given(...funded)
      for (let time = 0; time < times; time++) bank.newId()
      const outcome = bank.execute(execute('2026-04-01'))
      const { transferId } = (outcome as { answer: { transferId: string } }).answer
      expect(bank.log.at(-1)?.event.data).toMatchObject({ transferId })
      return transferId
    })
    expect(new Set(ids).size).toBe(2)
  })
  it('does not happen before its time, nor a second time, nor out of turn', () => {
    given(...funded)
      .when(execute('2026-04-01', '2026-04-01T05:59:59.999Z'))
      .rejects('OccurrenceNotDue', { field: 'date' })
    given(...funded, paid('2026-04-01'))
      .when(execute('2026-04-01'))
      .rejects('OccurrenceNotPlanned', { field: 'date' })
    given(...funded)
      .when(execute('2026-05-01'))
      .rejects('OccurrenceNotPlanned', { field: 'date' })
    given(...funded)
      .when(execute('2026-04-02'))
      .rejects('OccurrenceNotPlanned', { field: 'date' })
    given(...accounts)
      .when(execute('2026-04-01'))
      .rejects('StandingOrderNotFound', notThere)
  })
  it('that was left out does not happen', () => {
    given(...funded, leftOut('2026-04-01'))
      .when(execute('2026-04-01'))
      .rejects('OccurrenceNotPlanned', { field: 'date' })
  })
  it('may be late, and the ones after it too, each in its turn', () => {
    const late = '2026-06-20T09:00:00.000Z'
    const bank = given(...funded, deposited(alice, '100.00')).bank
    for (const date of ['2026-04-01', '2026-05-01', '2026-06-01'])
      expect(bank.execute(execute(date, late))).toMatchObject({ outcome: 'accepted' })
    expect(bank.execute(execute('2026-07-01', late))).toMatchObject({
      rejection: { reason: 'OccurrenceNotDue' },
    })
    expect(bank.balanceOf(bob.accountId)).toBe(3_000n)
  })
  it('is the last one when it is the last one', () => {
    given(...accounts, ordered(schedule('once', '2026-04-01')))
      .when(execute('2026-04-01'))
      .events(paid('2026-04-01'), over('completed'))
  })

  describe('without enough money', () => {
    const short = [opened(alice), opened(bob), deposited(alice, '9.99'), ordered()]
    const [first, second, third] = [
      '2026-04-01T14:00:00.000Z',
      '2026-04-02T06:00:00.000Z',
      '2026-04-02T14:00:00.000Z',
    ]
    const on = '2026-04-01'
    it('is tried again in the afternoon, and twice on the next day', () => {
      given(...short)
        .when(execute(on))
        .events(postponed(on, first))
      given(...short, postponed(on, first))
        .when(execute(on, first))
        .events(postponed(on, second))
      given(...short, postponed(on, second))
        .when(execute(on, second))
        .events(postponed(on, third))
    })
    it('is not tried before that', () => {
      given(...short, postponed(on, first))
        .when(execute(on, '2026-04-01T13:59:59.999Z'))
        .rejects('OccurrenceNotDue', { field: 'date' })
    })
    it('is paid as soon as a try finds the money', () => {
      given(...short, postponed(on, first), deposited(alice, '0.01'))
        .when(execute(on, first))
        .events(paid(on, {}, first))
    })
    it('fails at the last try, and the order goes on', () => {
      given(...short, postponed(on, third))
        .when(execute(on, third))
        .events(notPaid(on, 'InsufficientFunds'))
      given(...short, postponed(on, third), notPaid(on, 'InsufficientFunds'), deposited(alice, '5.00'))
        .when(execute('2026-05-01'))
        .events(paid('2026-05-01'))
    })
    it('or beyond what may be sent on a day, is tried again as well', () => {
      const much = ordered(monthly, { amount: '10000.01' })
      const { bank } = given(opened(alice), opened(bob), deposited(alice, '20000.00'), much)
      bank.execute(execute(on))
      expect(bank.log.at(-1)?.event).toMatchObject({
        type: 'OccurrencePostponed',
        data: { reason: 'LimitExceeded', retryAt: first },
      })
    })
    it('late by days has its tries from then on', () => {
      given(...short)
        .when(execute(on, '2026-04-09T10:00:00.000Z'))
        .events(postponed(on, '2026-04-09T14:00:00.000Z', '2026-04-09'))
    })
    it('and the last of the order, ends it with its failure', () => {
      const once = ordered(schedule('once', on))
      given(opened(alice), opened(bob), once, postponed(on, third))
        .when(execute(on, third))
        .events(notPaid(on, 'InsufficientFunds'), over('completed'))
    })
  })

  it.each<[string, Fact[], string]>([
    ['the one that pays is frozen', [froze(alice)], 'AccountFrozen'],
    ['the one that is paid is frozen', [froze(bob)], 'AccountFrozen'],
    ['the one that is paid is full', [deposited(bob, `${MAX_BALANCE_MINOR / 100n}.00`)], 'BalanceTooLarge'],
  ])('fails at once when %s, and the order goes on', (_what, facts, reason) => {
    given(...funded, ...facts)
      .when(execute('2026-04-01'))
      .events(notPaid('2026-04-01', reason))
  })
  it.each([
    ['that pays', alice],
    ['that is paid', bob],
  ])('fails when the account %s is closed, and with it ends the order', (_which, account) => {
    given(opened(alice), opened(bob), ordered(), closed(account))
      .when(execute('2026-04-01'))
      .events(notPaid('2026-04-01', 'AccountClosed'), over('accountClosed'))
  })
  it('is for the bank alone to execute', () => {
    expect(theBank.role).toBe('system')
    expect(theOrder).toBe(id(0x501))
  })
})
