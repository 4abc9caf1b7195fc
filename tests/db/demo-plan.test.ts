/** The demo's plan by itself: repeatable, in order, and nobody ever owes anything. */
import { describe, expect, it } from 'vitest'
import { demoCustomers, demoPeople } from '../../db/demo/people.ts'
import { firstDayOf, planDemoBank } from '../../db/demo/plan.ts'
import { createRandom, uuidAt } from '../../db/demo/random.ts'
import { payeeNumberSchema } from '../../server/domain/payee/commands.ts'
import { isReserved } from '../../server/domain/the-bank.ts'
import { transferMoney } from '../../server/domain/transfer/commands.ts'
import type { TestCommand } from '../support/bank.ts'
import { expectBooksProved, expectMoneyConserved } from '../support/invariants.ts'
import { createPureBank } from '../support/pure-bank.ts'

const NOW = new Date('2026-03-14T15:09:26.535Z')
const planOf = (now: Date, seed?: string) => planDemoBank(firstDayOf(now), now, seed)
const plan = planOf(NOW)

describe('the demo plan', () => {
  it('is the same for the same seed and the same instant', () => {
    expect(planOf(NOW)).toEqual(plan)
  })

  it('is another one for another seed', () => {
    expect(planOf(NOW, 'another').commands[0]?.commandId).not.toBe(plan.commands[0]?.commandId)
  })

  it('only becomes longer when the day goes on', () => {
    const later = planOf(new Date('2026-03-14T23:59:00Z'))
    const common = plan.commands.slice(0, -1)
    expect(later.commands.slice(0, common.length)).toEqual(common)
    expect(later.commands.length).toBeGreaterThan(plan.commands.length)
  })

  it('has 10,000 to 30,000 events of 24 months, in order of time, until a minute ago', () => {
    const events = plan.commands.reduce((sum, command) => sum + command.events, 0)
    expect(events).toBeGreaterThan(10_000)
    expect(events).toBeLessThan(30_000)
    const times = plan.commands.map(({ at }) => at.getTime())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(plan.commands[0]?.at).toEqual(new Date('2024-03-14T00:00:00Z'))
    expect(NOW.getTime() - times.at(-1)!).toBe(60_000)
  })

  it('never uses an id twice', () => {
    const ids = plan.commands.map(({ commandId }) => commandId)
    const transfers = plan.commands.flatMap((c) => (c.name === 'transferMoney' ? [c.data.transferId!] : []))
    const all = [...ids, ...transfers, ...plan.accounts.map(({ accountId }) => accountId)]
    expect(new Set(all).size).toBe(all.length)
  })

  it('has payees at this bank and at others, some of them trusted, called otherwise and removed', () => {
    const counts = new Map<string, number>()
    for (const { name, data } of plan.commands) {
      const kind = name === 'addPayee' ? `${name} ${data.accountId ? 'here' : 'elsewhere'}` : name
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
    }
    for (const kind of ['addPayee here', 'addPayee elsewhere', 'trustPayee', 'renamePayee', 'removePayee'])
      expect(counts.get(kind), kind).toBeGreaterThan(0)
    for (const { name, data } of plan.commands)
      if (name === 'addPayee') expect(payeeNumberSchema.parse(data.number)).toBe(data.number)
  })

  it('is what the bank’s own rules make of it, and nobody ever owes anything, whatever the seed and the day', () => {
    for (const [seed, now] of [
      ['passbook', new Date('2028-02-29T00:00:30Z')],
      ['another', new Date('2026-12-31T23:59:59Z')],
    ] as const) {
      const { commands, accounts } = planOf(now, seed)
      const bank = createPureBank()
      for (const { name, data, actor, at, events } of commands) {
        const result = bank.execute({ name, data, by: actor, at: at.toISOString() } as TestCommand)
        const came = result.outcome === 'accepted' ? result.events.length : result.rejection.reason
        if (came !== events) expect(came, `${seed}: ${name} at ${at.toISOString()}`).toBe(events)
      }
      for (const { event } of bank.log)
        if (event.type === 'MoneyWithdrawn' && event.data.balanceAfter.amountMinor < 0n)
          expect(isReserved(event.data.accountId), event.data.accountId).toBe(true)
      for (const { accountId, balance } of accounts) expect(bank.balanceOf(accountId)).toBe(balance)
      expectMoneyConserved(bank)
      expectBooksProved(bank, now.toISOString())
    }
  }, 60_000)

  it('gives every customer an account in use, and an amount of money that a person has', () => {
    const most = { USD: 8_000_000n, EUR: 8_000_000n, GBP: 8_000_000n, CHF: 8_000_000n, JPY: 6_000_000n }
    const least = { USD: 5_000n, EUR: 5_000n, GBP: 5_000n, CHF: 5_000n, JPY: 5_000n }
    for (const { key } of demoCustomers) {
      const own = plan.accounts.filter(({ owner, status }) => owner === key && status === 'open')
      const [main] = own
      expect(main?.balance, key).toBeGreaterThan(least[main!.currency])
      for (const account of own) expect(account.balance, key).toBeLessThan(most[account.currency])
    }
  })

  it('has lives in dollars, euros, pounds and yen', () => {
    const isPerson = (owner: string) => demoCustomers.some(({ key }) => key === owner)
    const used = plan.accounts.filter(({ owner }) => isPerson(owner)).map(({ currency }) => currency)
    expect(new Set(used)).toEqual(new Set(['USD', 'EUR', 'GBP', 'JPY']))
  })

  it('asks only for what the wire would take as well', () => {
    const wire = transferMoney.input.safeParse({
      fromAccountId: plan.accounts[0]?.accountId,
      toAccountId: plan.accounts[1]?.accountId,
      money: { amount: '1.00', currency: 'USD' },
      description: '',
    })
    expect(wire.success).toBe(true)
    for (const command of plan.commands)
      if ('description' in command.data && command.data.description !== undefined) {
        expect(command.data.description.length).toBeGreaterThan(0)
        expect(command.data.description.length).toBeLessThanOrEqual(140)
        expect(command.data.description).not.toContain('{')
      }
  })
})

describe('the demo people', () => {
  it('are at least twelve customers and one of each role of the staff', () => {
    expect(demoCustomers.length).toBeGreaterThanOrEqual(12)
    expect(demoCustomers.map(({ email }) => email)).toEqual(
      demoCustomers.map((_, index) => `customer${index + 1}@demo.passbook.test`),
    )
    expect(demoPeople.filter(({ role }) => role !== 'customer').map(({ email }) => email)).toEqual([
      'teller@demo.passbook.test',
      'approver@demo.passbook.test',
      'auditor@demo.passbook.test',
    ])
  })
})

describe('repeatable chance', () => {
  it('gives the same numbers for the same seed, spread over the range', () => {
    const numbers = (seed: string) => {
      const random = createRandom(seed)
      return Array.from({ length: 10_000 }, () => random.between(0, 9))
    }
    expect(numbers('a')).toEqual(numbers('a'))
    expect(numbers('a')).not.toEqual(numbers('b'))
    for (let value = 0; value < 10; value++)
      expect(numbers('a').filter((number) => number === value).length).toBeGreaterThan(850)
  })

  it('makes UUIDs of version 7 that sort by time', () => {
    const early = uuidAt(Date.UTC(2024, 0, 1), 'x')
    const late = uuidAt(Date.UTC(2024, 0, 2), 'x')
    for (const id of [early, late])
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(early < late).toBe(true)
  })
})
