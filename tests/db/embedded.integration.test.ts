/** The embedded Postgres, on real clusters of its own: made, found again, recovered, refused. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { expect, onTestFinished, test } from 'vitest'
import { dial } from '../../db/address.ts'
import { type EmbeddedPostgres, startEmbedded, startThrowaway } from '../../db/embedded/index.ts'
import { bankHome, removeBank } from '../../db/embedded/place.ts'
import { pgdata } from '../../db/embedded/postmaster.ts'

const isRoot = process.getuid?.() === 0

/** A clone's data folder, which anybody may enter unless `mode` says otherwise. */
const newDataDir = (mode = 0o755): string => {
  const clone = mkdtempSync(join(tmpdir(), 'passbook-clone-'))
  chmodSync(clone, mode)
  const dataDir = join(clone, '.data')
  onTestFinished(() => {
    removeBank(dataDir)
    rmSync(clone, { recursive: true, force: true })
  })
  return dataDir
}

const start = async (dataDir: string): Promise<EmbeddedPostgres> => {
  const server = await startEmbedded({ dataDir })
  onTestFinished(() => server.stop())
  return server
}

const ask = async <T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(...dial(url, { max: 1, onnotice: () => undefined }))
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

test('the application is an ordinary user who owns its database, on a server that writes through', async () => {
  const { url } = await start(newDataDir())

  const [row] = await ask(
    url,
    (sql) => sql`
    SELECT current_user AS name, rolsuper AS super, rolcreatedb AS creates, current_setting('fsync') AS fsync,
      current_setting('listen_addresses') AS listens, current_setting('server_encoding') AS encoding,
      inet_client_addr() IS NULL AS "bySocket"
    FROM pg_roles WHERE rolname = current_user`,
  )

  expect(row).toEqual({
    name: 'passbook',
    super: false,
    creates: false,
    fsync: 'on',
    listens: '127.0.0.1',
    encoding: 'UTF8',
    bySocket: process.platform !== 'win32',
  })
})

test('what was written is there after a stop and after kill -9', async () => {
  const dataDir = newDataDir()
  const first = await start(dataDir)
  await ask(first.url, (sql) => sql`CREATE TABLE kept AS SELECT 1 AS n`)
  await first.stop()
  const second = await start(dataDir)
  await ask(second.url, (sql) => sql`INSERT INTO kept VALUES (2)`)

  process.kill(second.pid, 'SIGKILL')
  await expect.poll(second.isRunning).toBe(false)
  const third = await start(dataDir)

  expect(await ask(third.url, (sql) => sql`SELECT n FROM kept ORDER BY n`)).toEqual([{ n: 1 }, { n: 2 }])
})

test('a server that is still running is taken over', async () => {
  const dataDir = newDataDir()
  const first = await start(dataDir)

  const second = await start(dataDir)

  expect(second).toMatchObject({ pid: first.pid, url: first.url })
})

test('a pid file that names some other process is no server', async () => {
  const dataDir = newDataDir()
  const first = await start(dataDir)
  const pidFile = readFileSync(join(pgdata(first.home), 'postmaster.pid'), 'utf8')
  await first.stop()
  writeFileSync(join(pgdata(first.home), 'postmaster.pid'), pidFile.replace(/^\d+/, String(process.pid)))

  const second = await start(dataDir)

  expect(second.pid).not.toBe(process.pid)
  expect(second.isRunning()).toBe(true)
})

test('a cluster whose making was interrupted is made again', async () => {
  const dataDir = newDataDir()
  const first = await start(dataDir)
  await first.stop()
  const home = bankHome(dataDir)
  rmSync(join(pgdata(home), 'global'), { recursive: true })
  mkdirSync(join(home, 'making'))
  writeFileSync(join(home, 'making', 'PG_VERSION'), '18\n')

  const { url } = await start(dataDir)

  expect(await ask(url, (sql) => sql`SELECT 1 AS n`)).toEqual([{ n: 1 }])
  expect(existsSync(join(home, 'making'))).toBe(false)
})

test('lost secrets are made anew and the data stays', async () => {
  const dataDir = newDataDir()
  const first = await start(dataDir)
  await ask(first.url, (sql) => sql`CREATE TABLE kept AS SELECT 1 AS n`)
  await first.stop()
  rmSync(join(dataDir, 'secrets.json'))

  const second = await start(dataDir)

  expect(second.url.replace(/:\d+\//, '/')).not.toBe(first.url.replace(/:\d+\//, '/'))
  expect(await ask(second.url, (sql) => sql`SELECT n FROM kept`)).toEqual([{ n: 1 }])
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test('data of another major version is refused in one sentence, and left alone', async () => {
  const dataDir = newDataDir()
  const first = await start(dataDir)
  await first.stop()
  writeFileSync(join(pgdata(first.home), 'PG_VERSION'), '17\n')

  await expect(startEmbedded({ dataDir })).rejects.toThrow(
    /was made by Postgres 17 and this is Postgres 18: .+\.$/,
  )

  expect(existsSync(join(pgdata(first.home), 'global', 'pg_control'))).toBe(true)
})

test('a throw-away server leaves nothing behind', async () => {
  const server = await startThrowaway({ durable: true })
  const [row] = await ask(server.url, (sql) => sql`SELECT current_setting('fsync') AS fsync`)

  await server.stop()

  expect(row).toEqual({ fsync: 'on' })
  expect(server.isRunning()).toBe(false)
  expect(existsSync(server.home)).toBe(false)
})

test.runIf(isRoot)(
  'root hands the files to another user, elsewhere if that one cannot enter the clone',
  async () => {
    const open = await start(newDataDir())
    const dataDir = newDataDir(0o700)
    const closed = await start(dataDir)
    const again = await start(dataDir)

    expect(statSync(open.home).uid).not.toBe(0)
    expect(open.home.endsWith('.data/postgres')).toBe(true)
    expect(statSync(closed.home).uid).not.toBe(0)
    expect(closed.home).toMatch(/^\/var\/lib\/passbook\/bank-/)
    expect(again.pid).toBe(closed.pid)
  },
)
