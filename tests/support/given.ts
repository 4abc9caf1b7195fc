/** `given(opened(alice), deposited(alice, '50.00')).when(withdraw(alice, '80.00')).rejects('InsufficientFunds', …)` */
import { expect } from 'vitest'
import type { BankRejection } from '../../server/domain/commands.ts'
import type { Fact, TestCommand } from './bank.ts'
import { createPureBank, type PureBank } from './pure-bank.ts'

export const given = (...facts: readonly Fact[]) => {
  const bank = bankWith(facts)
  return {
    bank,
    when: (command: TestCommand) => ({
      /** Exactly these events, in this order, with all their data. */
      events: (...expected: readonly Fact[]): void => {
        const after = bankWith([...facts, ...expected])
        expect(bank.execute(command)).toMatchObject({ outcome: 'accepted' })
        expect(bank.log).toEqual(after.log)
      },
      /** With this reason and exactly these details, and without any event. */
      rejects: (reason: BankRejection['reason'], details: object = {}): void => {
        const before = [...bank.log]
        expect(bank.execute(command)).toEqual({ outcome: 'rejected', rejection: { reason, ...details } })
        expect(bank.log).toEqual(before)
      },
      answers: (answer: object): void => {
        expect(bank.execute(command)).toMatchObject({ outcome: 'accepted', answer })
      },
    }),
  }
}

const bankWith = (facts: readonly Fact[]): PureBank => {
  const bank = createPureBank()
  for (const fact of facts) for (const event of fact(bank)) bank.record(event)
  return bank
}
