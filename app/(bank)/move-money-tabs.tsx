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
  return (
    <TabLinks
      label={text.label}
      links={pages.map((page) => ({ ...page, isCurrent: pathname.startsWith(page.href) }))}
    />
  )
}
