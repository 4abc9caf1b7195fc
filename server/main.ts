/**
 * The composition root of the web process: what there may be only one of (pools, the command bus, sessions) is made
 * here, handed on from here, and stopped from here.
 *
 * It is kept on `globalThis` because Next.js' bundle and the server's own modules are two module graphs in one process:
 * a singleton in a module would exist twice.
 */
import { randomUUIDv7 } from 'node:crypto'
import { connect, type Database } from '../db/client.ts'
import { type Auth, createAuth } from './auth/auth.ts'
import { createForgetCustomer } from './auth/forgetting.ts'
import { createRequestLimit } from './auth/request-limit.ts'
import { demoUsers } from './auth/users.ts'
import { createAggregateCache } from './command-bus/aggregate-cache.ts'
import { type CommandBus, type CommandBusOptions, createCommandBus } from './command-bus/command-bus.ts'
import type { Config } from './config.ts'
import { createAdvanceRecord } from './engine-room/advance-record.ts'
import { createCommandRecorder } from './engine-room/command-recorder.ts'
import { exportSpans } from './engine-room/command-spans.ts'
import { createInvariants } from './engine-room/invariants.ts'
import { createSynchronousBus } from './engine-room/synchronous-bus.ts'
import { setMasterKey } from './event-store/master-key.ts'
import { readAll } from './event-store/read.ts'
import { cutOnDemand } from './fault-injection/cutting.ts'
import { createPutRight, retryForgotten } from './fault-injection/put-right.ts'
import { createFaultWatch, type FaultWatch } from './fault-injection/watch.ts'
import { createSimulatedMarket } from './rates/simulation.ts'
import { createInlineProjector } from './read-models/inline.ts'
import { createLiveUpdates, type LiveUpdates } from './read-models/live-updates.ts'
import { createLogWatch, type LogWatch } from './read-models/log-watch.ts'
import { projectors } from './read-models/registry.ts'
import { createVersionWatch, type VersionWatch } from './read-models/wait.ts'
import { startWakeUp, type WakeUp } from './read-models/wake-up.ts'
import type { Services } from './trpc/context.ts'

export type Bank = {
  readonly config: Config
  readonly database: Database
  readonly bus: CommandBus
  readonly auth: Auth
  readonly versions: VersionWatch
  readonly live: LiveUpdates
  readonly logWatch: LogWatch
  readonly services: Services
  /** To be called when no request is running any more: answers what waits, drains the bus, closes the pools. */
  readonly stop: () => Promise<void>
}

/** Of all its connections; pg-boss' own are called the same (read-models/wake-up.ts). */
const APPLICATION_NAME = 'passbook-web'
/** Some kilobytes each, in whichever bus they were used. */
const CACHED_STREAMS = 50_000
/** Enough to fill in a form with second thoughts, and too few to go through a telephone book. */
const NAME_CHECKS_PER_MINUTE = 10
/** As many as a bill that is split can have people, and some more. */
const NUMBER_LOOKUPS_PER_MINUTE = 30
/** Each is an event for ever, and most are never used: somebody who looks around needs fewer than one a second. */
const QUOTES_PER_MINUTE = 60

const PLACE = Symbol.for('passbook.bank')
type Holder = { [PLACE]?: Bank | undefined }

/** The bank of this process. Throws when none has been started. */
export const bank = (): Bank => {
  const started = (globalThis as Holder)[PLACE]
  if (!started) throw new Error('The bank has not been started in this process')
  return started
}

/** Of a demo bank alone. The web process puts right what faults leave behind, also when there is no worker. */
const watchFaults = ({ sql }: Database, { wake }: WakeUp): FaultWatch => {
  const faults = createFaultWatch({
    sql,
    putRight: createPutRight({ sql, wakeProjectors: wake }),
    atStart: (unended) => retryForgotten(sql, unended),
  })
  cutOnDemand({ sql, faults, process: 'web', applicationName: APPLICATION_NAME })
  return faults
}

/**
 * Connections for everything but writing. Few, though many may ask: each prepares its own plans and fills its own caches,
 * and what is asked now and then finds them there only where it comes back to the same few. And however much is looked
 * at, writers have the rest of the server.
 */
const READERS = 4

/** `wakeUp`: how projectors hear of a commit; by way of pg-boss, unless a test says otherwise. */
export const startBank = (config: Config, wakeUp: WakeUp = startWakeUp(config)): Bank => {
  setMasterKey(config.masterKey, config.formerMasterKey)
  const database = connect(config.databaseUrl, { applicationName: APPLICATION_NAME, max: READERS })
  const inlined = projectors.find(({ name }) => name === config.inlineProjection)
  // The bus writes two batches at a time; with a pool of its own it never waits behind a screen's queries. A projection
  // in the same commit makes transactions of them, beside which what is read for the next batch needs a connection.
  const writing = connect(config.databaseUrl, { applicationName: APPLICATION_NAME, max: inlined ? 3 : 2 })
  const inlineProjection =
    inlined && createInlineProjector({ sql: database.sql, projector: inlined, readLog: readAll })

  const recorder = createCommandRecorder()
  const advances = createAdvanceRecord(database.sql)
  const cache = createAggregateCache(CACHED_STREAMS)
  const createBus = (own: Pick<CommandBusOptions, 'sql' | 'inlineProjection'>) =>
    createCommandBus({
      ...own,
      cache,
      clock: () => new Date(),
      newId: randomUUIDv7,
      timeZone: config.bankTimeZone,
      onCommitted: wakeUp.wake,
      onAnswered: (batch) => {
        advances.listen()
        recorder.batchAnswered(batch)
        exportSpans(batch)
      },
      snapshotSql: database.sql,
    })
  const bus = createBus({ sql: writing.sql, inlineProjection })
  const synchronousBus = createSynchronousBus({
    connect: () => connect(config.databaseUrl, { applicationName: APPLICATION_NAME, max: 3 }),
    sql: database.sql,
    createBus,
  })
  const auth = createAuth({ database, bus, config })
  const faults = config.demo ? watchFaults(database, wakeUp) : undefined
  const versions = createVersionWatch(database.sql)
  const live = createLiveUpdates(database.sql)
  const logWatch = createLogWatch(database.sql)
  const services: Services = {
    bus,
    synchronousBus,
    sql: database.sql,
    versions,
    live,
    rates: createSimulatedMarket(),
    recording: { recorder, advances },
    invariants: createInvariants(database.sql),
    wakeProjectors: wakeUp.wake,
    sessions: auth.sessions,
    bank: { demo: config.demo, timeZone: config.bankTimeZone },
    forgetCustomer: createForgetCustomer({ database, bus }),
    nameChecks: createRequestLimit(database, { kind: 'name-check', perMinute: NAME_CHECKS_PER_MINUTE }),
    numberLookups: createRequestLimit(database, {
      kind: 'number-lookup',
      perMinute: NUMBER_LOOKUPS_PER_MINUTE,
    }),
    quotes: createRequestLimit(database, { kind: 'quote', perMinute: QUOTES_PER_MINUTE }),
    demoUsers: () => demoUsers(database),
  }

  const stop = async () => {
    await Promise.all([versions.stop(), live.stop(), logWatch.stop(), auth.sessions.stop(), faults?.stop()])
    await Promise.all([bus.stop(), synchronousBus.stop()])
    await Promise.all([wakeUp.stop(), inlineProjection?.stop(), advances.stop()])
    await Promise.all([database.close(), writing.close()])
    ;(globalThis as Holder)[PLACE] = undefined
  }
  const started: Bank = { config, database, bus, auth, versions, live, logWatch, services, stop }
  ;(globalThis as Holder)[PLACE] = started
  return started
}
