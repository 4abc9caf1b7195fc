/**
 * Payments between banks with everything in between: other commands, the clock, processes whose rows lag behind, orders
 * handed in twice, answers that are late, doubled, out of order or lost on the way and read again, workers that die
 * between two steps.
 */
import { expect, test } from 'vitest'
import type { BankAccount } from '../../server/domain/bank-account/decider.ts'
import { accountStream, type TransferId } from '../../server/domain/ids.ts'
import { isOutgoing } from '../../server/domain/payment/decider.ts'
import {
  account,
  alice,
  alicesSavings,
  approver,
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
  transfer,
  unfreeze,
  withdraw,
} from '../support/bank.ts'
import {
  createHouse,
  expectPaymentsExplained,
  handIn,
  paymentOf,
  takenOver,
} from '../support/clearing-house.ts'
import { createConservation } from '../support/conservation.ts'
import { expectCovered, expectEndedOnce, expectMoneyConserved } from '../support/invariants.ts'
import { elsewhere, saved } from '../support/payees.ts'
import { clearSuspense, pay, received } from '../support/payments.ts'
import { assertUntilAllHappened, fc } from '../support/property.ts'
import { createPureBank, NOON } from '../support/pure-bank.ts'
import { createPureProcesses, type GivenCommand } from '../support/pure-processes.ts'

const HOUR = 3_600
const transferIds = [1, 2, 3, 4, 5, 6].map((n) => id<TransferId>(0x700 + n))
const incomingIds = [1, 2, 3].map((n) => id<TransferId>(0x800 + n))
const allIds = [...transferIds, ...incomingIds]
const people = [alice, bob]
const bobsSavings = account(id(0xb2), bob.customerId)
/** For what one's first account cannot take, or has not. */
const spare = [alicesSavings, bobsSavings]
const accounts = [...people, ...spare]

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
  /** All that waits for it: one by one, hardly any would be looked at in time. */
  | { readonly what: 'review'; readonly isApproved: boolean }

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
    { weight: 1, arbitrary: fc.constantFrom(...transferIds).map((one) => approveTransfer(one)) },
    { weight: 3, arbitrary: person.map(freeze) },
    { weight: 2, arbitrary: person.map(unfreeze) },
    { weight: 1, arbitrary: person.map((at) => by(teller, close(at))) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...accounts), fc.constantFrom(...transferIds))
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
    { weight: 1, arbitrary: fc.record({ what: fc.constant('review' as const), isApproved: fc.boolean() }) },
  )
})()

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
      case 'handIn': {
        const takenDown = handIn(bank, house, { transferIds: allIds, now })
        if (!one.dies) takenDown.forEach(execute)
        return
      }
      case 'answers': {
        const delivered = house.delivered(now)
        for (const index of one.order) {
          const message = delivered[index % Math.max(1, delivered.length)]
          if (!message) continue
          execute(takenOver(message))
          // Without a receipt: one that is read again, however late, must change nothing by itself.
          if (one.dies) execute(takenOver(message))
        }
        return
      }
      case 'deliver': {
        const command = late.shift()
        if (command) watched(() => own.give(command))
        return
      }
      case 'review':
        for (const transferId of transferIds)
          execute(one.isApproved ? approveTransfer(transferId) : declineTransfer(transferId))
    }
  }

  for (const at of people)
    for (const command of [register(at), open(at), deposit(at, '300.00')]) execute(command)
  for (const at of spare) for (const command of [open(at), deposit(at, '50.00')]) execute(command)
  // Enough for what has to be reviewed, for one of them.
  execute(deposit(bob, '20000.00'))
  for (const fact of [saved(1), saved(2, elsewhere(), bob)])
    for (const event of fact(bank)) bank.record(event)
  for (const one of steps) take(one)

  // In the end nobody asks for anything any more, and the bank and the clearing house are left to themselves.
  for (let day = 0; day < 25; day++) {
    own.fold()
    for (const command of own.due(iso())) watched(() => own.give(command))
    handIn(bank, house, { transferIds: allIds, now }).forEach(execute)
    now += 24 * HOUR * 1_000
    for (const message of house.delivered(now)) execute(takenOver(message))
  }
  own.fold()
  for (const command of late) watched(() => own.give(command))
  return { bank, own, house }
}

/** What the property has to come across. */
const PAYMENTS_TO_SEE = [
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
]

test('no money is made or lost, every payment ends where the clearing house says, and no hold is left', () => {
  const seen = new Set<string>()
  assertUntilAllHappened(
    fc.property(
      fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }),
      fc.nat(1_000_000),
      (steps, seed) => {
        const { bank, own, house } = play(steps, seed)
        const endings = expectEndedOnce(bank.log)
        expect(endings.get('held')).toBeUndefined()
        expect(own.waiting()).toEqual([])
        for (const state of expectPaymentsExplained(bank, house, transferIds)) seen.add(state)
        for (const { event } of bank.log) {
          seen.add(event.type)
          if (event.type === 'PaymentSettled' && event.data.paidFrom === 'suspense') seen.add('borne')
          if (event.type === 'PaymentReturned') seen.add(`returned to ${event.data.paidTo}`)
        }

        // And is cleared by whoever has ordered it, as long as there is an account of theirs.
        const execute = (command: TestCommand) => bank.execute(command).outcome
        const isOpen = ({ accountId }: TestAccount) =>
          (bank.stateOf(accountStream(accountId)) as BankAccount).status === 'open'
        for (const at of accounts) execute(unfreeze(at))
        for (const transferId of transferIds)
          for (const at of accounts) {
            execute(deposit(at, '10000.00'))
            // What is large takes two.
            for (const who of [approver, { ...approver, userId: 'another approver' }])
              if (execute(clearSuspense(at, { who, transferId })) === 'accepted') seen.add('cleared')
          }
        expectMoneyConserved(bank)
        for (const transferId of transferIds) {
          const payment = paymentOf(bank, transferId)
          if (!isOutgoing(payment)) continue
          const own = accounts.filter(({ customerId }) => customerId === payment.customerId)
          if (own.some(isOpen)) expect(payment.inSuspense.amountMinor).toBe(0n)
        }
      },
    ),
    300,
    () => PAYMENTS_TO_SEE.filter((happened) => !seen.has(happened)),
  )
})
