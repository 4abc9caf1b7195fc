/** On a phone the header and the navigation lie over the page: what has the focus must never lie below them. */
import { coversOfFocus, expect, test } from './keyboard.ts'

test.use({ viewport: { width: 360, height: 740 } })

const STEPS = 36
const pagesOf = {
  customer1: [
    ['/', null],
    ['/', '/accounts/'],
    ['/transfer', null],
    ['/scheduled', null],
    ['/scheduled?view=calendar', null],
    ['/insights', null],
    ['/insights?view=tables', null],
    ['/statements', null],
    ['/statements', '/statements/'],
    ['/payees', null],
    ['/requests/new', null],
    ['/notifications', null],
    ['/settings', null],
  ],
  teller: [
    ['/staff', null],
    ['/staff/alerts', null],
    ['/staff/alerts', '/staff/customers/'],
    ['/staff/dashboard', null],
  ],
  auditor: [['/staff/audit', null]],
} as const

for (const [who, pages] of Object.entries(pagesOf))
  test(`${who} sees what has the focus on every page, forwards and back`, async ({ page, context, keys }) => {
    test.slow()
    await context.request.post('/api/auth/sign-in/email', {
      data: { email: `${who}@demo.passbook.test`, password: 'passbook-demo' },
    })
    for (const [path, follow] of pages) {
      await page.goto(path)
      if (follow) {
        const link = page.getByRole('main').locator(`a[href^="${follow}"]`).first()
        await expect(link).toBeVisible()
        await page.goto((await link.getAttribute('href')) ?? '')
      }
      await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0)
      for (const key of ['Tab', 'Shift+Tab']) {
        const covers = await coversOfFocus(page, () => keys.press(...Array<string>(STEPS).fill(key)))
        expect.soft(covers, `${path}, ${follow ?? 'itself'}, ${key}`).toEqual(Array(STEPS).fill(null))
      }
    }
  })
