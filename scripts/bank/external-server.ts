/** Says in one sentence what is wrong with the server behind DATABASE_URL. Never repeats its password. */
import postgres from 'postgres'
import { dial } from '../../db/address.ts'
import { Sentence } from '../sentence.mjs'

const OLDEST_VERSION = 15
const PATIENCE_SECONDS = 10

/** The server's version, for people. Throws Sentence. */
export const checkServer = async (url: string, patienceSeconds = PATIENCE_SECONDS): Promise<string> => {
  const where = placeOf(url)
  const sql = postgres(...dial(url, { max: 1, connect_timeout: patienceSeconds, onnotice: () => undefined }))
  try {
    // The driver's own limit ends with the first byte; what answers without being a Postgres would be waited for.
    const [row] = await within(
      patienceSeconds,
      sql`SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`,
    )
    demandVersion(Number(row?.number), String(row?.version), where)
    return String(row?.version)
  } catch (error) {
    throw error instanceof Sentence ? error : new Sentence(whyNot(error, where))
  } finally {
    await sql.end({ timeout: 0 })
  }
}

const within = async <T>(seconds: number, work: PromiseLike<T>): Promise<T> => {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(Object.assign(new Error('late'), { code: 'CONNECT_TIMEOUT' })),
    seconds * 1_000,
  )
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** `number` as in server_version_num. */
export const demandVersion = (number: number, version: string, where: string): void => {
  if (Math.floor(number / 10_000) >= OLDEST_VERSION) return
  throw new Sentence(
    `The server at ${where} (DATABASE_URL) is Postgres ${version} and Passbook needs ${OLDEST_VERSION} or newer: update it, or unset DATABASE_URL to use the embedded one.`,
  )
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
  CONNECT_TIMEOUT: 'it does not answer as a Postgres does',
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
