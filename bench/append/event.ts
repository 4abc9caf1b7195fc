/** The event that every contestant appends: a deposit, as Passbook writes it, on a stream of its own. */
import { randomUUIDv7 } from 'node:crypto'
import type { MoneyDeposited } from '../../server/domain/bank-account/events.ts'
import { type AccountId, accountStream } from '../../server/domain/ids.ts'
import { money } from '../../server/domain/money.ts'
import type { NewEvent } from '../../server/event-store/append.ts'

export const newDeposit = (): NewEvent => {
  const accountId = randomUUIDv7() as AccountId
  const commandId = randomUUIDv7()
  const event: MoneyDeposited = {
    type: 'MoneyDeposited',
    data: {
      accountId,
      money: money(12_500n, 'USD'),
      description: 'Opening deposit',
      balanceAfter: money(12_500n, 'USD'),
      transfer: null,
    },
  }
  return {
    streamId: accountStream(accountId),
    streamPosition: 0,
    event,
    metadata: { commandId, correlationId: commandId, causationId: commandId, userId: 'system' },
    createdAt: new Date(),
  }
}
