/** What `npm run doctor` finds, and what it says to do about it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '../../db/embedded/postmaster.ts'
import { databaseFindings } from '../../scripts/doctor/bank.ts'
import { type Finding, findingsOf } from '../../scripts/doctor/finding.ts'
import { readEntries } from '../../server/event-store/read.ts'
import { pauseProjectors } from '../../server/read-models/pause.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { drain } from '../../server/read-models/runner.ts'
import { writeLog } from '../read-models/failing-projector.ts'
import { createTestDatabase, TEST_MASTER_KEY } from '../support/database.ts'

const root = resolve(import.meta.dirname, '../..')
const database = await createTestDatabase()

/** As a process of its own, in a folder where no bank is yet. */
const doctor = async (env: Record<string, string>) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'passbook-doctor-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const child = spawn(process.execPath, [join(root, 'scripts/doctor/main.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      PASSBOOK_DATA_DIR: dataDir,
      BETTER_AUTH_SECRET: 'x'.repeat(32),
      PASSBOOK_MASTER_KEY: TEST_MASTER_KEY.toString('hex'),
      // Something that runs: looking for a real one takes longer than everything else.
      PASSBOOK_CHROMIUM: process.execPath,
      ...env,
    },
  })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code: code as number | null, stderr, lines: stdout.trim().split('\n') }
}

const project = async (...names: string[]) => {
  const runtime = { database, readLog: readEntries, retryDelaysMs: [] }
  for (const projector of projectors)
    if (names.length === 0 || names.includes(projector.name)) await drain(runtime, projector)
}

/** Of the database alone. */
const findings = async (url: string) => {
  vi.stubEnv('DATABASE_URL', url)
  onTestFinished(() => void vi.unstubAllEnvs())
  const found: Record<string, readonly Finding[]> = {}
  await databaseFindings(async (name, check) => {
    found[name] = await findingsOf(check)
  })
  return found
}

test('a bank that is well is said to be so, thing by thing, with exit code 0', async () => {
  const port = await freePort()
  expect(await doctor({ DATABASE_URL: database.url, PORT: String(port) })).toEqual({
    code: 0,
    stderr: '',
    lines: [
      '✓ Configuration  DATABASE_URL is used',
      expect.stringMatching(/^✓ Disk {11}\d+ MB free$/),
      `✓ Port           ${port} is free`,
      `✓ Browser        ${process.execPath} (PASSBOOK_CHROMIUM)`,
      expect.stringMatching(/^✓ Postgres {7}Postgres 18\.\S+.*, from DATABASE_URL$/),
      '✓ Migrations     all applied',
      "✓ Projections    all at the log's head, 0",
    ],
  })
})

test('a taken port is wrong and names another one; no bank yet is nothing to worry about', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const { code, lines } = await doctor({ PORT: String(port) })
  expect(code).toBe(1)
  expect(lines).toContainEqual(
    expect.stringMatching(
      `^✗ Port           ${port} is taken.* → choose another one, for example PORT=${port + 1} npm start$`,
    ),
  )
  expect(lines.at(-1)).toBe('· Postgres       no bank yet → npm start makes one')
})

test('a server that cannot be reached is said with what to do, and nothing else of it is looked at', async () => {
  const nobody = `127.0.0.1:${await freePort()}/bank`
  expect(await findings(`postgres://me:hidden@${nobody}`)).toEqual({
    Postgres: [
      {
        state: 'wrong',
        text: `The database at ${nobody} (DATABASE_URL) cannot be used: nothing listens there.`,
        advice: 'see to that server, or correct DATABASE_URL; without it the embedded one is used',
      },
    ],
  })
})

test('a look that fails says why, and gives no advice that it does not have', async () => {
  const refuse = () =>
    Promise.reject(Object.assign(new Error('PORT must be a number.'), { name: 'Sentence' }))
  expect(await findingsOf(refuse)).toEqual([{ state: 'wrong', text: 'PORT must be a number.' }])
})

test('what is paused, what is put aside and what is behind are told apart, each with its own command', async () => {
  // An account that was never opened, and an event that cannot be decoded.
  await writeLog(database, 'a b!')
  await project('account-summaries', 'transfers')
  await pauseProjectors(database.sql, ['transfers'], { by: 'operator' })
  await writeLog(database, 'c')
  await project('transfers')

  const { Projections: found } = await findings(database.url)
  expect(found).toEqual([
    {
      state: 'note',
      text: expect.stringMatching(
        /^transfers is paused since 2\d{3}-\S+Z, 1 event behind the log's head, 3$/,
      ),
      advice: 'npm run bank -- projections resume transfers',
    },
    {
      state: 'wrong',
      text: 'account-summaries has put aside 2 events',
      advice: 'npm run bank -- dead-letters list --projector account-summaries',
    },
    {
      state: 'note',
      text: expect.stringMatching(/^\S+ is 3 events behind the log's head, 3$/),
      advice: 'npm start, or npm run worker, lets it catch up',
    },
  ])
  await project()
  const { Projections: later } = await findings(database.url)
  expect(later?.[0]?.advice).toBe('npm run bank -- projections resume transfers')
  expect(later?.at(-1)).toEqual({ state: 'well', text: "all others at the log's head, 3" })
})
