/**
 * `npm run lighthouse [desktop|mobile]`: overview, account and transfer of a demo customer with two years behind them, from
 * the production build, by Lighthouse: each three times, of which the one in the middle counts. Ends with 1 when a page stays
 * below 95 in anything. Anything else that the machine does meanwhile makes the figures worse.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { freePort } from '../../db/embedded/postmaster.ts'
import { ensureBuild } from '../bank/build.ts'
import { root } from '../root.mjs'
import { startDemoBank } from '../screenshots/demo-bank.ts'
import { password, viewers } from '../screenshots/pages.ts'
import { say } from '../sentence.mjs'
import { createSteps } from '../steps.mjs'
import { demandChromium } from '../test/browser.ts'
import { type Category, categories, openLighthouse, type Report, VERSION } from './lighthouse.ts'

const AT_LEAST = 95
const TIMES = 3
const folder = join(root, '.data/lighthouse')
const distDir = process.env.PASSBOOK_DIST_DIR || '.next'

const forms = (['desktop', 'mobile'] as const).filter((form) => !process.argv[2] || form === process.argv[2])

const run = async () => {
  const steps = createSteps()
  let executablePath = ''
  await steps.step('Browser', async (doing) => {
    executablePath = (await demandChromium(doing)).path
    return executablePath
  })
  await steps.step('Build', async (doing) =>
    (await ensureBuild({ distDir, doing })) ? 'built' : 'up to date',
  )
  let lighthouse: Awaited<ReturnType<typeof openLighthouse>> | undefined
  await steps.step('Lighthouse', async (doing) => {
    lighthouse = await openLighthouse(doing)
    return VERSION
  })
  let bank: Awaited<ReturnType<typeof startDemoBank>> | undefined
  await steps.step('Bank', async (doing) => {
    bank = await startDemoBank(distDir, doing)
    return bank.baseURL
  })
  if (!bank || !lighthouse) return
  const { baseURL, stop } = bank
  const { default: look, desktopConfig } = lighthouse
  const port = await freePort()
  const browser = await chromium.launch({
    executablePath,
    // In the bank's zone: from elsewhere a page says so in a cookie, which would take the place of the one that is sent along.
    env: { ...process.env, TZ: 'UTC' },
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      `--remote-debugging-port=${port}`,
    ],
  })
  try {
    const { cookie, accountId } = await signIn(baseURL)
    const pages = { overview: '/', account: `/accounts/${accountId}`, transfer: '/transfer' }
    mkdirSync(folder, { recursive: true })
    for (const form of forms)
      for (const [name, path] of Object.entries(pages))
        await steps.step(`${name}, ${form}`, async (doing) => {
          const reports: Report[] = []
          for (let time = 1; time <= TIMES; time += 1) {
            doing(`${time} of ${TIMES}`)
            const result = await look(
              `${baseURL}${path}`,
              {
                port,
                output: 'json',
                logLevel: 'error',
                onlyCategories: categories,
                extraHeaders: { cookie },
              },
              form === 'desktop' ? desktopConfig : undefined,
            )
            if (result) reports.push(result.lhr)
          }
          const report = inTheMiddle(reports)
          writeFileSync(join(folder, `${form}-${name}.json`), JSON.stringify(report))
          const scores = categories.map((category) => `${category} ${scoreOf(report, category)}`)
          const isLow = categories.some((category) => scoreOf(report, category) < AT_LEAST)
          if (isLow) for (const problem of problemsOf(report)) steps.note(`${name}, ${form}: ${problem}`)
          if (isLow) process.exitCode = 1
          return scores.join(', ')
        })
    steps.note(`The reports are in ${folder}.`)
  } finally {
    await browser.close()
    await stop()
  }
}

const signIn = async (baseURL: string): Promise<{ cookie: string; accountId: string }> => {
  const email = viewers.find(({ name }) => name === 'customer')?.email
  const headers = { 'content-type': 'application/json', origin: baseURL }
  const signedIn = await fetch(`${baseURL}/api/auth/sign-in/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  const answer = await fetch(`${baseURL}/api/trpc/accounts.list`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: '{}',
  })
  const { result } = (await answer.json()) as { result: { data: { data: { accountId: string }[] } } }
  return { cookie, accountId: result.data.data[0]?.accountId ?? '' }
}

const scoreOf = ({ categories }: Report, category: Category): number =>
  Math.round((categories[category].score ?? 0) * 100)

const inTheMiddle = (reports: readonly Report[]): Report => {
  const sorted = reports.toSorted((a, b) => scoreOf(a, 'performance') - scoreOf(b, 'performance'))
  const report = sorted[Math.floor(sorted.length / 2)]
  if (!report) throw new Error('Lighthouse has told nothing.')
  return report
}

/** What counts towards a score and is not right. */
const problemsOf = ({ categories: told, audits }: Report): string[] =>
  categories
    .flatMap((category) => told[category].auditRefs)
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => [audits[id]?.title ?? id, audits[id]?.displayValue].filter(Boolean).join(': '))

try {
  await run()
} catch (error) {
  process.stderr.write(`${say(error)}\n`)
  process.exitCode = 1
}
