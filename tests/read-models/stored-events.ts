/** Events as they come out of the log, without one: for tests of what is pure. */
import type { BankEvent, StoredBankEvent } from '../../server/domain/events.ts'

export const stored = (event: BankEvent, globalPosition: number, commandId = 'command'): StoredBankEvent =>
  ({
    ...event,
    globalPosition,
    streamId: 'stream',
    streamPosition: globalPosition - 1,
    schemaVersion: 1,
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, globalPosition)),
    metadata: { commandId, correlationId: commandId, causationId: commandId, userId: 'user' },
  }) as StoredBankEvent
