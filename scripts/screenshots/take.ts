/** Takes the pictures: every page of a viewer, at every width, light and dark. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page, Route } from 'playwright'
import { password, type Shown, schemes, sizes, type Viewer } from './pages.ts'

export type Report = {
  readonly taken: number
  /** Pages that could not be reached, and pages with something wrong on them. */
  readonly problems: readonly string[]
}

/** Only `only`, when that is named: a part of a page's name. */
export const takePictures = async (
  browser: Browser,
  { baseURL, folder, only }: { baseURL: string; folder: string; only: string | undefined },
  viewer: Viewer,
): Promise<Report> => {
  const pages = viewer.pages.filter(({ name }) => !only || `${viewer.name}-${name}`.includes(only))
  const problems: string[] = []
  let taken = 0
  const context = await browser.newContext({
    baseURL,
    locale: 'en-US',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  })
  if (viewer.email && pages.length > 0)
    await context.request.post('/api/auth/sign-in/email', { data: { email: viewer.email, password } })
  const page = await context.newPage()
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`))
  for (const shown of pages) {
    const missing = await reach(page, shown).catch((error: Error) => error.message.split('\n')[0])
    if (missing) {
      problems.push(`${viewer.name}, ${shown.name}: ${missing}`)
      continue
    }
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport)
      await settled(page, shown)
      const height = shown.press || shown.isOverlay ? viewport.height : await heightOf(page, viewport.height)
      // As tall as the page, so that what stands at the foot of the window stands at the foot of the picture.
      await page.setViewportSize({ width: viewport.width, height })
      for (const scheme of schemes) {
        await page.emulateMedia({ colorScheme: scheme })
        await settled(page, shown)
        const into = join(folder, size, scheme)
        mkdirSync(into, { recursive: true })
        const path = join(into, `${viewer.name}-${shown.name}.png`)
        await page.screenshot({ path })
        taken += 1
      }
      if (await hangsOver(page))
        problems.push(`${viewer.name}, ${shown.name}, ${size}: wider than its window`)
    }
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.setExtraHTTPHeaders({})
  }
  await context.close()
  return { taken, problems }
}

/** What keeps the page from being shown, if anything does. */
const reach = async (
  page: Page,
  { path, follow, further = '', press, steps, bank }: Shown,
): Promise<string | undefined> => {
  await page.setViewportSize(sizes.desktop)
  const response = await page.goto(path)
  if (response?.status() === 404 && path !== '/nowhere') return 'there is no such page'
  await settled(page)
  for (const address of [follow ?? []].flat()) {
    const [beginning, ...others] = address.split('*')
    const rest = others.map((part) => `[href*="${part}"]`).join('')
    const link = page.locator(`main a[href^="${beginning}"]${rest}`).first()
    if ((await link.count()) === 0) return `no link leads to ${address}`
    await page.goto(`${(await link.getAttribute('href')) ?? path}${further}`)
    await settled(page)
  }
  if (press) {
    await page.keyboard.press(press)
    await page.locator('dialog[open]').waitFor()
    await settled(page)
  }
  await steps?.(page)
  if (bank) {
    // A document that is fetched ahead brings no answers along: the page asks.
    await page.setExtraHTTPHeaders({ 'sec-purpose': 'prefetch' })
    await page.route('**/api/trpc/**', bank === 'fails' ? failing : () => undefined)
    await page.reload()
    if (bank === 'fails') await page.getByRole('button', { name: 'Try again' }).first().waitFor()
  }
  if (steps || bank) await settled(page, { bank })
  return undefined
}

/** Who is signed in, and where, is known: or there would be no page. */
const KNOWN = ['session.me', 'system.info']
const FAULT = { error: { message: '', code: -32_603, data: { httpStatus: 500 } } }

const failing = async (route: Route): Promise<void> => {
  const paths = new URL(route.request().url()).pathname.split('/').at(-1)?.split(',') ?? []
  if (!paths.some((path) => KNOWN.includes(path)))
    return route.fulfill({ status: 500, json: paths.map(() => FAULT) })
  const response = await route.fetch()
  const answers = [await response.json()].flat()
  const told = paths.map((path, at) => (KNOWN.includes(path) ? answers[at] : FAULT))
  await route.fulfill({ response, json: told.length > 1 ? told : told[0] })
}

/** Nothing is asked any more, and nothing stands in for what is to come, unless nothing comes. */
const settled = async (page: Page, { bank }: Pick<Shown, 'bank'> = {}): Promise<void> => {
  if (bank !== 'is slow')
    await page
      .locator('.mantine-Skeleton-root:visible')
      .first()
      .waitFor({ state: 'detached', timeout: 10_000 })
      .catch(() => undefined)
  await page
    .waitForFunction(() => document.fonts.status === 'loaded', undefined, { timeout: 5_000 })
    .catch(() => undefined)
  // A change of colours begins with the next frame, and none is of interest half-way.
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish()
  })
}

/** A list that goes on as one scrolls would go on for ever. */
const TALLEST = 3_000

const heightOf = async (page: Page, atLeast: number): Promise<number> => {
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  return Math.min(Math.max(height, atLeast), TALLEST)
}

const hangsOver = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
