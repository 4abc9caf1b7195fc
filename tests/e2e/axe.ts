/** A page as axe sees it. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

const phone = { width: 360, height: 740 }
const desktop = { width: 1280, height: 860 }

/** In an order in which little changes from one to the next, and with which the next page begins. */
const appearances = [
  { size: 'phone', viewport: phone, scheme: 'light' },
  { size: 'phone', viewport: phone, scheme: 'dark' },
  { size: 'desktop', viewport: desktop, scheme: 'dark' },
  { size: 'desktop', viewport: desktop, scheme: 'light' },
] as const

/**
 * The dark scheme changes colours and nothing else, so there only the rules about colours are asked again. The size of
 * targets is no rule of axe's own choice: it is asked for. What passes is of no interest, and no rule that is asked wants
 * the style sheets fetched once more, or a film's first picture.
 */
const asked = { resultTypes: ['violations'], preload: false } satisfies RunOptions
const optionsFor: Record<'light' | 'dark', RunOptions> = {
  light: { ...asked, rules: { 'target-size': { enabled: true } } },
  dark: {
    ...asked,
    runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  },
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What an open menu or the header lies over just now has the size that it has without it. A page is given axe once and
 * keeps it: to read it and to warm it up takes several times what one look takes.
 */
const violations = async (page: Page, scheme: 'light' | 'dark'): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const { violations } = await page.evaluate((options) => {
    // What fades from one scheme into the other is looked at when it has.
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()
    const { axe } = window as unknown as { axe: { run(within: Node, options: object): Promise<AxeResults> } }
    return axe.run(document, options)
  }, optionsFor[scheme])
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ failureSummary }) => id !== 'target-size' || !failureSummary?.includes('partially obscured'))
      .map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 300)}`),
  )
}

/** The page as it stands, in all its four appearances; what else has to hold in each is asked first. */
export const isAccessible = async (page: Page, name: string, holds?: () => Promise<void>): Promise<void> => {
  // It comes a moment after the page when one has gone there by a link.
  await expect(page).toHaveTitle(/./)
  for (const { size, viewport, scheme } of appearances) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme: scheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
    await holds?.()
    expect.soft(await violations(page, scheme), `${name}, ${size}, ${scheme}`).toEqual([])
  }
}
