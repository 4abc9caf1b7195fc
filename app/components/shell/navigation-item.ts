/** Where one is: the item of a navigation that leads to a page or to what the page belongs to. */
import type { ComponentType } from 'react'

export type NavigationItem = {
  readonly href: string
  readonly label: string
  readonly icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>
  /** Paths outside of `href` whose pages belong here as well. */
  readonly covers?: readonly string[]
}

export type Place = {
  readonly href: string
  /** The page itself, or one that belongs to it. */
  readonly current: 'page' | 'true'
}

const isWithin = (pathname: string, path: string): boolean =>
  pathname === path || (path !== '/' && pathname.startsWith(`${path}/`))

/** Of several items that fit, the one whose path says most about the page. */
export const placeIn = (
  navigation: readonly Pick<NavigationItem, 'href' | 'covers'>[],
  pathname: string,
): Place | undefined => {
  const [best] = navigation
    .flatMap(({ href, covers = [] }) => [href, ...covers].map((path) => ({ href, path })))
    .filter(({ path }) => isWithin(pathname, path))
    .toSorted((a, b) => b.path.length - a.path.length)
  return best && { href: best.href, current: best.href === pathname ? 'page' : 'true' }
}
