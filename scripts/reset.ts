/**
 * `npm run reset`: throws the bank away and makes a fresh demo bank. The embedded one is deleted as files; behind
 * DATABASE_URL only what Passbook has made there is. Never under a bank that is running, and never one that is not the
 * demo's unless told so by `--yes`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { dial } from '../db/address.ts'
import { connect } from '../db/client.ts'
import { demoState } from '../db/demo/state.ts'
import { bankHome, removeBank } from '../db/embedded/place.ts'
import { findPostmaster, stopPostmaster } from '../db/embedded/postmaster.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from './bank/database.ts'
import { fillDemo } from './bank/demo.ts'
import { checkEnvironment, completeEnvironment, usesEmbedded } from './bank/environment.ts'
import { otherParts } from './bank/leases.mjs'
import { dataDir, root } from './root.mjs'
import { Sentence, say } from './sentence.mjs'
import { createSteps } from './steps.mjs'

const steps = createSteps()
const isSure = process.argv.includes('--yes')

const main = async (): Promise<void> => {
  const url = process.env.DATABASE_URL
  const embedded = usesEmbedded(process.env)
  const given = embedded ? process.env : withSecret(process.env)
  checkEnvironment(given)
  const [running] = otherParts().filter((part) => part.embedded === embedded)
  if (running) {
    throw new Sentence(`The bank is running (process ${running.pid}): stop it first, then reset it.`)
  }
  const database = openDatabase({ part: { mode: 'reset', port: 0, embedded }, url, note: steps.note })
  if (embedded) await steps.step('Old bank', removeFiles)
  await steps.step('Database', database.open)
  try {
    if (!embedded) await steps.step('Old bank', () => removeTables(database.url()))
    await steps.step('Migrations', async () => `${(await migrate(database.url())).applied.length} applied`)
    const env = completeEnvironment(given, 'start', database.url(), dataDir)
    await steps.step('Demo bank', (doing) => fillDemo(env, doing, new AbortController().signal))
  } finally {
    await database.release()
  }
}

/** No session is signed here, so either of the two will do from which the key follows that encrypts names. */
const withSecret = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const { BETTER_AUTH_SECRET: secret, PASSBOOK_MASTER_KEY: key } = env
  if (!secret && !key)
    throw new Sentence(
      'BETTER_AUTH_SECRET is missing: names in the fresh demo bank are encrypted under a key that follows from it, so give the one that the bank will be started with (or its PASSBOOK_MASTER_KEY).',
    )
  return { ...env, BETTER_AUTH_SECRET: secret || 'x'.repeat(32) }
}

const removeFiles = async (): Promise<string> => {
  // Left over from a bank that was killed.
  const server = findPostmaster(bankHome(dataDir))
  if (server) await stopPostmaster(server)
  removeBank(dataDir)
  return 'deleted'
}

const removeTables = async (url: string): Promise<string> => {
  const sql = postgres(...dial(url, { max: 1, onnotice: () => undefined }))
  try {
    const tables = await sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
    const found: string[] = tables.map(({ name }) => name)
    const ours = ourTables()
    const foreign = found.find((name) => !ours.has(name))
    if (foreign) {
      throw new Sentence(
        `The database has a table that is not Passbook's (${foreign}): give it one of its own.`,
      )
    }
    const [user] = await sql`SELECT application_name AS name FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
      ORDER BY backend_start LIMIT 1`
    if (user)
      throw new Sentence(`The database is in use (by ${user.name || 'an unnamed program'}): stop that first.`)
    if (found.includes('events') && !isSure && !(await isDemo(url))) {
      throw new Sentence('DATABASE_URL is not a demo bank: npm run reset -- --yes deletes it nevertheless.')
    }
    await sql.unsafe(`
      DROP SCHEMA IF EXISTS pgboss CASCADE;
      DROP SCHEMA IF EXISTS drizzle CASCADE;
      DROP SCHEMA public CASCADE;
      CREATE SCHEMA public`)
    return 'deleted'
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const isDemo = async (url: string): Promise<boolean> => {
  const database = connect(url, { applicationName: 'reset', max: 1 })
  try {
    return (await demoState(database.sql)).status !== 'other'
  } finally {
    await database.close()
  }
}

/** As the newest migration leaves them. */
const ourTables = (): Set<string> => {
  const folder = join(root, 'db/migrations/meta')
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
    .at(-1)
  const snapshot = JSON.parse(readFileSync(join(folder, newest ?? ''), 'utf8')) as {
    tables: Record<string, unknown>
  }
  return new Set(Object.keys(snapshot.tables).map((name) => name.replace(/^public\./, '')))
}

try {
  await main()
  steps.note('\nA fresh demo bank is there: npm start opens it.')
} catch (error) {
  process.stderr.write(`${say(error)}\n`)
  process.exitCode = 1
}
