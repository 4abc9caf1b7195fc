/** A date that was left out is put back: until it has passed, or something was done about one after it. */
import { describe, expect, it } from 'vitest'
import { addDays } from '../../server/domain/calendar/business-dates.ts'
import { standingOrderStream } from '../../server/domain/ids.ts'
import { MAX_SKIPPED } from '../../server/domain/standing-order/commands.ts'
import { alice, bob, deposited, type Fact, opened } from '../support/bank.ts'
import { given } from '../support/given.ts'
import {
  execute,
  leaveOut,
  leftOut,
  notPaid,
  ordered,
  paid,
  postponed,
  putBack,
  reordered,
  restore,
  schedule,
  theOrder,
} from '../support/standing-orders.ts'

const facts: Fact[] = [opened(alice), opened(bob), deposited(alice, '50.00'), ordered()]
const [FIRST, SECOND, THIRD] = ['2026-04-01', '2026-05-01', '2026-06-01']

it('the next one, or a later one', () => {
  for (const date of [FIRST, THIRD])
    given(...facts, leftOut(date))
      .when(restore(date))
      .events(putBack(date))
})

it('is paid when its time comes, and those after it in their turn', () => {
  const { bank } = given(...facts, leftOut(FIRST), leftOut(SECOND), putBack(FIRST))
  expect(bank.execute(execute(FIRST))).toMatchObject({ outcome: 'accepted' })
  // The second one is left out as before.
  expect(bank.execute(execute(SECOND))).toMatchObject({ rejection: { reason: 'OccurrenceNotPlanned' } })
  expect(bank.execute(execute(THIRD))).toMatchObject({ outcome: 'accepted' })
})

it('can be left out again, and put back again', () => {
  given(...facts, leftOut(FIRST), putBack(FIRST))
    .when(leaveOut(FIRST))
    .events(leftOut(FIRST))
  given(...facts, leftOut(FIRST), putBack(FIRST), leftOut(FIRST))
    .when(restore(FIRST))
    .events(putBack(FIRST))
})

it('of several that were left out at the front, whichever', () => {
  const front = [...facts, leftOut(FIRST), leftOut(SECOND)]
  given(...front)
    .when(restore(SECOND))
    .events(putBack(SECOND))
  const { bank } = given(...front, putBack(SECOND))
  // Nothing was done about the first one, so it can come back as well.
  expect(bank.execute(restore(FIRST))).toMatchObject({ outcome: 'accepted' })
  for (const date of [FIRST, SECOND, THIRD])
    expect(bank.execute(execute(date))).toMatchObject({ outcome: 'accepted' })
})

it('on its very day is paid at once', () => {
  const late = `${FIRST}T20:00:00.000Z`
  const { bank } = given(...facts, leftOut(FIRST))
  expect(bank.execute(restore(FIRST, late))).toMatchObject({ outcome: 'accepted' })
  expect(bank.execute(execute(FIRST, late))).toMatchObject({ outcome: 'accepted' })
})

describe('is refused', () => {
  it.each<[string, Fact[], string]>([
    ['where it was never left out', [], FIRST],
    ['where it was put back already', [leftOut(FIRST), putBack(FIRST)], FIRST],
    ['on a date that there is none', [leftOut(FIRST)], '2026-04-02'],
    ['of one that was paid', [paid(FIRST)], FIRST],
    ['of one after which another was paid', [leftOut(FIRST), paid(SECOND)], FIRST],
    ['of one after which another has failed', [leftOut(FIRST), notPaid(SECOND, 'AccountFrozen')], FIRST],
    ['of one that was tried before', [postponed(FIRST, `${FIRST}T14:00:00.000Z`), leftOut(FIRST)], FIRST],
    [
      'where the dates have been changed since',
      [leftOut(FIRST), reordered({ schedule: schedule('monthly', '2026-05-05') })],
      FIRST,
    ],
  ])('%s', (_when, more, date) => {
    given(...facts, ...more)
      .when(restore(date))
      .rejects('OccurrenceNotSkipped', { field: 'date' })
  })
  it('when it lies in the past, by the order’s own zone', () => {
    given(...facts, leftOut(FIRST))
      .when(restore(FIRST, '2026-04-02T00:00:00.000Z'))
      .rejects('DateInPast', { field: 'date', today: '2026-04-02' })
  })
  it('while one after it is tried again', () => {
    const daily = ordered(schedule('weekly', '2026-03-20'))
    const retried = postponed('2026-03-27', '2026-03-27T14:00:00.000Z')
    given(opened(alice), opened(bob), daily, leftOut('2026-03-20'), retried)
      .when(restore('2026-03-20', '2026-03-20T10:00:00.000Z'))
      .rejects('OccurrenceUnderWay', { field: 'date', date: '2026-03-27' })
  })
  it('where more would then be left out than can be', () => {
    const front = Array.from({ length: MAX_SKIPPED + 2 }, (_, week) => addDays(FIRST, 7 * week))
    const skipped = front.map((date) => leftOut(date))
    given(opened(alice), opened(bob), ordered(schedule('weekly', FIRST)), ...skipped)
      .when(restore(FIRST))
      .rejects('TooManySkipped', { limit: MAX_SKIPPED })
  })
})

it('leaves the order as it was before', () => {
  const stateAfter = (...more: Fact[]) => given(...facts, ...more).bank.stateOf(standingOrderStream(theOrder))
  expect(stateAfter(leftOut(FIRST), putBack(FIRST))).toEqual(stateAfter())
})
