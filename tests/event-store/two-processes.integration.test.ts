import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { accountStream } from '../../server/domain/ids.ts'
import { readAll, readHead, readStream } from '../../server/event-store/read.ts'
import type { AppendReport } from '../support/append-process.ts'
import { createTestDatabase } from '../support/database.ts'
import { expectSoundLog, newAccount } from '../support/log.ts'

const { sql, url } = await createTestDatabase()
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

test('two processes that race on one stream write each event once, without a gap', async () => {
  const { accountId } = newAccount()
  const script = join(import.meta.dirname, '../support/append-process.ts')
  for (const name of ['one', 'two'])
    children.push(fork(script, [url, accountId, name, '60'], { execArgv: [] }))
  await Promise.all(children.map(answer))
  const reports = children.map(answer)
  for (const child of children) child.send('go')
  const [one, two] = (await Promise.all(reports)) as [AppendReport, AppendReport]

  const events = await readStream(sql, accountStream(accountId), { limit: 100_000 })
  const written = events.map(({ metadata }) => metadata.commandId)
  expect(events.map(({ streamPosition }) => streamPosition)).toEqual(events.map((_, index) => index))
  expect(written.toSorted()).toEqual([...one.commandIds, ...two.commandIds].sort())
  expect(new Set(written).size).toBe(written.length)
  expect(Math.min(one.commandIds.length, two.commandIds.length)).toBeGreaterThanOrEqual(60)
  expect(one.conflicts + two.conflicts).toBeGreaterThan(0)
  expectSoundLog(await readAll(sql, { after: 0, limit: 100_000 }))
  expect(await readHead(sql)).toBe(events.length)
})

/** The child's next message; fails when it ends without one. */
const answer = async (child: ChildProcess): Promise<unknown> => {
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`The process ended with ${code}`))),
  ])
  return message
}
