/**
 * Payments between banks with everything in between: other commands, the clock, processes whose rows lag behind, orders
 * handed in twice, answers that are late, doubled, out of order or lost on the way and read again, workers that die
 * between two steps.
 */
import { expect, test } from 'vitest'
import type { ClearingOrder } from '../../server/clearing/clearing-house.ts'
import { type PlannedMessage, plan } from '../../server/clearing/plan.ts'
import { clearingSettings } from '../../server/clearing/settings.ts'
import type { BankAccount } from '../../server/domain/bank-account/decider.ts'
import { accountStream, paymentStream, type TransferId } from '../../server/domain/ids.ts'
import { isOutgoing, type Payment } from '../../server/domain/payment/decider.ts'
import { internalAccountId } from '../../server/domain/the-bank.ts'
import {
  alice,
  approveTransfer,
  bob,
  by,
  cancelTransfer,
  close,
  declineTransfer,
  deposit,
  freeze,
  id,
  open,
  register,
  type TestAccount,
  type TestCommand,
  teller,
  theBank,
  transfer,
  unfreeze,
  withdraw,
} from '../support/bank.ts'
import { createConservation } from '../support/conservation.ts'
import { expectCovered, expectEndedOnce, expectMoneyConserved } from '../support/invariants.ts'
import { elsewhere, saved } from '../support/payees.ts'
import { bankStep, clearSuspense, pay, received } from '../support/payments.ts'
import { fc, runs } from '../support/property.ts'
import { createPureBank, NOON } from '../support/pure-bank.ts'
import { createPureProcesses, type GivenCommand } from '../support/pure-processes.ts'

const settings = {
  ...clearingSettings,
  probabilities: {
    rejected: 0.2,
    returned: 0.2,
    late: 0.2,
    silent: 0.1,
    duplicate: 0.4,
    outOfOrder: 0.5,
    reply: 0,
  },
}
const HOUR = 3_600
const transferIds = [1, 2, 3, 4, 5, 6].map((n) => id<TransferId>(0x700 + n))
const incomingIds = [1, 2, 3].map((n) => id<TransferId>(0x800 + n))
const people = [alice, bob]

type Fate = 'given' | 'twice' | 'late' | 'lost'
type Step =
  | { readonly what: 'command'; readonly command: TestCommand }
  | { readonly what: 'time'; readonly seconds: number }
  | { readonly what: 'fold'; readonly events: number; readonly again: number }
  | { readonly what: 'run'; readonly fates: readonly Fate[] }
  /** `dies`: after the clearing house has the orders, and before the log knows of it. */
  | { readonly what: 'handIn'; readonly dies: boolean }
  | { readonly what: 'answers'; readonly order: readonly number[]; readonly dies: boolean }
  | { readonly what: 'deliver' }

const step = ((): fc.Arbitrary<Step> => {
  const person = fc.constantFrom(...people)
  const amount = fc.constantFrom('0.01', '40.00', '100.00', '260.00', '9000.00', '10000.00')
  const on = (make: (at: TestAccount, amount: string) => TestCommand) =>
    fc.tuple(person, amount).map(([at, money]) => make(at, money))
  const payments = fc
    .record({
      from: person,
      amount,
      transferId: fc.constantFrom(...transferIds),
      undo: fc.constantFrom(0, 0, 30),
    })
    .map(({ from, amount: sum, transferId, undo }) =>
      pay(sum, { from, transferId, payee: from === alice ? 1 : 2, settleAfterSeconds: undo }),
    )
  const command = fc.oneof(
    { weight: 12, arbitrary: payments },
    { weight: 3, arbitrary: on(deposit) },
    { weight: 3, arbitrary: on(withdraw) },
    { weight: 2, arbitrary: amount.map((sum) => transfer(alice, bob, sum, id<TransferId>(0x900))) },
    {
      weight: 3,
      arbitrary: fc.tuple(person, fc.constantFrom(...transferIds)).map((one) => cancelTransfer(...one)),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(...transferIds).map((one) => approveTransfer(one)),
    },
    { weight: 1, arbitrary: fc.constantFrom(...transferIds).map((one) => declineTransfer(one)) },
    { weight: 3, arbitrary: person.map(freeze) },
    { weight: 2, arbitrary: person.map(unfreeze) },
    { weight: 1, arbitrary: person.map((at) => by(teller, close(at))) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(person, fc.constantFrom(...transferIds))
        .map(([at, transferId]) => clearSuspense(at, { transferId })),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(alice, bob, null), amount, fc.constantFrom(...incomingIds))
        .map((one) => received(...one)),
    },
  )
  return fc.oneof(
    { weight: 10, arbitrary: command.map((one) => ({ what: 'command' as const, command: one })) },
    {
      weight: 4,
      arbitrary: fc.record({
        what: fc.constant('time' as const),
        seconds: fc.oneof(fc.nat(60), fc.constantFrom(HOUR, 24 * HOUR, 100 * HOUR)),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ what: fc.constant('fold' as const), events: fc.nat(20), again: fc.nat(5) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        what: fc.constant('run' as const),
        fates: fc.array(fc.constantFrom<Fate>('given', 'twice', 'late', 'lost'), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
    },
    { weight: 6, arbitrary: fc.record({ what: fc.constant('handIn' as const), dies: fc.boolean() }) },
    {
      weight: 6,
      arbitrary: fc.record({
        what: fc.constant('answers' as const),
        order: fc.array(fc.nat(20), { maxLength: 4 }),
        dies: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.constant({ what: 'deliver' as const }) },
  )
})()

/** As the simulation is, without its tables. */
const createHouse = (seed: number) => {
  const orders = new Map<string, readonly PlannedMessage[]>()
  const seeded = { ...settings, seed: String(seed) }
  return {
    submit: (order: ClearingOrder, at: number) => {
      if (orders.has(order.paymentId)) return
      orders.set(
        order.paymentId,
        plan(order, { number: orders.size + 1, submittedAt: new Date(at), settings: seeded }),
      )
    },
    delivered: (now: number) =>
      [...orders.values()].flat().filter(({ deliverAt }) => deliverAt.getTime() <= now),
    /** Whether the other bank has the money once everything has been said. */
    isPaid: (paymentId: string): boolean => {
      const answers = (orders.get(paymentId) ?? []).flatMap(({ content }) =>
        content.kind === 'answer' ? [content] : [],
      )
      const last = answers.sort((a, b) => b.sequence - a.sequence)[0]
      return last?.outcome === 'settled'
    },
  }
}

const play = (steps: readonly Step[], seed: number) => {
  const house = createHouse(seed)
  const bank = createPureBank()
  const own = createPureProcesses(bank)
  const conservation = createConservation()
  let now = Date.parse(NOON)
  const iso = () => new Date(now).toISOString()
  const late: GivenCommand[] = []

  const watched = (act: () => void): void => {
    const before = bank.log.length
    act()
    conservation.follow(bank.log.slice(before).map(({ event }) => event))
    expectCovered(bank)
  }
  const execute = (command: TestCommand) => watched(() => void bank.execute({ ...command, at: iso() }))
  const paymentOf = (transferId: TransferId) => bank.stateOf(paymentStream(transferId)) as Payment

  const handIn = (dies: boolean) => {
    for (const transferId of [...transferIds, ...incomingIds]) {
      const payment = paymentOf(transferId)
      if (payment.status === 'none' || payment.isAcknowledged) continue
      const common = { paymentId: transferId, money: payment.money }
      if (isOutgoing(payment)) {
        if (payment.status !== 'submitted' || payment.place !== 'held') continue
        const party = { name: 'Carol', number: 'DE89370400440532013000' }
        house.submit({ kind: 'payment', ...common, debtor: party, creditor: party, description: '' }, now)
      } else if (payment.status === 'sentBack') {
        house.submit({ kind: 'return', ...common, reference: 'salary 7' }, now)
      } else continue
      if (!dies) execute(bankStep('acknowledgePayment', iso(), transferId))
    }
  }
  /** Without receipts: a message that is read again, however late, must change nothing by itself. */
  const takeOver = ({ content }: PlannedMessage, dies: boolean) => {
    if (content.kind !== 'answer') throw new Error('Nobody pays anything back here')
    const about = { transferId: content.paymentId as TransferId, sequence: content.sequence }
    const command: TestCommand =
      content.outcome === 'settled'
        ? { name: 'settlePayment', data: about, by: theBank }
        : { name: 'rejectPayment', data: { ...about, reason: content.reason }, by: theBank }
    execute(command)
    if (dies) execute(command)
  }
  const take = (one: Step): void => {
    switch (one.what) {
      case 'command':
        execute(one.command)
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
          if (fate === 'given' || fate === 'twice') watched(() => own.give(command))
          if (fate === 'late' || fate === 'twice') late.push(command)
        }
        return
      case 'handIn':
        handIn(one.dies)
        return
      case 'answers': {
        const delivered = house.delivered(now)
        for (const index of one.order) {
          const message = delivered[index % Math.max(1, delivered.length)]
          if (message) takeOver(message, one.dies)
        }
        return
      }
      case 'deliver': {
        const command = late.shift()
        if (command) watched(() => own.give(command))
      }
    }
  }

  for (const at of people)
    for (const command of [register(at), open(at), deposit(at, '300.00')]) execute(command)
  // Enough for what has to be reviewed, for one of them.
  execute(deposit(bob, '20000.00'))
  for (const fact of [saved(1), saved(2, elsewhere(), bob)])
    for (const event of fact(bank)) bank.record(event)
  for (const one of steps) take(one)

  // In the end nobody asks for anything any more, and the bank and the clearing house are left to themselves.
  for (let day = 0; day < 25; day++) {
    own.fold()
    for (const command of own.due(iso())) watched(() => own.give(command))
    handIn(false)
    now += 24 * HOUR * 1_000
    for (const message of house.delivered(now)) takeOver(message, false)
  }
  own.fold()
  for (const command of late) watched(() => own.give(command))
  return { bank, own, house, paymentOf }
}

test('no money is made or lost, every payment ends where the clearing house says, and no hold is left', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }),
      fc.nat(1_000_000),
      (steps, seed) => {
        const { bank, own, house, paymentOf } = play(steps, seed)
        const endings = expectEndedOnce(bank.log)
        expect(endings.get('held')).toBeUndefined()
        expect(own.waiting()).toEqual([])

        const moneyOfPayment = (transferId: TransferId): bigint => {
          const payment = paymentOf(transferId)
          return payment.status === 'none' ? 0n : payment.money.amountMinor
        }
        let [paid, borne, unplaced, inSuspense] = [0n, 0n, 0n, 0n]
        for (const transferId of transferIds) {
          const payment = paymentOf(transferId)
          if (!isOutgoing(payment)) continue
          const isGone = payment.place === 'customer' || payment.place === 'suspense'
          expect(isGone, transferId).toBe(house.isPaid(transferId))
          if (isGone) paid += payment.money.amountMinor
          inSuspense += payment.inSuspense.amountMinor
          seen.add(`${payment.status} ${payment.place}`)
        }
        for (const { event } of bank.log) {
          seen.add(event.type)
          if (event.type === 'PaymentSettled' && event.data.paidFrom === 'suspense') seen.add('borne')
          if (event.type === 'PaymentReturned') seen.add(`returned to ${event.data.paidTo}`)
          if (event.type === 'PaymentReceived') paid -= event.data.money.amountMinor
        }
        expect(bank.balanceOf(internalAccountId('clearing', 'USD'))).toBe(paid)
        // What is in suspense can be explained payment by payment.
        for (const { event } of bank.log) {
          const { type, data } = event
          if (type === 'PaymentSettled' && data.paidFrom === 'suspense')
            borne -= moneyOfPayment(data.transferId)
          if (type === 'PaymentReturned' && data.paidTo === 'suspense')
            borne += moneyOfPayment(data.transferId)
          if (type === 'SuspenseCleared') borne -= data.money.amountMinor
          if (type === 'PaymentUnplaced') unplaced += data.money.amountMinor
          if (type === 'PaymentSentBack') unplaced -= moneyOfPayment(data.transferId)
        }
        expect(unplaced).toBe(0n)
        expect(bank.balanceOf(internalAccountId('suspense', 'USD'))).toBe(borne)
        expect(inSuspense).toBe(borne)

        // And is cleared by whoever can take it, or has it.
        const execute = (command: TestCommand) => bank.execute(command).outcome
        for (const person of people) execute(unfreeze(person))
        for (const transferId of transferIds)
          for (const person of people) {
            execute(deposit(person, '9000.00'))
            if (execute(clearSuspense(person, { transferId })) === 'accepted') seen.add('cleared')
          }
        const isAnybodyOpen = people.some(
          ({ accountId }) => (bank.stateOf(accountStream(accountId)) as BankAccount).status === 'open',
        )
        expectMoneyConserved(bank)
        if (isAnybodyOpen) expect(bank.balanceOf(internalAccountId('suspense', 'USD'))).toBe(0n)
      },
    ),
    runs(300),
  )
  // Otherwise the property says nothing about what never happened.
  for (const happened of [
    'dropped with us',
    'submitted with us',
    'submitted customer',
    'submitted suspense',
    'borne',
    'returned to customer',
    'returned to suspense',
    'PaymentTimedOut',
    'PaymentInReview',
    'PaymentApproved',
    'PaymentSentBack',
    'PaymentReceived',
    'cleared',
  ])
    expect(seen).toContain(happened)
})
