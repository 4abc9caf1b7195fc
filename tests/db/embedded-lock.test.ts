import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isAlive, self, tryLock, withLock } from '../../db/embedded/process-lock.mjs'

const newPath = () => {
  const folder = mkdtempSync(join(tmpdir(), 'passbook-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'some.lock')
}

test('one holder at a time, who is named to the others', () => {
  const path = newPath()
  const first = tryLock(path, { mode: 'start' })

  expect(tryLock(path).holder).toMatchObject({ pid: process.pid, mode: 'start' })
  first.release?.()
  expect(tryLock(path).release).toBeTypeOf('function')
})

test('the dead hold nothing, also when their number was given to another process', () => {
  const path = newPath()
  const former = { ...self(), started: 'in another life' }
  writeFileSync(path, JSON.stringify(former))

  expect(isAlive(former)).toBe(false)
  expect(isAlive(self())).toBe(true)
  expect(tryLock(path).release).toBeTypeOf('function')
})

test('those who wait take turns and leave no file', async () => {
  const path = newPath()
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await new Promise(setImmediate)
    inside--
  }

  await Promise.all([withLock(path, work), withLock(path, work), withLock(path, work)])

  expect(most).toBe(1)
  expect(readdirSync(join(path, '..'))).toEqual([])
})
