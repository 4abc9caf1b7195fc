/**
 * One property over the whole bank: whatever is asked of it, in whatever order, and whatever is late, doubled or lost on
 * the way, no money is made or lost at any moment, and left to itself the bank ends all that was begun, once.
 */
import { expect, test } from 'vitest'
import { commandDefinitions } from '../../server/domain/commands.ts'
import { eventDefinitions } from '../../server/domain/events.ts'
import { expectPaymentsExplained } from '../support/clearing-house.ts'
import {
  expectBooksProved,
  expectCovered,
  expectEndedOnce,
  expectMoneyConserved,
  expectOccurrencesOnce,
  expectRefundsWithin,
} from '../support/invariants.ts'
import { expectRequestsEndedOnce } from '../support/payment-requests.ts'
import { assertUntilAllHappened, fc } from '../support/property.ts'
import { play, step } from '../support/random-bank.ts'

test('no money is made or lost, and left to itself the bank ends every hold, transfer, request and date, once', () => {
  const seen = new Set<string>()
  const given = new Set<string>()
  assertUntilAllHappened(
    fc.property(
      fc.array(step, { minLength: 20, maxLength: 110, size: 'max' }),
      fc.nat(1_000_000),
      (steps, seed) => {
        const { bank, own, house, paymentIds, now, accepted } = play(steps, seed)
        expectMoneyConserved(bank)
        expectCovered(bank)
        const endings = expectEndedOnce(bank.log)
        expect(endings.get('held')).toBeUndefined()
        expect(own.waiting()).toEqual([])
        const requests = expectRequestsEndedOnce(bank.log)
        expect(requests.get('open')).toBeUndefined()
        expectBooksProved(bank, now)
        expectRefundsWithin(bank.log)
        expectOccurrencesOnce(bank.log)
        expectPaymentsExplained(bank, house, paymentIds)
        for (const ending of endings.keys()) seen.add(`transfer ${ending}`)
        for (const { event } of bank.log) seen.add(event.type)
        for (const name of accepted) given.add(name)
      },
    ),
    400,
    () => [
      ...['completed', 'cancelled', 'failed', 'declined', 'expired']
        .map((ending) => `transfer ${ending}`)
        .filter((ending) => !seen.has(ending)),
      ...Object.keys(eventDefinitions).filter((type) => !seen.has(type)),
      ...Object.keys(commandDefinitions).filter((name) => !given.has(name)),
    ],
  )
}, 120_000)
