/** Accounts as the screens get them. */
import type { ShownAccount } from '../../app/api-client/queries.ts'

type Given = { name: string; currency: ShownAccount['currency']; status?: ShownAccount['status'] }

export const accountsFor = (owner: string, given: readonly Given[]): ShownAccount[] =>
  given.map(({ name, currency, status = 'open' }, index) => {
    const money = { amount: '100.00', currency }
    return {
      accountId: `${owner}-${index}`,
      number: `PB00PASS000000000000000${index}`,
      name,
      owner: { customerId: owner, name: owner },
      product: 'current',
      currency,
      status,
      balance: money,
      overdraftLimit: { amount: '0.00', currency },
      held: { ...money, amount: '0.00' },
      available: money,
      openedAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      lastPosition: index,
      pendingTransfers: 0,
    }
  })
