/** Every projector of the bank. A new read model is its folder and a line here. */
import { accountSummaries } from './account-summaries/projection.ts'
import { auditTrail } from './audit-trail/projection.ts'
import { bankDashboard } from './bank-dashboard/projection.ts'
import { cashFlow } from './cash-flow/projection.ts'
import { fraudAlerts } from './fraud-alerts/projection.ts'
import { notifications } from './notifications/projection.ts'
import { payees } from './payees/projection.ts'
import { paymentGraph } from './payment-graph/projection.ts'
import { paymentRequests } from './payment-requests/projection.ts'
import { payments } from './payments/projection.ts'
import { processInstances } from './processes/projection.ts'
import { savedSearches } from './saved-searches/projection.ts'
import { spending } from './spending/projection.ts'
import { standingOrders } from './standing-orders/projection.ts'
import { statements } from './statements/projection.ts'
import { transactions } from './transactions/projection.ts'
import { transfers } from './transfers/projection.ts'

export const projectors = [
  accountSummaries,
  auditTrail,
  bankDashboard,
  cashFlow,
  fraudAlerts,
  notifications,
  payees,
  paymentGraph,
  paymentRequests,
  payments,
  processInstances,
  savedSearches,
  spending,
  standingOrders,
  statements,
  transactions,
  transfers,
] as const

export type ProjectorName = (typeof projectors)[number]['name']
