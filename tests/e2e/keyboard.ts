/**
 * A person who has a keyboard and nothing else. What a pointer would do throws, and so does what only a script can do:
 * what is not reached by Tab and arrow keys is not reached at all. Whatever has the focus must be seen to have it.
 */
import type { Locator, Page } from '@playwright/test'
import { expect, test as withPeople } from './people.ts'

export { ask, expect, heading, type People, type Person } from './people.ts'

export type Keys = {
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
  /** Goes on with Tab, or back, until this has the focus; among radio buttons, as one does, with an arrow key. */
  to(target: Locator, key?: 'Tab' | 'Shift+Tab'): Promise<void>
  /** Goes there and presses Enter, as upon a button or a link. */
  enter(target: Locator): Promise<void>
  /** Goes there and ticks it, or chooses it. */
  tick(target: Locator): Promise<void>
  /** Goes there and writes in the place of what stands there. */
  write(target: Locator, text: string): Promise<void>
}

const FURTHEST = 80
const byPointer = ['click', 'dblclick', 'tap', 'hover', 'dragTo', 'check', 'uncheck', 'setChecked'] as const
const byScript = [
  'fill',
  'clear',
  'focus',
  'press',
  'pressSequentially',
  'selectOption',
  'dispatchEvent',
] as const

export const test = withPeople.extend<{ keys: Keys; noPointer: undefined }>({
  noPointer: [
    async ({ page }, use) => {
      const locators = Object.getPrototypeOf(page.locator('html'))
      const taken = [page, page.mouse, page.touchscreen, locators].flatMap((owner) =>
        Object.entries(without(owner)).map(([name, method]) => ({ owner, name, method })),
      )
      for (const { owner, name } of taken)
        owner[name] = () => {
          throw new Error(`There is nothing but a keyboard here: no ${name}`)
        }
      await use(undefined)
      for (const { owner, name, method } of taken) owner[name] = method
    },
    { auto: true },
  ],

  keys: async ({ page }, use) => {
    const press: Keys['press'] = async (...all) => {
      for (const key of all) await page.keyboard.press(key)
    }
    const to: Keys['to'] = async (target, key = 'Tab') => {
      await expect(target).toBeAttached()
      for (let presses = 0; presses < FURTHEST; presses += 1) {
        const where = await placeOf(target)
        if (where === 'there') return expect(await coverOfFocus(page), String(target)).toBeNull()
        await page.keyboard.press(where === 'beside' ? 'ArrowDown' : key)
      }
      throw new Error(`The keyboard does not reach ${target}`)
    }
    await use({
      press,
      type: (text) => page.keyboard.type(text),
      to,
      enter: async (target) => {
        await to(target)
        await press('Enter')
      },
      tick: async (target) => {
        await to(target)
        if (!(await target.isChecked())) await press('Space')
        await expect(target).toBeChecked()
      },
      write: async (target, text) => {
        await to(target)
        await press('Control+a')
        await page.keyboard.type(text)
      },
    })
  },
})

const without = (owner: object): Record<string, unknown> => {
  const names: readonly string[] = [...byPointer, ...byScript, 'move', 'down', 'up', 'wheel']
  return Object.fromEntries(
    names.flatMap((name) => (name in owner ? [[name, Reflect.get(owner, name)] as const] : [])),
  )
}

/** Whether it has the focus, or another radio button of its group has. */
const placeOf = (target: Locator): Promise<'there' | 'beside' | 'elsewhere'> =>
  target.evaluate((element) => {
    const { activeElement: focused } = document
    if (focused === element) return 'there'
    const isRadio = (one: Element | null): one is HTMLInputElement =>
      one instanceof HTMLInputElement && one.type === 'radio'
    const isBeside =
      isRadio(focused) && isRadio(element) && focused.name === element.name && focused.form === element.form
    return isBeside ? 'beside' : 'elsewhere'
  })

/**
 * What lies over the middle of that which has the focus; null when one sees it. Of what is drawn by its label, the label
 * counts; of what is larger than the window or than what it is scrolled in, what is in it.
 */
const coverInPage = (): string | null => {
  const name = (element: Element | null) =>
    element ? `${element.outerHTML.slice(0, 160)} ${element.textContent?.slice(0, 60)}` : 'nothing'
  const focused = document.activeElement
  if (!focused || focused === document.body) return null
  const { labels } = focused as HTMLInputElement
  const isDrawnByLabel = focused.matches('[type=radio], [type=checkbox]') && labels?.length
  const seen = isDrawnByLabel ? labels[0]! : focused
  // A link that goes over two lines is in neither's middle: its first line counts.
  const [box = seen.getBoundingClientRect()] = seen.getClientRects()
  const part = { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight - 1 }
  const within = ({ left, right, top, bottom }: DOMRect) => {
    part.left = Math.max(part.left, left)
    part.right = Math.min(part.right, right)
    part.top = Math.max(part.top, top)
    part.bottom = Math.min(part.bottom, bottom)
  }
  within(box)
  // Browsers think a third of a figure in a wide table enough, and scroll no further.
  for (let frame = seen.parentElement; frame; frame = frame.parentElement)
    if (frame !== document.body && getComputedStyle(frame).overflowX === 'auto')
      within(frame.getBoundingClientRect())
  const x = (part.left + part.right) / 2
  const y = (part.top + part.bottom) / 2
  const over = document.elementFromPoint(x, y)
  const isSeen =
    over !== null &&
    (seen.contains(over) ||
      focused.contains(over) ||
      (over.contains(focused) && over.matches('label, fieldset')))
  return isSeen ? null : `${name(focused)} lies below ${name(over)}`
}

export const coverOfFocus = (page: Page): Promise<string | null> => page.evaluate(coverInPage)

/**
 * What lay over the focus after each press of a key, one entry for each. The page itself looks when the key comes up again,
 * by which time the focus has gone on and been scrolled into view: to ask it from outside after each press takes longer
 * than the press.
 */
export const coversOfFocus = async (
  page: Page,
  press: () => Promise<void>,
): Promise<readonly (string | null)[]> => {
  await page.evaluate(`{
    const coverInPage = ${coverInPage}
    const covers = []
    const look = ({ key }) => key !== 'Shift' && covers.push(coverInPage())
    addEventListener('keyup', look, true)
    window.endLooking = () => {
      removeEventListener('keyup', look, true)
      return covers
    }
  }`)
  await press()
  return page.evaluate(() => (window as unknown as { endLooking(): (string | null)[] }).endLooking())
}
