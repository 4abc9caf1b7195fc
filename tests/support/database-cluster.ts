/**
 * Vitest's global setup for integration tests: one throw-away Postgres per run, with one migrated database in it that
 * every test file's own database is copied from. Nobody's real data is ever near it.
 */
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { dial } from '../../db/address.ts'
import { startThrowaway } from '../../db/embedded/index.ts'
import { migrate } from '../../db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { readonly url: string; readonly adminUrl: string }
  }
}

export const TEMPLATE = 'passbook_template'

export default async ({ provide }: TestProject) => {
  const server = await startThrowaway({ durable: false, settings: { max_connections: '300' } })
  try {
    const template = new URL(server.url)
    template.pathname = `/${TEMPLATE}`
    const sql = postgres(...dial(server.adminUrl, { max: 1, onnotice: () => undefined }))
    await sql.unsafe(`CREATE DATABASE ${TEMPLATE} OWNER passbook`)
    await migrate(template.href)
    await sql.end()
  } catch (error) {
    await server.stop()
    throw error
  }
  provide('postgres', { url: server.url, adminUrl: server.adminUrl })
  return () => server.stop()
}
