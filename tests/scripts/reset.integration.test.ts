/** `npm run reset` behind DATABASE_URL: what it must be given, and what it leaves alone until then. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase, TEST_MASTER_KEY } from '../support/database.ts'

const root = resolve(import.meta.dirname, '../..')
const database = await createTestDatabase()

const reset = async (env: Record<string, string>) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'passbook-reset-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const child = spawn(process.execPath, [join(root, 'scripts/reset.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      PASSBOOK_DATA_DIR: dataDir,
      BETTER_AUTH_SECRET: '',
      PASSBOOK_MASTER_KEY: '',
      LOG_LEVEL: 'silent',
      ...env,
    },
  })
  const [stderr, , [code]] = await Promise.all([text(child.stderr), text(child.stdout), once(child, 'close')])
  return { code: code as number | null, stderr }
}

test('says which secret it needs before it deletes anything; the master key alone will do', async () => {
  expect(await reset({})).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^BETTER_AUTH_SECRET is missing: names in the fresh demo bank.*\.\n$/),
  })
  // Without a table deleted or filled, and without a connection of ours that would be in the way.
  const look = database.connectAgain({ max: 1 })
  expect(await look.sql`SELECT last_position FROM event_log_head WHERE last_position > 0`).toHaveLength(0)
  await look.close()

  expect(await reset({ PASSBOOK_MASTER_KEY: TEST_MASTER_KEY.toString('hex') })).toEqual({
    code: 0,
    stderr: '',
  })
  const [head] = await database.sql<{ last_position: number }[]>`SELECT last_position FROM event_log_head`
  expect(head?.last_position).toBeGreaterThan(1_000)
})
