/**
 * The overlay, the sender, the consistent reads and the confirmation together, against a small bank whose answers come
 * late, in any order, or not at all. At every moment each query shows every transfer exactly once: in its answer or
 * in the overlay, never in both and never in neither.
 */
import { describe, expect, it } from 'vitest'
import { createConfirmation } from '../../../app/api-client/confirmation.ts'
import { newerAnswer, readConsistently } from '../../../app/api-client/consistent-read.ts'
import { isHeldFirst, layOver, type PendingTransfer } from '../../../app/api-client/pending-overlay.ts'
import { createSender } from '../../../app/api-client/send-transfer.ts'
import { fc, runs } from '../../support/property.ts'
import { account, exchange, newTab, order, payment } from './some-transfers.ts'

const OPENING = 100_000
const wire = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
const cents = (amount: string) => Math.round(Number(amount) * 100)

/** Of euros in minor units for dollars in minor units: enough for an exchange to be seen on both sides. */
const inEuros = (dollars: number) => dollars * 2

/** What a line of the log does to the balance, to what is held, and to the balance of the euros. */
type Written = { version: number; transferId: string | null; cents: number; held: number; euros: number }
type Answer = { version: number; balance: number; held: number; euros: number }

/** A log, a read model that is behind it, and commands that are written once per id. */
const createBank = (refuses: ReadonlySet<string>) => {
  const log: Written[] = []
  let position = 0
  const write = (transferId: string | null, amount: number, held = 0, euros = 0) => {
    const version = log.length * 3 + 3
    log.push({ version, transferId, cents: amount, held, euros })
    return version
  }
  const linesOf = (transferId: string) => log.filter((entry) => entry.transferId === transferId)
  return {
    head: () => log.at(-1)?.version ?? 0,
    position: () => position,
    deposit: (amount: number) => write(null, amount),
    transfer: (transfer: PendingTransfer) => {
      const { transferId, money } = transfer
      if (refuses.has(transferId))
        throw Object.assign(new Error('no'), {
          data: { httpStatus: 422, rejection: { reason: 'InsufficientFunds' } },
        })
      const written = log.find((entry) => entry.transferId === transferId)
      const amount = cents(money.amount)
      const [moved, held] = isHeldFirst(transfer) ? [0, amount] : [-amount, 0]
      const euros = transfer.kind === 'exchange' ? cents(transfer.bought.amount) : 0
      const version = written?.version ?? write(transferId, moved, held, euros)
      const purpose = transfer.kind === 'payment' ? 'external' : 'undoWindow'
      return held === 0
        ? { version, status: 'completed' as const }
        : { version, status: 'held' as const, purpose: purpose as 'external' | 'undoWindow' }
    },
    /** A held one is paid or undone, if it is held. */
    end: (transferId: string, isPaid: boolean) => {
      const [hold, end] = linesOf(transferId)
      if (hold && hold.held > 0 && !end) write(transferId, isPaid ? -hold.held : 0, -hold.held)
    },
    /** What became of a held transfer as far as this version. */
    outcomeOf: (transferId: string, version: number) => {
      const end = linesOf(transferId)[1]
      if (!end || end.version > version) return 'held'
      return end.cents < 0 ? 'paid' : 'undone'
    },
    /** The read model takes in one more command. */
    project: () => {
      position = log.find(({ version }) => version > position)?.version ?? position
    },
    read: (): Answer => {
      const known = log.filter(({ version }) => version <= position)
      const held = known.reduce((total, entry) => total + entry.held, 0)
      const euros = known.reduce((total, entry) => total + entry.euros, 0)
      return { version: position, balance: OPENING + sum(known), held, euros }
    },
    holds: (transferId: string) =>
      log.some((entry) => entry.transferId === transferId && entry.version <= position),
    depositsUpTo: (version: number) => sum(log.filter((e) => e.version <= version && e.transferId === null)),
  }
}
const sum = (entries: Written[]) => entries.reduce((total, entry) => total + entry.cents, 0)

const orderFor = (transferId: string, end: Plan['transfers'][number]['end'], amount: number) => {
  const atOnce = order(transferId, 'mine', 'hers', wire(amount))
  switch (end) {
    case 'at once':
      return atOnce
    case 'exchanged':
      return exchange(transferId, ['mine', 'euros'], [wire(amount), wire(inEuros(amount))])
    case 'paid':
    case 'undone':
      return { ...atOnce, settleAfterSeconds: 10 }
    case 'paid elsewhere':
    case 'refused elsewhere':
      return payment(transferId, 'mine', 'hers', wire(amount))
  }
}

const accountIn = ({ balance, held }: Answer) => ({
  ...account('mine', wire(balance)),
  held: account('mine', wire(held)).balance,
  available: account('mine', wire(balance - held)).balance,
})

type Plan = {
  transfers: {
    cents: number
    /** What it is, and how one that is held ends. */
    end: 'at once' | 'exchanged' | 'paid' | 'undone' | 'paid elsewhere' | 'refused elsewhere'
    isRefused: boolean
    lostBefore: boolean[]
    lostAfter: boolean[]
  }[]
  deposits: number[]
  reads: ('list' | 'page')[]
}

const plans: fc.Arbitrary<Plan> = fc.record({
  transfers: fc.array(
    fc.record({
      cents: fc.integer({ min: 1, max: 5_000 }),
      end: fc.constantFrom(
        ...(['at once', 'exchanged', 'paid', 'undone', 'paid elsewhere', 'refused elsewhere'] as const),
      ),
      isRefused: fc.boolean(),
      lostBefore: fc.array(fc.boolean(), { maxLength: 6 }),
      lostAfter: fc.array(fc.boolean(), { maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  deposits: fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 2 }),
  reads: fc.array(fc.constantFrom('list' as const, 'page' as const), { maxLength: 6 }),
})

const live = async (scheduler: fc.Scheduler, plan: Plan, check: (isHolding: () => void) => void) => {
  const idOf = (index: number) => `t${index}`
  const refused = new Set(plan.transfers.flatMap(({ isRefused }, index) => (isRefused ? [idOf(index)] : [])))
  const bank = createBank(refused)
  const store = newTab()
  const shown = new Map<string, Answer>()
  const known = { begun: new Map<string, number>(), refused: new Set<string>() }
  const endOf = (transferId: string) => plan.transfers[Number(transferId.slice(1))]!.end
  const isHeld = (transferId: string) => !['at once', 'exchanged'].includes(endOf(transferId))
  const step = (label: string) => scheduler.schedule(Promise.resolve(), label)

  const isHolding = () => {
    for (const [query, answer] of shown) {
      const seen = layOver(accountIn(answer), answer.version, store.snapshot())
      const euros = layOver(account('euros', wire(answer.euros), 'EUR'), answer.version, store.snapshot())
      const expected = { balance: OPENING + bank.depositsUpTo(answer.version), held: 0, euros: 0 }
      for (const [transferId, amount] of known.begun) {
        if (known.refused.has(transferId)) continue
        const outcome = isHeld(transferId) ? bank.outcomeOf(transferId, answer.version) : 'paid'
        if (outcome === 'held') expected.held += amount
        if (outcome === 'paid') expected.balance -= amount
        if (endOf(transferId) === 'exchanged') expected.euros += inEuros(amount)
      }
      const { balance, held, available } = seen
      expect([cents(balance.amount), cents(held.amount), cents(available.amount)], query).toEqual([
        expected.balance,
        expected.held,
        expected.balance - expected.held,
      ])
      expect(cents(euros.balance.amount), `${query}, euros`).toBe(expected.euros)
    }
  }
  check(isHolding)

  const read = async (query: string) => {
    const answer = await readConsistently(
      store,
      async (afterVersion = 0) => {
        await step(`${query} is asked`)
        while (bank.position() < afterVersion) bank.project()
        const taken = bank.read()
        await step(`${query} is answered`)
        return taken
      },
      async ({ transferId }, afterVersion) => {
        await step('a transfer is looked up')
        while (bank.position() < afterVersion) bank.project()
        const taken = { found: bank.holds(transferId), version: bank.position() }
        await step('the look-up is answered')
        return taken
      },
      // The answer may come before the patience ends, or not.
      async () => {
        await step('patience ends')
      },
    )
    shown.set(query, newerAnswer(shown.get(query), answer))
    isHolding()
  }

  const attempts = new Map<string, number>()
  const send = createSender({
    store,
    give: async (transfer) => {
      const { transferId } = transfer
      const attempt = attempts.get(transferId) ?? 0
      attempts.set(transferId, attempt + 1)
      const { lostBefore, lostAfter } = plan.transfers[Number(transferId.slice(1))]!
      await step(`${transferId} arrives`)
      if (lostBefore[attempt]) throw new TypeError('Failed to fetch')
      const answer = await Promise.try(bank.transfer, transfer).then(
        (written) => () => written,
        (error) => () => {
          throw error
        },
      )
      await step(`${transferId} is answered`)
      if (lostAfter[attempt]) throw new TypeError('Failed to fetch')
      return answer()
    },
    onFailed: ({ transferId }) => known.refused.add(transferId),
    onSignedOut: () => {},
    pause: () => step('a pause ends'),
  })
  // The store says so before anybody else can: the refusal is known from this moment on.
  store.subscribe(() => {
    for (const { transferId, state } of store.snapshot())
      if (state.status === 'failed') known.refused.add(transferId)
    isHolding()
  })

  const confirmation = createConfirmation({
    store,
    positions: async () => {
      await step('positions are asked for')
      return { position: bank.position(), head: bank.head() }
    },
    refresh: async (version) => {
      const older = [...shown].filter(([, answer]) => answer.version < version).map(([query]) => query)
      await Promise.all(older.map(read))
      return [...shown.values()].every((answer) => answer.version >= version)
    },
    pause: () => ({ done: step('a look is due'), cut: () => {} }),
  })

  const sendUntilAnswered = async (index: number, amount: number) => {
    await step('a click')
    const transfer = orderFor(idOf(index), endOf(idOf(index)), amount)
    known.begun.set(transfer.transferId, amount)
    store.begin(transfer)
    do await send(transfer.transferId)
    while (store.find(transfer.transferId)?.state.status === 'unknown')
  }

  await Promise.all([
    ...plan.transfers.map(({ cents: amount }, index) => sendUntilAnswered(index, amount)),
    ...plan.transfers.map(async ({ end }, index) => {
      for (let turn = 0; turn < 4; turn += 1) await step('time passes')
      bank.end(idOf(index), end.startsWith('paid'))
    }),
    ...plan.deposits.map(async (amount) => {
      await step('a deposit')
      bank.deposit(amount)
    }),
    ...['list' as const, 'page' as const, ...plan.reads].map(async (query) => {
      await step('a screen opens')
      await read(query)
    }),
    (async () => {
      for (let turn = 0; turn < 8; turn += 1) {
        await step('the worker')
        bank.project()
      }
    })(),
  ])
  // The worker gets there in the end, and what is pending goes.
  while (bank.position() < bank.head()) bank.project()
  while (store.snapshot().some(({ state }) => state.status === 'accepted')) await step('waiting for the end')
  await Promise.all(['list', 'page'].map(read))
  confirmation.stop()
  return { bank, store, shown }
}

describe('whatever the order of answers, acceptances, rejections and losses', () => {
  it('every transfer counts exactly once at every moment, and the truth is shown in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
        let isHolding = () => {}
        const ended = live(scheduler, plan, (check) => {
          isHolding = check
        })
        let hasEnded = false
        ended.then(
          () => {
            hasEnded = true
          },
          () => {
            hasEnded = true
          },
        )
        while (!hasEnded) {
          if (scheduler.count() > 0) await scheduler.waitNext(1)
          else await new Promise((resolve) => setImmediate(resolve))
          isHolding()
        }
        const { bank, store, shown } = await ended
        expect(store.snapshot().filter(({ state }) => state.status !== 'failed')).toEqual([])
        for (const answer of shown.values()) expect(answer).toEqual(bank.read())
        expect(bank.position()).toBe(bank.head())
      }),
      runs(300),
    )
  })
})
