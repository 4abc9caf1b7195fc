/**
 * `npm run screenshots [part of a name]`: every page at phone, tablet and desktop width, light and dark, into
 * .data/screenshots/, from a demo bank that is there for nothing else. Says which pages are missing or hang over.
 */
import { join } from 'node:path'
import { chromium } from 'playwright'
import { ensureBuild } from '../bank/build.ts'
import { root } from '../root.mjs'
import { say } from '../sentence.mjs'
import { createSteps } from '../steps.mjs'
import { demandChromium } from '../test/browser.ts'
import { startDemoBank } from './demo-bank.ts'
import { viewers } from './pages.ts'
import { takePictures } from './take.ts'

const folder = join(root, '.data/screenshots')
const only = process.argv[2]
const distDir = process.env.PASSBOOK_DIST_DIR || '.next'

const run = async () => {
  const steps = createSteps()
  let executablePath = ''
  await steps.step('Browser', async (doing) => {
    const { path } = await demandChromium(doing)
    executablePath = path
    return path
  })
  await steps.step('Build', async (doing) =>
    (await ensureBuild({ distDir, doing })) ? 'built' : 'up to date',
  )
  let bank: Awaited<ReturnType<typeof startDemoBank>> | undefined
  await steps.step('Bank', async (doing) => {
    bank = await startDemoBank(distDir, doing)
    return bank.baseURL
  })
  if (!bank) return
  const { baseURL, stop } = bank
  const args = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : ['--disable-gpu']
  const browser = await chromium.launch({ executablePath, args })
  try {
    const problems: string[] = []
    for (const viewer of viewers)
      await steps.step(viewer.name, async () => {
        const report = await takePictures(browser, { baseURL, folder, only }, viewer)
        problems.push(...report.problems)
        return `${report.taken} pictures`
      })
    for (const problem of problems) steps.note(problem)
    steps.note(`They are in ${folder}.`)
  } finally {
    await browser.close()
    await stop()
  }
}

try {
  await run()
} catch (error) {
  process.stderr.write(`${say(error)}\n`)
  process.exitCode = 1
}
