/** Says in one sentence what is wrong with the server behind DATABASE_URL. Never repeats its password. */
import postgres from 'postgres'
import { Sentence } from '../sentence.mjs'

const OLDEST_VERSION = 15
const PATIENCE_SECONDS = 10

/** The server's version, for people. Throws Sentence. */
export const checkServer = async (url: string): Promise<string> => {
  const where = placeOf(url)
  const sql = postgres(url, { max: 1, connect_timeout: PATIENCE_SECONDS, onnotice: () => undefined })
  try {
    const [row] = await sql`SELECT current_setting('server_version') AS version,
      current_setting('server_version_num')::int AS number`
    const major = Math.floor(Number(row?.number) / 10_000)
    if (major < OLDEST_VERSION) {
      throw new Sentence(
        `The server at ${where} (DATABASE_URL) is Postgres ${row?.version} and Passbook needs ${OLDEST_VERSION} or newer: update it, or unset DATABASE_URL to use the embedded one.`,
      )
    }
    return String(row?.version)
  } catch (error) {
    throw error instanceof Sentence ? error : new Sentence(whyNot(error, where))
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const placeOf = (url: string): string => {
  try {
    const { host, pathname } = new URL(url)
    return `${host}${pathname}`
  } catch {
    throw new Sentence(
      'DATABASE_URL is not an address: it should look like postgres://user:password@host:5432/database.',
    )
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name cannot be resolved just now',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no network to it',
  CONNECT_TIMEOUT: `it does not answer within ${PATIENCE_SECONDS} s`,
  CONNECTION_CLOSED: 'it closed the connection (is that a Postgres?)',
  ECONNRESET: 'it closed the connection (is that a Postgres?)',
  '28P01': 'user or password are wrong',
  '28000': 'it does not let this user in',
  '3D000': 'it has no such database: create it first',
  '53300': 'it has no connection left',
  '57P03': 'it is starting up or shutting down: try again in a moment',
}

const whyNot = (error: unknown, where: string): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const said = error instanceof Error ? error.message : String(error)
  return `The database at ${where} (DATABASE_URL) cannot be used: ${reasons[code] ?? said}.`
}
