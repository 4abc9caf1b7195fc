/** The whole API in one tree. Clients import its type, `AppRouter`, and nothing else. */
import { commandsRouter } from './commands.ts'
import { router } from './procedures.ts'
import { accountsRouter } from './routers/accounts.ts'
import { auditRouter } from './routers/audit.ts'
import { customersRouter } from './routers/customers.ts'
import { deadLettersRouter } from './routers/dead-letters.ts'
import { engineRoomRouter } from './routers/engine-room.ts'
import { exchangeRouter } from './routers/exchange.ts'
import { feedRouter } from './routers/feed.ts'
import { fraudRouter } from './routers/fraud.ts'
import { historyRouter } from './routers/history.ts'
import { bankRouter, insightsRouter } from './routers/insights.ts'
import { limitsRouter } from './routers/limits.ts'
import { notificationsRouter } from './routers/notifications.ts'
import { payeesRouter } from './routers/payees.ts'
import { paymentsRouter } from './routers/payments.ts'
import { productsRouter } from './routers/products.ts'
import { requestsRouter } from './routers/requests.ts'
import { reviewsRouter } from './routers/reviews.ts'
import { sealsRouter } from './routers/seals.ts'
import { searchesRouter } from './routers/searches.ts'
import { settingsRouter } from './routers/settings.ts'
import { snapshotsRouter } from './routers/snapshots.ts'
import { standingOrdersRouter } from './routers/standing-orders.ts'
import { statementsRouter } from './routers/statements.ts'
import { projectionsRouter, sessionRouter, systemRouter } from './routers/system.ts'
import { transfersRouter } from './routers/transfers.ts'

export const appRouter = router({
  commands: commandsRouter,
  accounts: accountsRouter,
  transfers: transfersRouter,
  audit: auditRouter,
  customers: customersRouter,
  history: historyRouter,
  deadLetters: deadLettersRouter,
  engineRoom: engineRoomRouter,
  exchange: exchangeRouter,
  feed: feedRouter,
  bank: bankRouter,
  fraud: fraudRouter,
  insights: insightsRouter,
  limits: limitsRouter,
  notifications: notificationsRouter,
  payees: payeesRouter,
  payments: paymentsRouter,
  products: productsRouter,
  projections: projectionsRouter,
  requests: requestsRouter,
  reviews: reviewsRouter,
  seals: sealsRouter,
  searches: searchesRouter,
  session: sessionRouter,
  settings: settingsRouter,
  snapshots: snapshotsRouter,
  standingOrders: standingOrdersRouter,
  statements: statementsRouter,
  system: systemRouter,
})

export type AppRouter = typeof appRouter
