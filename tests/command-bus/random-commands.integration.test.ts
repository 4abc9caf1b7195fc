import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { available, type BankAccount } from '../../server/domain/bank-account/decider.ts'
import type { StoredBankEvent } from '../../server/domain/events.ts'
import { accountStream } from '../../server/domain/ids.ts'
import { loadStreams } from '../../server/event-store/load.ts'
import { readAll, readHead } from '../../server/event-store/read.ts'
import { id, type TestCommand } from '../support/bank.ts'
import { createTestBus, send, wholeLog } from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { expectSoundLog } from '../support/log.ts'
import { createModel } from '../support/model.ts'
import { assertUntilAllHappenedInTime, fc } from '../support/property.ts'
import { aggregateOf, NOON } from '../support/pure-bank.ts'
import { createWorld, opening, randomCommand } from '../support/random-commands.ts'

const database = await createTestDatabase({ max: 30 })
const { sql } = database
const BUSES = 3

let ids = 0
const world = createWorld(() => id(++ids))
const streamIds = [...world.known, ...world.empty, ...world.unknown].map(({ accountId }) =>
  accountStream(accountId),
)

/** Sent to one of several buses; most go out together with the one before, without waiting for its answer. */
const step = fc.record({
  command: randomCommand(world),
  bus: fc.nat(BUSES - 1),
  waitsForAll: fc.oneof(
    { weight: 9, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
})

/** The same world once more, with ids that no earlier run has used. */
const renamed = <Value>(value: Value, run: string): Value =>
  typeof value === 'string'
    ? (value.replaceAll('00000000-', `${run}-`) as Value)
    : value !== null && typeof value === 'object'
      ? (Object.fromEntries(Object.entries(value).map(([key, part]) => [key, renamed(part, run)])) as Value)
      : value

type Answered = {
  readonly command: TestCommand
  readonly outcome: string
  readonly commandId: string
  /** What was known to be written when the command was sent, and when its answer came. */
  readonly sentAt: number
  readonly answeredAt: number
}

const play = async (steps: readonly { command: TestCommand; bus: number; waitsForAll: boolean }[]) => {
  const buses = Array.from({ length: BUSES }, (_, n) =>
    createTestBus(database, { maxBatch: 8, maxCachedStreams: n === 0 ? 3 : 1_000 }),
  )
  const answered: Answered[] = []
  let known = await readHead(sql)
  const ask = async (command: TestCommand, bus: number) => {
    const sentAt = known
    const commandId = randomUUID()
    // What counts per day is counted by the model's clock, and not by this one.
    const result = await send(buses[bus]!, { ...command, at: command.at ?? NOON }, { commandId })
    if (result.outcome === 'accepted') known = Math.max(known, result.version)
    const outcome = result.outcome === 'accepted' ? 'accepted' : result.rejection.reason
    answered.push({ command, outcome, commandId, sentAt, answeredAt: await readHead(sql) })
  }
  let underWay: Promise<void>[] = []
  for (const { command, bus, waitsForAll } of steps) {
    if (waitsForAll) await Promise.all(underWay.splice(0))
    underWay = [...underWay, ask(command, bus)]
  }
  await Promise.all(underWay)
  await Promise.all(buses.map((bus) => bus.stop()))
  return answered
}

/**
 * Every answer is one that the plain model gives too: what was accepted, in the order of the log; what was rejected, in
 * some state that the bank was in between the question and the answer.
 */
const expectAnswersOfModel = (answered: readonly Answered[], events: readonly StoredBankEvent[]) => {
  const versions = new Map(events.map(({ metadata, globalPosition }) => [metadata.commandId, globalPosition]))
  const accepted = answered
    .filter(({ outcome }) => outcome === 'accepted')
    .map((one) => ({ ...one, version: versions.get(one.commandId) as number }))
    .sort((a, b) => a.version - b.version)
  expect(versions.size).toBe(accepted.length)

  const model = createModel()
  let open = answered.filter(({ outcome }) => outcome !== 'accepted')
  for (let applied = 0; applied <= accepted.length; applied++) {
    const from = accepted[applied - 1]?.version ?? 0
    const until = accepted[applied]?.version ?? Number.POSITIVE_INFINITY
    open = open.filter(
      ({ command, outcome, sentAt, answeredAt }) =>
        !(sentAt < until && from <= answeredAt && model.wouldSay(command) === outcome),
    )
    const next = accepted[applied]
    if (next) expect(model.execute(next.command), next.command.name).toBe('accepted')
  }
  expect(open).toEqual([])
  return model
}

const MUST_HAPPEN = [
  'accepted',
  'AccountNotFound',
  'AccountFrozen',
  'InsufficientFunds',
  'CurrencyMismatch',
  'TransferNotFound',
]

test('random commands on several buses at once get the plain model’s answers, and no money is made or lost', async () => {
  let run = 0
  const seen = new Set<string>()
  await assertUntilAllHappenedInTime(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), async (steps) => {
      const prefix = (++run).toString(16).padStart(8, '0')
      const base = await readHead(sql)
      const first = await play(
        opening(world).map((command, n) => ({
          command: renamed(command, prefix),
          bus: n % BUSES,
          waitsForAll: true,
        })),
      )
      const then = await play(steps.map((one) => ({ ...one, command: renamed(one.command, prefix) })))
      for (const { outcome } of then) seen.add(outcome)

      const events = await readAll(sql, { after: base, limit: 10_000 })
      const model = expectAnswersOfModel([...first, ...then], events)

      // What a reload gives is what the events fold to, and what the model has in its map.
      const totals = new Map<string, bigint>()
      const requests = streamIds.map((name) => {
        const streamId = renamed(name, prefix)
        return { streamId, aggregate: aggregateOf(streamId), from: undefined }
      })
      for (const { streamId, aggregate, state } of await loadStreams(sql, requests)) {
        const own = events.filter((event) => event.streamId === streamId)
        expect(
          own.reduce((before, event) => aggregate.evolve(before, event), aggregate.initialState),
        ).toEqual(state)
        expect(own.map(({ streamPosition }) => streamPosition)).toEqual(own.map((_, index) => index))
        const account = state as BankAccount
        const expected = model.accounts.get(streamId.slice('BankAccount-'.length))
        if (account.status === 'none') {
          expect(expected).toBeUndefined()
          continue
        }
        const { amountMinor: balance, currency } = account.balance
        const { owner, status } = account
        const [held, limit] = [account.held.amountMinor, account.overdraftLimit.amountMinor]
        const alert = account.lowBalanceAlert?.amountMinor ?? null
        const told = own.filter(({ type }) => type === 'LowBalanceReached').length
        expect({ owner, status, currency, balance, held, limit, alert, told }).toEqual(expected)
        expect(available(account).amountMinor).toBeGreaterThanOrEqual(0n)
        totals.set(currency, (totals.get(currency) ?? 0n) + balance)
      }
      expect(totals).toEqual(model.paidIn)
    }),
    25,
    () => MUST_HAPPEN.filter((outcome) => !seen.has(outcome)),
  )
  expectSoundLog(await wholeLog(database))
}, 60_000)
