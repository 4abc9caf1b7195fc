/** A database of its own for a test file: empty, migrated, and gone when the file is done. */
import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
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
}

export type TestDatabaseOptions = Partial<ConnectOptions> & {
  /** False: without any table. */
  readonly migrated?: boolean
}

/** Called at the top of a test file or in `beforeAll`; closed and dropped after its tests, or earlier by `close()`. */
export const createTestDatabase = async (options: TestDatabaseOptions = {}): Promise<TestDatabase> => {
  const { migrated = true, ...connectOptions } = options
  // Whatever the tests before have made of it.
  setMasterKey(TEST_MASTER_KEY)
  const server = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = migrated ? TEMPLATE : 'template1'
  // Files as they are, not page by page through the log: half the time.
  await asAdmin(
    server.adminUrl,
    `CREATE DATABASE ${name} OWNER passbook TEMPLATE ${template} STRATEGY FILE_COPY`,
  )
  const url = onDatabase(server.url, name)
  const database = connect(url, { applicationName: 'test', ...connectOptions })
  const pools = [database]
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await Promise.all(pools.map((pool) => pool.close()))
    await asAdmin(server.adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
  afterAll(close)
  return {
    ...database,
    adminUrl: onDatabase(server.adminUrl, name),
    connectAgain: (more) => {
      const pool = connect(url, { applicationName: 'test', ...more })
      pools.push(pool)
      return pool
    },
    close,
  }
}

const onDatabase = (url: string, name: string): string => {
  const result = new URL(url)
  result.pathname = `/${name}`
  return result.href
}

const asAdmin = async (url: string, statement: string): Promise<void> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}
