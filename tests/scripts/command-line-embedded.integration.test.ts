/** The command line beside the embedded Postgres: while the bank runs, and while it does not. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { startedClone } from './supervised.ts'

const root = resolve(import.meta.dirname, '../..')

/** As `npm run bank` starts it. */
const runBank = async (dataDir: string, ...args: string[]) => {
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(
    process.execPath,
    [join(root, 'scripts/run.mjs'), 'scripts/bank/command-line.ts', ...args],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...inherited, PASSBOOK_DATA_DIR: dataDir, PASSBOOK_DEMO: '0' },
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += data
    })
  const [code] = await once(child, 'close')
  return { code, output }
}

test('it uses the running server, starts a stopped one for itself, and says when there is none', async () => {
  const clone = await startedClone()
  expect(await runBank(clone.dataDir, 'log', 'tail')).toEqual({
    code: 1,
    output: 'There is no bank yet: npm start makes one.\n',
  })

  const bank = clone.start()
  await bank.says(/http:\/\/localhost/)
  const running = clone.postgresPid()
  expect(await runBank(clone.dataDir, 'snapshots', 'sweep', '--json')).toMatchObject({ code: 0 })
  expect(clone.postgresPid()).toBe(running)

  bank.process.kill('SIGTERM')
  await bank.exited
  expect(clone.postgresPid()).toBeUndefined()
  const alone = await runBank(clone.dataDir, 'snapshots', 'sweep', '--json')
  expect(alone.code).toBe(0)
  expect(JSON.parse(alone.output)).toMatchObject({ taken: 0, failed: 0, position: 0 })
  expect(clone.postgresPid()).toBeUndefined()
})
