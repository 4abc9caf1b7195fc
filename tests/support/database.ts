/** A database of its own for a test file: empty, migrated, and gone when the file is done. */
import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { dial } from '../../db/address.ts'
import { type ConnectOptions, connect, type Database } from '../../db/client.ts'
import { setMasterKey } from '../../server/event-store/master-key.ts'
import { TEMPLATE } from './database-cluster.ts'

/** One for all, so that processes that a test starts may share it. */
export const TEST_MASTER_KEY = Buffer.alloc(32, 'passbook')

export type TestDatabase = Database & {
  /** The same database as superuser, for what the application itself may not do. */
  readonly adminUrl: string
  /** One more pool on it, closed with it: another process of the bank, say. */
  readonly connectAgain: (options?: Partial<ConnectOptions>) => Database
  readonly name: string
  /** Closes the pools only: what is in it stays, for whoever copies it. */
  readonly rest: () => Promise<void>
}

export type TestDatabaseOptions = Partial<ConnectOptions> & {
  /** False: without any table. */
  readonly migrated?: boolean
  /** With everything that is in this one, whose own pools are closed by it. */
  readonly copyOf?: TestDatabase
}

/** Called at the top of a test file or in `beforeAll`; closed and dropped after its tests, or earlier by `close()`. */
export const createTestDatabase = async (options: TestDatabaseOptions = {}): Promise<TestDatabase> => {
  const { migrated = true, copyOf, ...connectOptions } = options
  // Whatever the tests before have made of it.
  setMasterKey(TEST_MASTER_KEY)
  const server = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  // Nobody may be connected to what is copied.
  await copyOf?.rest()
  const template = copyOf?.name ?? (migrated ? TEMPLATE : 'template1')
  // Files as they are, not page by page through the log: half the time.
  await asAdmin(`CREATE DATABASE ${name} OWNER passbook TEMPLATE ${template} STRATEGY FILE_COPY`)
  const url = onDatabase(server.url, name)
  const pools: Database[] = []
  const connectAgain: TestDatabase['connectAgain'] = (more) => {
    const pool = connect(url, { applicationName: 'test', ...more })
    pools.push(pool)
    return pool
  }
  const rest = async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.close()))
  }
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await rest()
    await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
  afterAll(close)
  return {
    ...connectAgain(connectOptions),
    name,
    adminUrl: onDatabase(server.adminUrl, name),
    connectAgain,
    rest,
    close,
  }
}

const onDatabase = (url: string, name: string): string => {
  const result = new URL(url)
  result.pathname = `/${name}`
  return result.href
}

/** One for all the files of a worker, because connecting takes longer than most of what it is asked; it leaves when idle. */
let admin: postgres.Sql | undefined
const asAdmin = async (statement: string): Promise<void> => {
  const { adminUrl } = inject('postgres')
  admin ??= postgres(
    ...dial(adminUrl, { max: 1, idle_timeout: 1, fetch_types: false, onnotice: () => undefined }),
  )
  await admin.unsafe(statement)
}
