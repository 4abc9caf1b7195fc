/** Pages side by side, of which one is open. Links, not tabs: each has an address of its own. */
import { PageLink } from './page-link.tsx'
import classes from './tab-links.module.css'

export type TabLink = { readonly href: string; readonly label: string; readonly isCurrent: boolean }

export function TabLinks({ label, links }: { label: string; links: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      {links.map(({ href, label: name, isCurrent }) => (
        <PageLink
          key={href}
          href={href}
          className={classes.tab}
          aria-current={isCurrent ? 'page' : undefined}
        >
          {name}
        </PageLink>
      ))}
    </nav>
  )
}
