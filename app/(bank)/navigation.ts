/** Where a customer can go from everywhere. What is reached from one of these pages belongs to it. */
import { IconArrowsExchange, IconHome2 } from '@tabler/icons-react'
import type { NavigationItem } from '../components/shell/navigation-item.ts'
import { shellText } from '../text/shell.ts'

const { pages } = shellText

export const navigation: readonly NavigationItem[] = [
  { href: '/', label: pages.overview, icon: IconHome2, covers: ['/accounts', '/open-account'] },
  {
    href: '/transfer',
    label: pages.moveMoney,
    icon: IconArrowsExchange,
    covers: ['/transfers', '/payees', '/requests'],
  },
]
