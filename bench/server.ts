/** One throw-away Postgres for a whole run, which does wait for the disk, and a database of its own for each contestant. */
import postgres from 'postgres'
import { overTcp } from '../db/address.ts'
import { startThrowaway } from '../db/embedded/index.ts'
import { migrate } from '../db/migrate.ts'

/** As much as the server writes between two checkpoints at most. */
const WAL_BYTES = 1.6e9
const MESSAGE_BYTES = 16e6

export type BenchServer = {
  /** Makes an empty database and answers its address. */
  readonly createDatabase: (name: string) => Promise<string>
  /** The same with Passbook's tables. */
  readonly createBankDatabase: (name: string) => Promise<string>
  /**
   * Brings a new server to where one is that has been at work for a while: its log files are there and are used again.
   * On a new one each is first filled with zeros, at the cost of whoever writes most.
   */
  readonly useUpWal: () => Promise<void>
  readonly version: () => Promise<string>
  readonly stop: () => Promise<void>
}

export const startServer = async (): Promise<BenchServer> => {
  const postgres = await startThrowaway({
    durable: true,
    settings: { max_connections: '200', min_wal_size: '2GB' },
  })
  const server = serverAt(postgres)
  await server.useUpWal()
  return {
    ...server,
    stop: async () => {
      await server.stop()
      await postgres.stop()
    },
  }
}

/** Of a Postgres that somebody else starts and stops. */
export const serverAt = (server: { readonly url: string; readonly adminUrl: string }): BenchServer => {
  // Over TCP, as from another machine: what a contestant says to the server is part of what it takes.
  const admin = postgres(overTcp(server.adminUrl), { max: 1, onnotice: () => undefined })
  const createDatabase = async (name: string, template = 'template1') => {
    await admin.unsafe(`CREATE DATABASE ${name} OWNER passbook TEMPLATE ${template}`)
    const url = new URL(overTcp(server.url))
    url.pathname = `/${name}`
    return url.href
  }
  let template: Promise<string> | undefined
  const makeTemplate = async () => {
    const name = 'bench_template'
    await migrate(await createDatabase(name))
    return name
  }
  return {
    createDatabase: (name) => createDatabase(name),
    createBankDatabase: async (name) => {
      // Migrated once, and copied.
      template ??= makeTemplate()
      return createDatabase(name, await template)
    },
    useUpWal: async () => {
      for (let written = 0; written < WAL_BYTES; written += MESSAGE_BYTES)
        await admin`SELECT pg_logical_emit_message(false, 'bench', repeat('x', ${MESSAGE_BYTES}))`
      await admin`CHECKPOINT`
    },
    version: async () => {
      const [row] = await admin`SHOW server_version`
      return String(row?.server_version)
    },
    stop: () => admin.end(),
  }
}
