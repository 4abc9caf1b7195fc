/**
 * Vitest's global setup for integration tests: one throw-away Postgres per run, with one migrated database in it that
 * every test file's own database is copied from. Nobody's real data is ever near it.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { type EmbeddedPostgres, startThrowaway } from '../../db/embedded/index.ts'
import { migrate } from '../../db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { readonly url: string; readonly adminUrl: string; readonly socketPath: string | undefined }
  }
}

export const TEMPLATE = 'passbook_template'

export default async ({ provide }: TestProject) => {
  const server = await startThrowaway({
    durable: false,
    settings: {
      max_connections: '300',
      // In the server's own folder. Node knows no such sockets on Windows.
      unix_socket_directories: process.platform === 'win32' ? '' : '.',
    },
  })
  try {
    const template = new URL(server.url)
    template.pathname = `/${TEMPLATE}`
    const sql = postgres(server.adminUrl, { max: 1, onnotice: () => undefined })
    await sql.unsafe(`CREATE DATABASE ${TEMPLATE} OWNER passbook`)
    await migrate(template.href)
    await sql.end()
  } catch (error) {
    await server.stop()
    throw error
  }
  const socketPath = pathOf(server)
  provide('postgres', { url: server.url, adminUrl: server.adminUrl, socketPath })
  return () => server.stop()
}

/** Undefined where a path would be longer than any system takes. */
const pathOf = ({ home, port }: EmbeddedPostgres): string | undefined => {
  const path = join(home, 'data', `.s.PGSQL.${port}`)
  return existsSync(path) && path.length < 100 ? path : undefined
}
