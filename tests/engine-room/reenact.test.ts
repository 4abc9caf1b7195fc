/** Events put before the rules once more: on what they met they say what they said, and on anything else what rules would. */
import { describe, expect, test } from 'vitest'
import { bankAccount } from '../../server/domain/bank-account/decider.ts'
import type { Aggregate } from '../../server/domain/decider.ts'
import type { StoredBankEvent } from '../../server/domain/events.ts'
import { reenact } from '../../server/engine-room/reenact.ts'
import { alice, deposited, type Fact, froze, opened, unfroze, usd, withdrew } from '../support/bank.ts'
import { fc, runs } from '../support/property.ts'
import { aggregateOf, createPureBank, type LoggedEvent, NOON } from '../support/pure-bank.ts'
import { play, step } from '../support/random-bank.ts'

const account = bankAccount as unknown as Aggregate

const stored = ({ event }: LoggedEvent) => ({ ...event, createdAt: new Date(NOON) }) as StoredBankEvent

/** Each event beside the state that it met. */
const historyOf = (aggregate: Aggregate, events: readonly StoredBankEvent[]) => {
  let met = aggregate.initialState
  return events.map((event) => {
    const one = { event, met }
    met = aggregate.evolve(met, event)
    return one
  })
}

test('whatever has happened would happen again just so', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }),
      fc.nat(1_000),
      (steps, seed) => {
        const { bank } = play(steps, seed)
        for (const [streamId, logged] of Map.groupBy(bank.log, (one) => one.streamId)) {
          const aggregate = aggregateOf(streamId)
          const events = logged.map(stored)
          let state = aggregate.initialState
          for (const one of historyOf(aggregate, events)) {
            const result = reenact(aggregate, [one], state)
            if (result.outcome === 'refused') throw new Error(`${one.event.type}: ${result.refused.reason}`)
            state = result.state
          }
          expect(state).toEqual(events.reduce(aggregate.evolve, aggregate.initialState))
        }
      },
    ),
    runs(40),
  )
})

describe('without one of them', () => {
  const without = (leftOut: number, ...facts: Fact[]) => {
    const bank = createPureBank()
    for (const fact of facts) for (const event of fact(bank)) bank.record(event)
    let state = account.initialState
    const refused: string[] = []
    for (const [index, one] of historyOf(account, bank.log.map(stored)).entries()) {
      if (index === leftOut) continue
      const result = reenact(account, [one], state)
      if (result.outcome === 'happened') state = result.state
      else refused.push(`${index} ${result.refused.reason}`)
    }
    return { state, refused }
  }

  test('what it has paid for could not have been paid, and the figures after it are others', () => {
    const { state, refused } = without(
      1,
      opened(alice),
      deposited(alice, '50.00'),
      deposited(alice, '20.00'),
      withdrew(alice, '30.00'),
      withdrew(alice, '15.00'),
    )
    expect(refused).toEqual(['3 InsufficientFunds'])
    expect(state).toMatchObject({ balance: usd('5.00') })
  })

  test('an account that was never thawed stands still', () => {
    const { state, refused } = without(
      3,
      opened(alice),
      deposited(alice, '5.00'),
      froze(alice),
      unfroze(alice),
      deposited(alice, '1.00'),
    )
    expect(refused).toEqual(['4 AccountFrozen'])
    expect(state).toMatchObject({ status: 'frozen', balance: usd('5.00') })
  })

  test('an account that was never opened has no life', () => {
    const { state, refused } = without(0, opened(alice), deposited(alice, '5.00'), froze(alice))
    expect(refused).toEqual(['1 AccountNotFound', '2 AccountNotFound'])
    expect(state).toEqual({ status: 'none' })
  })

  test('a freeze that never was cannot be ended, which changes nothing', () => {
    const { state, refused } = without(
      1,
      opened(alice),
      froze(alice),
      unfroze(alice),
      deposited(alice, '1.00'),
    )
    expect(refused).toEqual(['2 AccountNotFrozen'])
    expect(state).toMatchObject({ status: 'open', balance: usd('1.00') })
  })
})
