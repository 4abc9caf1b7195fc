/**
 * The read models whose rows stand on a customer's screens; a transfer is confirmed when all of them have passed it. The
 * server pushes its news when the same ones have.
 */
export const shownReadModels: ReadonlySet<string> = new Set([
  'account-summaries',
  'cash-flow',
  'notifications',
  'payees',
  'payment-requests',
  'saved-searches',
  'spending',
  'standing-orders',
  'statements',
  'transactions',
  'transfers',
])
