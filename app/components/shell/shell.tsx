'use client'

/** The frame of every signed-in page: skip link, header, the page itself, and on a phone the navigation at its foot. */
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { shellText } from '../../text/shell.ts'
import { Brand } from '../brand.tsx'
import { PageLink } from '../page-link.tsx'
import { ColorSchemeToggle } from './color-scheme-toggle.tsx'
import { type NavigationItem, placeIn } from './navigation-item.ts'
import classes from './shell.module.css'

export function Shell({
  navigation,
  account,
  children,
}: {
  navigation: readonly NavigationItem[]
  /** The menu of who is signed in; absent while that is not known. */
  account?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip}>
        {shellText.skip}
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <PageLink href={navigation[0]?.href ?? '/'} className={classes.home} aria-label={shellText.home}>
            <Brand />
          </PageLink>
          {navigation.length > 1 && (
            <nav aria-label={shellText.navigation} className={classes.topNavigation}>
              <NavigationLinks navigation={navigation} className={classes.topLink} />
            </nav>
          )}
          <div className={classes.tools}>
            <ColorSchemeToggle />
            {account}
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      {navigation.length > 1 && (
        <nav aria-label={shellText.navigation} className={classes.bottomNavigation}>
          <NavigationLinks navigation={navigation} className={classes.bottomLink} />
        </nav>
      )}
    </div>
  )
}

function NavigationLinks({
  navigation,
  className,
}: {
  navigation: readonly NavigationItem[]
  className?: string | undefined
}) {
  const place = placeIn(navigation, usePathname())
  return navigation.map((item) => (
    <NavigationLink
      key={item.href}
      item={item}
      className={className}
      current={place?.href === item.href ? place.current : undefined}
    />
  ))
}

function NavigationLink({
  item: { href, label, icon: Icon },
  className,
  current,
}: {
  item: NavigationItem
  className: string | undefined
  current: 'page' | 'true' | undefined
}) {
  return (
    <PageLink href={href} className={className} aria-current={current}>
      <Icon aria-hidden size={20} />
      {label}
    </PageLink>
  )
}
