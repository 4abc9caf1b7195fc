import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findChromium } from '../../scripts/test/browser.ts'

const folderOf = (...programs: ReadonlyArray<readonly [name: string, exitCode: number]>) => {
  const folder = mkdtempSync(join(tmpdir(), 'passbook-browser-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, exitCode] of programs) {
    writeFileSync(join(folder, name), `#!/bin/sh\nexit ${exitCode}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}
const surroundings = (env: Record<string, string>, own = '/nowhere/chrome') => ({
  env,
  playwrightPath: async () => own,
  systemPlaces: [],
})

test('the named one comes first, then that of Playwright, then that of the system', async () => {
  const folder = folderOf(['mine', 0], ['chrome', 0], ['chromium', 0])
  const own = join(folder, 'chrome')

  expect(
    await findChromium(surroundings({ PATH: folder, PASSBOOK_CHROMIUM: join(folder, 'mine') }, own)),
  ).toEqual({
    path: join(folder, 'mine'),
    source: 'PASSBOOK_CHROMIUM',
  })
  expect(await findChromium(surroundings({ PATH: folder }, own))).toMatchObject({ path: own })
  expect(await findChromium(surroundings({ PATH: folder }))).toMatchObject({ path: join(folder, 'chromium') })
})

test('of the system, the one without a window comes first', async () => {
  const folder = folderOf(['chromium', 0], ['chromium-headless-shell', 0])

  expect(await findChromium(surroundings({ PATH: folder }))).toMatchObject({
    path: join(folder, 'chromium-headless-shell'),
  })
})

test('one that does not run is passed over', async () => {
  const folder = folderOf(['chrome', 127], ['chromium', 1], ['google-chrome', 0])

  const found = await findChromium(surroundings({ PATH: folder }, join(folder, 'chrome')))

  expect(found).toMatchObject({ path: join(folder, 'google-chrome') })
})

test('a named one that does not run is a mistake to be told, and none at all is none', async () => {
  await expect(findChromium(surroundings({ PASSBOOK_CHROMIUM: '/nowhere/browser' }))).rejects.toThrow(
    'PASSBOOK_CHROMIUM names /nowhere/browser, which does not run: correct or unset it.',
  )
  expect(await findChromium(surroundings({ PATH: folderOf() }))).toBeNull()
})
