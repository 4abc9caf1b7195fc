/** The promises of `npm start` about starting, stopping and dying, tried on the real supervisor and a real Postgres. */
import { createServer } from 'node:net'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { madeBefore, startedClone } from './supervised.ts'

const OPEN = /Passbook is open/

// The first tests begin with nothing, as who has just cloned it; after them there is data from before.
const made = await madeBefore()
afterAll(made.remove)

const pids = (journal: ReadonlyArray<{ event: string; pid: number }>, event: string) =>
  journal.filter((entry) => entry.event === event).map(({ pid }) => pid)

/** Never with 0 or less, which would mean a whole group of processes. */
const kill = (pid: number | undefined) => {
  if (!pid || pid < 2) throw new Error('There is no process to kill.')
  process.kill(pid, 'SIGKILL')
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s drains web and worker, stops Postgres and exits with 0',
  async (signal) => {
    const clone = await startedClone()
    const bank = clone.start()
    await bank.says(OPEN)
    const postgres = clone.postgresPid()
    const children = pids(clone.journal(), 'started')

    bank.process.kill(signal)

    expect(await bank.exited).toMatchObject({ code: 0, stderr: '' })
    expect(children).toHaveLength(2)
    expect(pids(clone.journal(), 'drained').sort()).toEqual(children.sort())
    expect(clone.postgresPid()).toBeUndefined()
    await clone.gone(postgres, ...children)
  },
)

test('a Ctrl-C that arrives twice at once, as npm passes it on, still lets the work be finished', async () => {
  const clone = await startedClone({ from: made.dataDir })
  const bank = clone.start({ STAND_IN_DRAIN_MS: '500' })
  await bank.says(OPEN)

  bank.process.kill('SIGINT')
  bank.process.kill('SIGINT')

  expect(await bank.exited).toMatchObject({ code: 0 })
  expect(pids(clone.journal(), 'drained')).toHaveLength(2)
})

test('a stop in the middle of the start leaves nothing running and exits with 0', async () => {
  const clone = await startedClone()
  const bank = clone.start()
  await bank.says(/Dependencies/)

  bank.process.kill('SIGTERM')

  expect(await bank.exited).toMatchObject({ code: 0 })
  expect(clone.postgresPid()).toBeUndefined()
  await clone.gone(...pids(clone.journal(), 'started'))
})

test('after kill -9 web and worker end by themselves, and the next start takes over the Postgres that is left', async () => {
  const clone = await startedClone({ from: made.dataDir })
  const killed = clone.start()
  await killed.says(OPEN)
  const postgres = clone.postgresPid()
  const orphans = pids(clone.journal(), 'started')

  killed.process.kill('SIGKILL')
  await clone.gone(...orphans)
  expect(clone.postgresPid()).toBe(postgres)
  const next = clone.start()
  await next.says(OPEN)

  expect(clone.postgresPid()).toBe(postgres)
  next.process.kill('SIGTERM')
  expect(await next.exited).toMatchObject({ code: 0 })
  await clone.gone(postgres)
})

test('after kill -9 of everything the next start recovers', async () => {
  const clone = await startedClone({ from: made.dataDir })
  const killed = clone.start()
  await killed.says(OPEN)
  const everything = [clone.postgresPid(), ...pids(clone.journal(), 'started')]

  killed.process.kill('SIGKILL')
  everything.forEach(kill)
  await clone.gone(...everything)
  const next = clone.start()

  await next.says(OPEN)
})

test('a part that dies is started again, Postgres too, at the same address', async () => {
  const clone = await startedClone({ from: made.dataDir })
  const bank = clone.start()
  await bank.says(OPEN)
  const [child] = pids(clone.journal(), 'started')
  const postgres = clone.postgresPid()

  kill(child)
  await bank.says(/was ended by SIGKILL; it is started again/)
  kill(postgres)
  await bank.says(/Postgres has died; it is started again/)

  await expect.poll(() => pids(clone.journal(), 'started').length, { timeout: 10_000 }).toBe(3)
  await expect
    .poll(() => clone.postgresPid(), { timeout: 10_000 })
    .toSatisfy((pid) => pid && pid !== postgres)
})

test('a part that keeps dying is given up on, with one sentence and nothing left running', async () => {
  const clone = await startedClone({ from: made.dataDir })
  const bank = clone.start({ STAND_IN_DIES: 'at once' })

  const { code, stderr } = await bank.exited

  expect(code).toBe(1)
  expect(stderr).toMatch(/The (web|worker) ended with code 3 5 times in a row/)
  expect(clone.postgresPid()).toBeUndefined()
  await clone.gone(...pids(clone.journal(), 'started'))
})

test('a second start in the same clone is refused in one sentence and disturbs nothing', async () => {
  const clone = await startedClone({ from: made.dataDir })
  const first = clone.start()
  await first.says(OPEN)

  const { code, stderr } = await clone.start({ PORT: String(clone.port + 1) }).exited

  expect(code).toBe(1)
  expect(stderr).toBe(
    `Passbook is already running in this folder (process ${first.process.pid}, http://localhost:${clone.port}): use that one, or stop it first.\n`,
  )
  expect(clone.postgresPid()).toBeDefined()
  expect(first.process.exitCode).toBeNull()
})

test('a taken port is refused before anything is started, and its owner named', async () => {
  const clone = await startedClone({ from: made.dataDir })
  const taker = createServer().listen(clone.port, '127.0.0.1')
  onTestFinished(() => void taker.close())

  const { code, stderr } = await clone.start().exited

  expect(code).toBe(1)
  expect(stderr).toMatch(new RegExp(`^Port ${clone.port} is taken by .+ \\(process ${process.pid}\\): .+\n$`))
})

test.each([
  [{ PORT: 'eighty' }, /^PORT must be a whole number from 1 to 65535, and is "eighty"\.\n$/],
  [{ PASSBOOK_DEMO: 'yes' }, /^PASSBOOK_DEMO must be 1 or 0\.\n$/],
  [{ DATABASE_URL: 'postgres://localhost:1/bank' }, /^BETTER_AUTH_SECRET is missing: .+\n$/],
  [
    { DATABASE_URL: 'postgres://me:hidden@localhost:1/bank', BETTER_AUTH_SECRET: 'x'.repeat(32) },
    /^The database at localhost:1\/bank \(DATABASE_URL\) cannot be used: nothing listens there\.\n$/,
  ],
  [
    { DATABASE_URL: 'postgres://me:hidden@no-such-host.invalid/bank', BETTER_AUTH_SECRET: 'x'.repeat(32) },
    /^The database at no-such-host\.invalid\/bank \(DATABASE_URL\) cannot be used: .+\n$/,
  ],
])('%o is refused in one sentence, before anything is built', async (env, sentence) => {
  const clone = await startedClone({ from: made.dataDir })

  const bank = clone.start(env, 'start')
  const { code, stderr } = await bank.exited

  expect(code).toBe(1)
  expect(stderr).toMatch(sentence)
  expect(bank.output()).not.toContain('Build')
  expect(clone.postgresPid()).toBeUndefined()
})
