/** One throw-away Postgres for a whole run, which does wait for the disk, and a database of its own for each contestant. */
import postgres from 'postgres'
import { startThrowaway } from '../db/embedded/index.ts'
import { migrate } from '../db/migrate.ts'

export type BenchServer = {
  /** Makes an empty database and answers its address. */
  readonly createDatabase: (name: string) => Promise<string>
  /** The same with Passbook's tables. */
  readonly createBankDatabase: (name: string) => Promise<string>
  readonly version: () => Promise<string>
  readonly stop: () => Promise<void>
}

export const startServer = async (): Promise<BenchServer> => {
  const postgres = await startThrowaway({ durable: true, settings: { max_connections: '200' } })
  const server = serverAt(postgres)
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
  const admin = postgres(server.adminUrl, { max: 1, onnotice: () => undefined })
  const createDatabase = async (name: string) => {
    await admin.unsafe(`CREATE DATABASE ${name} OWNER passbook`)
    const url = new URL(server.url)
    url.pathname = `/${name}`
    return url.href
  }
  return {
    createDatabase,
    createBankDatabase: async (name) => {
      const url = await createDatabase(name)
      await migrate(url)
      return url
    },
    version: async () => {
      const [row] = await admin`SHOW server_version`
      return String(row?.server_version)
    },
    stop: () => admin.end(),
  }
}
