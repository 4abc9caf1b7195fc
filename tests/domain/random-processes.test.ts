/**
 * Everything at once: people's commands, the clock, and the bank's own processes, whose rows lag behind, come twice or are
 * made anew, and whose commands are given twice, late, out of order, or are lost with whoever was to give them.
 */
import { expect, test } from 'vitest'
import { id, type TestCommand } from '../support/bank.ts'
import {
  expectBooksProved,
  expectCovered,
  expectEndedOnce,
  expectMoneyConserved,
  expectRefundsWithin,
} from '../support/invariants.ts'
import { expectRequestsEndedOnce } from '../support/payment-requests.ts'
import { fc, runs } from '../support/property.ts'
import { createPureBank, NOON } from '../support/pure-bank.ts'
import { createPureProcesses, type GivenCommand } from '../support/pure-processes.ts'
import { createWorld, opening, randomCommand } from '../support/random-commands.ts'

let ids = 0
const world = createWorld(() => id(++ids))

type Step =
  | { readonly what: 'command'; readonly command: TestCommand }
  | { readonly what: 'time'; readonly seconds: number }
  | { readonly what: 'fold'; readonly events: number; readonly again: number }
  | { readonly what: 'run'; readonly fates: readonly ('given' | 'twice' | 'late' | 'lost')[] }
  | { readonly what: 'deliver'; readonly from: number }
  | { readonly what: 'forget' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: randomCommand(world).map((command) => ({ what: 'command' as const, command })) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('time' as const), seconds: fc.nat(90) }) },
  // Now and then a month or two pass, or a night.
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('time' as const),
      seconds: fc.integer({ min: 40_000, max: 5_000_000 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('fold' as const), events: fc.nat(12), again: fc.nat(4) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('run' as const),
      fates: fc.array(fc.constantFrom('given', 'twice', 'late', 'lost'), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('deliver' as const), from: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.constant({ what: 'forget' as const }) },
)

const play = (steps: readonly Step[]) => {
  const bank = createPureBank()
  const own = createPureProcesses(bank)
  for (const command of opening(world)) bank.execute(command)
  let now = Date.parse(NOON)
  const iso = () => new Date(now).toISOString()
  const late: GivenCommand[] = []

  const take = (one: Step): void => {
    switch (one.what) {
      case 'command':
        bank.execute({ ...one.command, at: iso() })
        return
      case 'time':
        now += one.seconds * 1_000
        return
      case 'fold':
        own.fold(one.events, one.again)
        return
      case 'run':
        for (const [index, command] of own.due(iso()).entries()) {
          const fate = one.fates[index % one.fates.length]
          if (fate === 'given' || fate === 'twice') own.give(command)
          if (fate === 'late' || fate === 'twice') late.push(command)
        }
        return
      case 'deliver': {
        const [command] = late.splice(one.from % Math.max(1, late.length), 1)
        if (command) own.give(command)
        return
      }
      case 'forget':
        own.forget()
    }
  }
  for (const one of steps) {
    take(one)
    expectMoneyConserved(bank)
    expectCovered(bank)
  }

  // In the end nobody does anything any more, and the bank is left to itself.
  for (let steps = 0; steps < 14; steps++) {
    own.fold()
    now += 3 * 86_400_000
    for (const command of own.due(iso())) own.give(command)
  }
  own.fold()
  for (const command of late) own.give(command)
  expectMoneyConserved(bank)
  expectCovered(bank)
  expectBooksProved(bank, iso())
  expectRefundsWithin(bank.log)
  return { bank, own }
}

test('no money is made or lost, and left to itself the bank ends every hold and every transfer, once', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 90, size: 'max' }), (steps) => {
      const { bank, own } = play(steps)
      const endings = expectEndedOnce(bank.log)
      expect(endings.get('held')).toBeUndefined()
      expect(own.waiting()).toEqual([])
      const requests = expectRequestsEndedOnce(bank.log)
      expect(requests.get('open')).toBeUndefined()
      for (const ending of endings.keys()) seen.add(ending)
      for (const ending of requests.keys()) seen.add(`request ${ending}`)
      for (const { event } of bank.log) seen.add(event.type)
    }),
    runs(600),
  )
  // Otherwise the property says nothing about what never happened.
  const happened = [
    ...['completed', 'cancelled', 'failed', 'declined', 'expired'],
    ...['MonthClosed', 'InterestReckoned', 'RefundMade'],
    ...['request accepted', 'request declined', 'request cancelled', 'request expired'],
  ]
  for (const one of happened) expect(seen).toContain(one)
}, 60_000)
