/**
 * The end-to-end part: a browser, a production build of its own, and Playwright. The first two are made ready while other
 * parts run, with what those leave of the machine: much of a build, and of an installation, is waiting.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSteps } from '../steps.mjs'
import { demandChromium } from './browser.ts'
import { type PlaywrightReport, playwrightFailures } from './failures.ts'
import { counted, type Outcome, program, read } from './programs.ts'
import { useTestBuild } from './test-build.ts'

export type EndToEnd = {
  /** Does it, once what it needs is there; how long that took is shown then. */
  readonly run: (report: string) => Promise<Outcome>
}

/** Begins to make ready what the tests need. */
export const prepareEndToEnd = (): EndToEnd => {
  const steps = createSteps()
  let browser = ''
  const browserFound = steps.begin('Browser', async (doing) => {
    const { path, source } = await demandChromium(doing)
    browser = path
    return `${path}, ${source}`
  })
  let distDir = ''
  const built = steps.begin('Build', async (doing) => {
    const build = await useTestBuild(doing)
    distDir = build.distDir
    return build.built ? 'built' : 'up to date'
  })
  return {
    run: async (report) => {
      await browserFound.shown()
      await built.shown()
      return playwright(steps, { browser, distDir, report })
    },
  }
}

const playwright = async (
  { note }: Pick<ReturnType<typeof createSteps>, 'note'>,
  {
    browser,
    distDir,
    report,
  }: { readonly browser: string; readonly distDir: string; readonly report: string },
): Promise<Outcome> => {
  // Kept only when something has failed: it holds the traces.
  const output = mkdtempSync(join(tmpdir(), 'passbook-e2e-'))
  const { DATABASE_URL: _, PORT: __, ...env } = process.env
  const { ok } = await program('@playwright/test/cli.js', ['test'], {
    env: {
      ...env,
      NODE_ENV: 'test',
      PASSBOOK_CHROMIUM: browser,
      PASSBOOK_DIST_DIR: distDir,
      PASSBOOK_E2E_OUTPUT: output,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    },
  })
  if (ok) rmSync(output, { recursive: true, force: true })
  else note(`Traces of what failed are in ${output}.`)
  const told = read<PlaywrightReport>(report)
  const { expected = 0, flaky = 0, unexpected = 0 } = told?.stats ?? {}
  return { ...counted(ok, expected + flaky, unexpected), failures: told ? playwrightFailures(told) : [] }
}
