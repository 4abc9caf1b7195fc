/** A page as axe sees it. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 860 } }
const schemes = ['light', 'dark'] as const

/**
 * The dark scheme changes colours and nothing else, so there only the rules about colours are asked again. The size of
 * targets is no rule of axe's own choice: it is asked for. What an open menu or the header lies over just now has the size
 * that it has without it.
 */
const violations = async (page: Page, scheme: (typeof schemes)[number]): Promise<string[]> => {
  // There are no frames, so no page of its own is needed to put them together; and what passes is of no interest. Both
  // together take two thirds of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({
    resultTypes: ['violations'],
    rules: { 'target-size': { enabled: scheme === 'light' } },
  })
  const { violations } = await (scheme === 'light'
    ? axe
    : axe.withRules(['color-contrast', 'link-in-text-block'])
  ).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ failureSummary }) => id !== 'target-size' || !failureSummary?.includes('partially obscured'))
      .map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 300)}`),
  )
}

/** The page as it stands, in all its four appearances; what else has to hold in each is asked first. */
export const isAccessible = async (page: Page, name: string, holds?: () => Promise<void>): Promise<void> => {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
      await holds?.()
      expect.soft(await violations(page, scheme), `${name}, ${size}, ${scheme}`).toEqual([])
    }
  }
}
