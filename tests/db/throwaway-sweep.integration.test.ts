import { chmodSync, existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startThrowaway } from '../../db/embedded/index.ts'
import { self } from '../../db/embedded/process-lock.mjs'
import { sweepThrowaways, THROWAWAY_PREFIX } from '../../db/embedded/throwaway-sweep.ts'

const folder = (owner: object | null, ageMinutes = 0) => {
  const home = mkdtempSync(join(tmpdir(), THROWAWAY_PREFIX))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  chmodSync(home, 0o700)
  if (owner) writeFileSync(join(home, 'owner.json'), JSON.stringify(owner))
  const then = Date.now() / 1000 - ageMinutes * 60
  utimesSync(home, then, then)
  return home
}

test('what a killed run has left is stopped and removed, what a living one uses is not', async () => {
  const dead = { ...self(), started: 'in another life' }
  const abandoned = await startThrowaway({ durable: false })
  onTestFinished(() => abandoned.stop())
  writeFileSync(join(abandoned.home, 'owner.json'), JSON.stringify(dead))
  const remains = folder(null, 60)
  const inTheMaking = folder(null)
  const inUse = folder(self(), 60)

  await sweepThrowaways()

  expect(abandoned.isRunning()).toBe(false)
  expect([abandoned.home, remains, inTheMaking, inUse].map((home) => existsSync(home))).toEqual([
    false,
    false,
    true,
    true,
  ])
})
