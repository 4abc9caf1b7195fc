/**
 * Runs the web process (`npm run web`, or a child of `npm start`). It listens before anything else, so that a taken port is
 * known at once and a client that comes early waits instead of failing; it reports `ready` to its parent when all parts
 * serve. SIGTERM, SIGINT or the parent's end: no new requests, running ones finish, the bus drains, exit 0.
 */
import type { Server } from 'node:http'
import { isUnawaitedLoss } from '../../db/connection-lost.ts'
import { ConfigError, loadConfig } from '../config.ts'
import { checkMasterKey } from '../event-store/customer-keys.ts'
import { MasterKeyProblem } from '../event-store/master-key.ts'
import { log } from '../log.ts'
import { startBank } from '../main.ts'
import { countFailedJobs } from '../read-models/dead-letters/failed-jobs.ts'
import { workerConnected } from '../read-models/health.ts'
import { countParkedMessages } from '../read-models/payments/parked-messages.ts'
import { createApiHandler } from '../trpc/http-handler.ts'
import { drawingPages } from '../trpc/this-page.ts'
import { createEndpoints } from './endpoints.ts'
import { createHealth } from './health.ts'
import { type Pages, startPages } from './pages.ts'
import { projectionDelaySeconds, projectorHealth, sealingHealth } from './projector-health.ts'
import { createWebServer } from './server.ts'

/** What the operator can mend: said in one sentence, without a stack. */
const giveUp = (sentence: string): never => {
  console.error(sentence)
  process.exit(1)
}

const readConfig = () => {
  try {
    return loadConfig()
  } catch (error) {
    if (error instanceof ConfigError) return giveUp(error.message)
    throw error
  }
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        giveUp(`Port ${port} is already in use: stop what is using it, or choose another one with PORT.`)
      if (error.code === 'EACCES')
        giveUp(`Port ${port} may not be used by this user: choose one above 1023 with PORT.`)
      giveUp(`The server cannot listen on port ${port}: ${error.message}.`)
    })
    server.listen(port, resolve)
  })

export const runWebProcess = async (openPages: typeof startPages = startPages): Promise<void> => {
  const config = readConfig()
  const bank = startBank(config)
  const pages = Promise.withResolvers<Pages>()
  const health = createHealth({
    workerConnected: () => workerConnected(bank.database.sql),
    projectionDelaySeconds: () => projectionDelaySeconds(bank.database.sql),
    projectors: () => projectorHealth(bank.database.sql),
    sealing: () => sealingHealth(bank.database.sql),
    failedJobs: () => countFailedJobs(bank.database.sql),
    parkedMessages: () => countParkedMessages(bank.database.sql),
  })
  const web = createWebServer(config, {
    auth: bank.auth,
    api: createApiHandler(bank.services, bank.auth),
    health,
    endpoints: createEndpoints(bank),
    drawing: drawingPages(bank.services, bank.auth),
    pages: { handle: async (request, response) => (await pages.promise).handle(request, response) },
  })

  let stopping = false
  const stop = async (reason: string, exitCode = 0) => {
    if (stopping) return
    stopping = true
    log.info({ reason }, 'web is stopping')
    try {
      // Those who wait for a version are told now that it has not been reached, and live streams end: they would hold up
      // the end.
      await Promise.all([web.stop(), bank.versions.stop(), bank.live.stop(), bank.logWatch.stop()])
      await bank.stop()
    } catch (err) {
      log.error({ err }, 'web could not stop cleanly')
      process.exit(1)
    }
    process.exit(exitCode)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
  process.on('disconnect', () => void stop('the parent process is gone'))
  // A state that nobody has thought of: whoever started this process starts a new one.
  process.on('uncaughtException', (err) => {
    if (isUnawaitedLoss(err)) return log.warn({ err }, 'a connection was lost while it was opened')
    log.fatal({ err }, 'web has failed')
    void stop('a fault', 1)
  })

  await listen(web.server, config.port)
  // Not waited for: a database that is not up yet is no reason not to serve, and every read would say the same.
  checkMasterKey(bank.database.sql).catch((err: unknown) => {
    if (err instanceof MasterKeyProblem) giveUp(`${err.message}.`)
    log.warn({ err }, 'the master key could not be checked')
  })
  try {
    pages.resolve(await openPages({ ...config, server: web.server }))
  } catch (err) {
    log.fatal({ err }, 'the pages cannot be served')
    giveUp('The pages cannot be served: has `npm run build` been run?')
  }
  log.info({ port: config.port, publicUrl: config.publicUrl }, 'web is serving')
  process.send?.({ type: 'ready' })
}
