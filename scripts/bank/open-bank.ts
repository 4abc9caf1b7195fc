/**
 * The bank's database for one command: DATABASE_URL, else the embedded server that runs, else that server started and
 * stopped again. Whatever becomes of the work, everything is closed.
 */
import { existsSync } from 'node:fs'
import { connect, type Database } from '../../db/client.ts'
import { bankHome } from '../../db/embedded/place.ts'
import { pgdata } from '../../db/embedded/postmaster.ts'
import { keptMasterKey } from '../../db/embedded/secrets.ts'
import { pendingMigrations } from '../../db/migrate.ts'
import { formerMasterKeyOf, masterKeyOf } from '../../server/config.ts'
import { ArchiveBusy } from '../../server/event-store/archive/archive.ts'
import { DamagedArchive } from '../../server/event-store/archive/frames.ts'
import { MasterKeyProblem, setMasterKey } from '../../server/event-store/master-key.ts'
import { dataDir } from '../root.mjs'
import { Sentence } from '../sentence.mjs'
import { openDatabase } from './database.ts'
import { checkEnvironment, usesEmbedded } from './environment.ts'
import type { Output } from './output.ts'
import type { Progress } from './progress.ts'

type Surroundings = {
  readonly env: NodeJS.ProcessEnv
  /** Says something to whoever gave the command. */
  readonly note: (text: string) => void
  readonly output: Output
  readonly progress: Progress
  /** Given at Ctrl-C: stop at the next sound place, and leave nothing half done. */
  readonly signal: AbortSignal
}

export type OpenBank = Surroundings & { readonly database: Database; readonly sql: Database['sql'] }

/** Runs a command's work on the open bank. */
export type Open = <Result>(work: (bank: OpenBank) => Promise<Result>) => Promise<Result>

const CONNECTIONS = 4

export const createOpen =
  (surroundings: Surroundings): Open =>
  async (work) => {
    const { env, note } = surroundings
    const embedded = usesEmbedded(env)
    // No command signs a session, so a secret need not be given.
    checkEnvironment({ ...env, BETTER_AUTH_SECRET: env.BETTER_AUTH_SECRET || 'x'.repeat(32) })
    if (embedded && !existsSync(pgdata(bankHome(dataDir))))
      throw new Sentence('There is no bank yet: npm start makes one.')
    const server = openDatabase({
      part: { mode: 'command-line', port: 0, embedded },
      url: env.DATABASE_URL,
      note,
    })
    try {
      await server.open(() => undefined)
      const pending = await pendingMigrations(server.url())
      if (pending.length > 0)
        throw new Sentence(
          `${pending.length} of the bank's migrations are not applied: npm start applies them.`,
        )
      setMasterKeyIfGiven(env, embedded)
      const database = connect(server.url(), { applicationName: 'passbook-command-line', max: CONNECTIONS })
      try {
        return await work({ ...surroundings, database, sql: database.sql })
      } catch (error) {
        // Something that the operator can mend, and no fault.
        throw isForTheOperator(error) ? new Sentence(`${error.message}.`) : error
      } finally {
        await database.close()
      }
    } finally {
      await server.release()
    }
  }

const isForTheOperator = (error: unknown): error is Error =>
  error instanceof MasterKeyProblem || error instanceof DamagedArchive || error instanceof ArchiveBusy

/** Without one, everything works that meets no customer's name. */
const setMasterKeyIfGiven = (env: NodeJS.ProcessEnv, embedded: boolean): void => {
  const {
    PASSBOOK_MASTER_KEY: given,
    BETTER_AUTH_SECRET = '',
    PASSBOOK_MASTER_KEY_FORMER,
    BETTER_AUTH_SECRET_FORMER,
  } = env
  const key = given || (embedded ? keptMasterKey(dataDir) : '')
  if (key || BETTER_AUTH_SECRET)
    setMasterKey(
      masterKeyOf({ PASSBOOK_MASTER_KEY: key, BETTER_AUTH_SECRET }),
      formerMasterKeyOf({ PASSBOOK_MASTER_KEY_FORMER, BETTER_AUTH_SECRET_FORMER }),
    )
}
