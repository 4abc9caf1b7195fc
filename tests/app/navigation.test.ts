import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as customers from '../../app/(bank)/navigation.ts'
import * as staff from '../../app/(staff)/navigation.ts'

const app = join(import.meta.dirname, '../../app')

describe.each([
  ['customers', '(bank)', customers],
  ['staff', '(staff)', staff],
])('%s', (_, group, { navigation, palettePages, shortcuts }) => {
  const hrefs = [
    ...navigation.map(({ href }) => href),
    ...palettePages.map(({ href }) => href),
    ...shortcuts.flatMap(({ does }) => (typeof does === 'string' ? [] : [does.href])),
  ]

  it.each([...new Set(hrefs)])('find a page at %s', (href) => {
    expect(existsSync(join(app, group, href, 'page.tsx'))).toBe(true)
  })

  it('have at most five links at the foot of a phone, and no key for two things', () => {
    expect(navigation.length).toBeLessThanOrEqual(5)
    const keys = shortcuts.map((shortcut) => shortcut.keys)
    expect(keys).toEqual([...new Set(keys)])
    for (const key of keys) expect(keys.filter((other) => other.startsWith(`${key} `))).toEqual([])
  })

  it('find all of the navigation in the palette', () => {
    for (const { href } of navigation) expect(palettePages.map((page) => page.href)).toContain(href)
  })
})
