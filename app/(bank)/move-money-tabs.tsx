'use client'

/** Sending, whom one sends to, and asking: one place in the navigation, three pages. */
import { usePathname } from 'next/navigation'
import { TabLinks } from '../components/tab-links.tsx'
import { moveMoneyText as text } from '../text/move-money.ts'

const pages = [
  { href: '/transfer', label: text.send },
  { href: '/payees', label: text.payees },
  { href: '/requests', label: text.requests },
]

export function MoveMoneyTabs() {
  const pathname = usePathname()
  const links = pages.map((page) => ({
    ...page,
    isCurrent: pathname === page.href || pathname.startsWith(`${page.href}/`),
  }))
  // What has just been sent stands at an address of its own, on the page that it was sent from.
  return links.some(({ isCurrent }) => isCurrent) ? <TabLinks label={text.label} links={links} /> : null
}
