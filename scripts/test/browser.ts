/**
 * A Chromium for the tests, whatever the machine has: the one named by PASSBOOK_CHROMIUM, Playwright's own, the
 * system's. Of the system's the one without a window is preferred: a full one draws its toolbar for every person of a
 * test, with pages of its own, at ten times the cost.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export type Chromium = {
  readonly path: string
  readonly source: 'PASSBOOK_CHROMIUM' | "Playwright's own" | "the system's"
}

const WITHOUT_WINDOW = 'chromium-headless-shell'
const SYSTEM_NAMES = [
  WITHOUT_WINDOW,
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
]
const SYSTEM_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/snap/bin/chromium',
]

export class BrowserMissing extends Error {
  override name = 'Sentence'
}

type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where Playwright would have it. */
  readonly playwrightPath: () => Promise<string>
  readonly systemPlaces: readonly string[]
}

const here: Surroundings = {
  env: process.env,
  // Loaded only when asked for: it is large.
  playwrightPath: async () => (await import('playwright')).chromium.executablePath(),
  systemPlaces: SYSTEM_PLACES,
}

/** The first that runs; null when there is none. Throws when PASSBOOK_CHROMIUM names something that does not. */
export const findChromium = async ({
  env,
  playwrightPath,
  systemPlaces,
}: Surroundings = here): Promise<Chromium | null> => {
  const named = env.PASSBOOK_CHROMIUM
  if (named) {
    if (runs(named)) return { path: named, source: 'PASSBOOK_CHROMIUM' }
    throw new BrowserMissing(`PASSBOOK_CHROMIUM names ${named}, which does not run: correct or unset it.`)
  }
  const own = await playwrightPath()
  if (runs(own)) return { path: own, source: "Playwright's own" }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const places = [
    ...SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...systemPlaces,
  ]
  const path = places.find(runs)
  return path ? { path, source: "the system's" } : null
}

/** Being there is not enough: a browser may lack its libraries, or be a stub that only says how to install it. */
const runs = (path: string): boolean =>
  existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0

/** Finds one, or installs one. Throws a sentence that says what to do. */
export const demandChromium = async (doing: (text: string) => void = () => {}): Promise<Chromium> => {
  const found = await findChromium()
  if (found) return found
  doing('no Chromium found, so: playwright install chromium')
  await run(process.execPath, [playwrightCli, 'install', 'chromium'], 120_000)
  const installed = await findChromium()
  if (installed) return installed
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await run('apt-get', ['update', '-q'], 120_000)
    // Not every Debian and Ubuntu has the one without a window.
    for (const name of [WITHOUT_WINDOW, 'chromium']) {
      doing(`no Chromium found, so: apt-get install ${name}`)
      await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], 300_000)
      const packaged = await findChromium()
      if (packaged) return packaged
    }
  }
  throw new BrowserMissing(
    'There is no Chromium and none could be installed: install one (for example apt-get install chromium) or name one in PASSBOOK_CHROMIUM.',
  )
}

const playwrightCli = join(import.meta.dirname, '../../node_modules/playwright/cli.js')

/** Whether it worked is seen by looking for the browser again. */
const run = (command: string, args: string[], timeout: number): Promise<void> =>
  new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const child = spawn(command, args, { stdio: 'ignore', timeout, env })
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
