/** Appending to a log by hand, and telling whether one is sound. */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { bankAccount, type Existing } from '../../server/domain/bank-account/decider.ts'
import type { AccountOpened } from '../../server/domain/bank-account/events.ts'
import type { StoredBankEvent } from '../../server/domain/events.ts'
import { accountStream } from '../../server/domain/ids.ts'
import { money } from '../../server/domain/money.ts'
import type { Batch, NewEvent, NewReceipt } from '../../server/event-store/append.ts'
import { account, deposited, opened, type TestAccount } from './bank.ts'
import { createPureBank } from './pure-bank.ts'

/** One that no other test has seen. */
export const newAccount = (): TestAccount => account(randomUUID(), randomUUID())

export const metadataOf = (commandId: string = randomUUID()) => ({
  commandId,
  correlationId: commandId,
  causationId: commandId,
  userId: 'ada',
})

/** An account's first `count` events: opened, then one dollar in with each. Those from position `from` on. */
export const accountEvents = (
  at: TestAccount,
  { from = 0, count = 1, createdAt = new Date('2026-01-01T12:00:00Z') } = {},
): NewEvent[] => {
  const bank = createPureBank()
  const facts = [opened(at), ...Array.from({ length: from + count - 1 }, () => deposited(at, '1.00'))]
  for (const fact of facts) for (const event of fact(bank)) bank.record(event)
  return bank.log.slice(from).map((logged) => ({ ...logged, metadata: metadataOf(), createdAt }))
}

/** What {@link accountEvents} come to: an account as it is opened, with so much in it. */
export const stateAfter = (at: TestAccount, count: number) => {
  const [first] = accountEvents(at)
  const state = bankAccount.evolve(bankAccount.initialState, first?.event as AccountOpened)
  return { ...(state as Existing), balance: money(BigInt(count - 1) * 100n, at.currency) }
}

export const receiptOf = (eventCount: number, more: Partial<NewReceipt> = {}): NewReceipt => ({
  actor: 'ada',
  commandId: randomUUID(),
  requestHash: 'hash',
  response: { answer: 'yes' },
  eventCount,
  ...more,
})

export const batchOf = (events: readonly NewEvent[], more: Partial<Batch> = {}): Batch => ({
  events,
  receipts: [],
  reads: [],
  ...more,
})

export const readOf = (at: TestAccount, streamPosition: number) => ({
  streamId: accountStream(at.accountId),
  streamPosition,
})

/** Log positions 1, 2, 3 …; in each stream 0, 1, 2 …; time never backwards. */
export const expectSoundLog = (events: readonly StoredBankEvent[]): void => {
  const next = new Map<string, number>()
  let latest = Number.NEGATIVE_INFINITY
  for (const [index, { globalPosition, streamId, streamPosition, createdAt }] of events.entries()) {
    expect(globalPosition).toBe(index + 1)
    expect(streamPosition, `in ${streamId}`).toBe(next.get(streamId) ?? 0)
    next.set(streamId, streamPosition + 1)
    expect(createdAt.getTime()).toBeGreaterThanOrEqual(latest)
    latest = createdAt.getTime()
  }
}
