/**
 * Cuts the connections of the process that it runs in, every few seconds while somebody wants that: all of its name but
 * the one by which it is done, pg-boss' included; a rebuild's have another name. The server ends them, as it would when it
 * is restarted.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '../../db/client.ts'
import { log } from '../log.ts'
import type { FaultOf } from './faults.ts'
import { WELL_AFTER_MS } from './killing.ts'
import type { ActiveFault, FaultWatch } from './watch.ts'

export const CUT_EVERY_MS = 3_000

export type CuttingOptions = {
  readonly sql: Sql
  readonly faults: FaultWatch
  readonly process: FaultOf<'cutConnections'>['process']
  /** What the process' connections are called. */
  readonly applicationName: string
  readonly livedForMs?: () => number
}

export const cutOnDemand = ({
  sql,
  faults,
  process: own,
  applicationName,
  livedForMs = () => process.uptime() * 1_000,
}: CuttingOptions): void => {
  const carryOut = async (fault: ActiveFault): Promise<void> => {
    const { over } = fault
    // A process that cannot start for it would be given up by whoever starts it.
    await delay(Math.max(0, WELL_AFTER_MS - livedForMs()), undefined, { signal: over })
    while (!over.aborted) {
      try {
        faults.count(fault, 'cut', await cutAll(sql, applicationName))
      } catch (err) {
        log.warn({ err }, 'Connections were to be cut')
      }
      await delay(CUT_EVERY_MS, undefined, { signal: over })
    }
  }
  faults.whenFound('cutConnections', (fault) => {
    if (fault.fault.process === own) carryOut(fault).catch(() => undefined)
  })
}

/** Answers how many. */
const cutAll = async (sql: Sql, applicationName: string): Promise<number> => {
  const [row] = await sql<{ cut: number }[]>`
    SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))::int AS cut FROM pg_stat_activity
    WHERE application_name = ${applicationName} AND datname = current_database() AND pid <> pg_backend_pid()`
  return row!.cut
}
