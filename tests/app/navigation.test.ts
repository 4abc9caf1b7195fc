import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as customers from '../../app/(bank)/navigation.ts'
import * as staff from '../../app/(staff)/navigation.ts'
import { places } from '../../app/engine-room/navigation.ts'
import { engineRoomPages } from '../../app/engine-room/pages.ts'

const app = join(import.meta.dirname, '../../app')

const folders = ['(bank)', '(staff)', '.']

describe.each([
  ['customers', { ...customers, ...customers.placesOf({ engineRoom: true }) }],
  ['staff', staff],
  ['customers in the engine room', places.customers],
  ['staff in the engine room', places.staff],
])('%s', (_, { navigation, palettePages, shortcuts }) => {
  const hrefs = [
    ...navigation.map(({ href }) => href),
    ...palettePages.map(({ href }) => href),
    ...shortcuts.flatMap(({ does }) => (typeof does === 'string' ? [] : [does.href])),
  ]

  it.each([...new Set(hrefs)])('find a page at %s', (href) => {
    expect(folders.some((folder) => existsSync(join(app, folder, href, 'page.tsx')))).toBe(true)
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

it('leads to the engine room only those for whom it is open', () => {
  const hrefs = [
    customers.placesOf({ engineRoom: false }),
    staff.placesOf({ role: 'teller', engineRoom: false }),
  ].flatMap(({ palettePages, shortcuts }) => [
    ...palettePages.map(({ href }) => href),
    ...shortcuts.map(({ does }) => (typeof does === 'string' ? does : does.href)),
  ])
  expect(hrefs).not.toContain('/engine-room')
})

it('lists every page of the engine room', () => {
  const listed = engineRoomPages.map(({ href }) => href.replace('/engine-room/', ''))
  const folders = readdirSync(join(app, 'engine-room'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'source')
    .map(({ name }) => name)
  expect(listed.toSorted()).toEqual(folders.toSorted())
})
