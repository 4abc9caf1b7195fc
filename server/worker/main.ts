/**
 * The worker process: `npm run worker`, or a child of `npm start`. It reports `ready` to its parent when it works.
 * SIGTERM, SIGINT or the parent's end: the batches in hand are finished, exit 0.
 */
import { connect } from '../../db/client.ts'
import { isUnawaitedLoss } from '../../db/connection-lost.ts'
import { ConfigError, loadConfig } from '../config.ts'
import { checkMasterKey } from '../event-store/customer-keys.ts'
import { MasterKeyProblem, setMasterKey } from '../event-store/master-key.ts'
import { cutOnDemand } from '../fault-injection/cutting.ts'
import { killOnDemand } from '../fault-injection/killing.ts'
import { createPutRight, retryForgotten } from '../fault-injection/put-right.ts'
import { createFaultWatch } from '../fault-injection/watch.ts'
import { log } from '../log.ts'
import { WORKER_APPLICATION_NAME } from '../read-models/health.ts'
import { startWorker, type Worker } from './worker.ts'

const readConfig = () => {
  try {
    return loadConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    // What the operator can mend: said in one sentence, without a stack.
    console.error(error.message)
    process.exit(1)
  }
}

const { databaseUrl, masterKey, formerMasterKey, inlineProjection, bankTimeZone, demo } = readConfig()
setMasterKey(masterKey, formerMasterKey)
const database = connect(databaseUrl, { applicationName: WORKER_APPLICATION_NAME, max: 8 })

/** In a demo bank, what somebody has let go wrong; in any other there is no such thing. */
const faultsOf = ({ sql }: typeof database) => {
  // The sweep is never far: nobody need be woken from here.
  const faults = createFaultWatch({
    sql,
    putRight: createPutRight({ sql, wakeProjectors: () => undefined }),
    atStart: (unended) => retryForgotten(sql, unended),
  })
  cutOnDemand({ sql, faults, process: 'worker', applicationName: WORKER_APPLICATION_NAME })
  // Only where a parent process is there to start it again.
  const kill = process.connected ? () => process.kill(process.pid, 'SIGKILL') : undefined
  return { faults, onBatch: killOnDemand({ sql, faults, kill }) }
}
const demoOnly = demo ? faultsOf(database) : undefined

let starting: Promise<Worker> | undefined
let isStopping = false
const stop = async (reason: string, exitCode = 0) => {
  if (isStopping) return
  isStopping = true
  log.info({ reason }, 'worker is stopping')
  try {
    const worker = await starting?.catch(() => undefined)
    await worker?.stop()
    await demoOnly?.faults.stop()
    await database.close()
  } catch (err) {
    log.error({ err }, 'worker could not stop cleanly')
    process.exit(1)
  }
  process.exit(exitCode)
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
process.on('disconnect', () => void stop('the parent process is gone'))
// A state that nobody has thought of: whoever started this process starts a new one.
process.on('uncaughtException', (err) => {
  if (isUnawaitedLoss(err)) return log.warn({ err }, 'a connection was lost while it was opened')
  log.fatal({ err }, 'worker has failed')
  void stop('a fault', 1)
})

checkMasterKey(database.sql).catch((err: unknown) => {
  if (!(err instanceof MasterKeyProblem)) return log.warn({ err }, 'the master key could not be checked')
  console.error(`${err.message}.`)
  void stop('a wrong master key', 1)
})

try {
  starting = startWorker({
    database,
    applicationName: WORKER_APPLICATION_NAME,
    inlineProjection,
    timeZone: bankTimeZone,
    ...demoOnly,
  })
  await starting
  log.info('worker is working')
  process.send?.({ type: 'ready' })
} catch (err) {
  log.fatal({ err }, 'worker cannot start')
  await stop('a failed start', 1)
}
