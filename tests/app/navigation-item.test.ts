import { describe, expect, it } from 'vitest'
import { placeIn } from '../../app/components/shell/navigation-item.ts'

const navigation = [
  { href: '/', covers: ['/accounts'] },
  { href: '/transfer', covers: ['/transfers', '/payees'] },
  { href: '/staff' },
  { href: '/staff/audit' },
]

describe('where one is', () => {
  it.each([
    ['/', '/', 'page'],
    ['/accounts/1/statements/2026-10', '/', 'true'],
    ['/transfer', '/transfer', 'page'],
    ['/transfers/1', '/transfer', 'true'],
    ['/payees', '/transfer', 'true'],
    ['/staff', '/staff', 'page'],
    ['/staff/reviews', '/staff', 'true'],
    ['/staff/audit', '/staff/audit', 'page'],
  ])('%s belongs to %s', (pathname, href, current) => {
    expect(placeIn(navigation, pathname)).toEqual({ href, current })
  })

  it('is nowhere on a page that belongs to none', () => {
    expect(placeIn(navigation, '/settings')).toBeUndefined()
    expect(placeIn(navigation, '/accountsomething')).toBeUndefined()
  })
})
