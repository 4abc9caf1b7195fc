/** Where a customer can go from everywhere. What is reached from one of these pages belongs to it. */
import {
  IconArrowsExchange,
  IconCalendarEvent,
  IconChartBar,
  IconFileText,
  IconHome2,
} from '@tabler/icons-react'
import type { NavigationItem } from '../components/shell/navigation-item.ts'
import type { Shortcut } from '../components/shell/shortcut-keys.ts'
import { shellText } from '../text/shell.ts'

const { pages } = shellText

export const navigation: readonly NavigationItem[] = [
  { href: '/', label: pages.overview, icon: IconHome2, covers: ['/accounts', '/activity', '/open-account'] },
  {
    href: '/transfer',
    label: pages.moveMoney,
    icon: IconArrowsExchange,
    covers: ['/transfers', '/payees', '/requests'],
  },
  { href: '/scheduled', label: pages.scheduled, icon: IconCalendarEvent },
  { href: '/insights', label: pages.insights, icon: IconChartBar },
  { href: '/statements', label: pages.statements, icon: IconFileText },
]

/** Everything that the palette can open by its name. */
export const palettePages = [
  ...navigation.map(({ href, label }) => ({ href, label })),
  { href: '/activity', label: pages.activity },
  { href: '/payees', label: pages.payees },
  { href: '/requests', label: pages.requests },
  { href: '/requests/new', label: pages.askForMoney },
  { href: '/notifications', label: pages.notifications },
  { href: '/open-account', label: pages.openAccount },
  { href: '/settings', label: pages.settings },
]

export const shortcuts: readonly Shortcut[] = [
  { keys: 'g o', label: pages.overview, does: { href: '/' } },
  { keys: 'g m', label: pages.moveMoney, does: { href: '/transfer' } },
  { keys: 'g p', label: pages.payees, does: { href: '/payees' } },
  { keys: 'g r', label: pages.requests, does: { href: '/requests' } },
  { keys: 'g s', label: pages.scheduled, does: { href: '/scheduled' } },
  { keys: 'g i', label: pages.insights, does: { href: '/insights' } },
  { keys: 'g t', label: pages.statements, does: { href: '/statements' } },
  { keys: 'g n', label: pages.notifications, does: { href: '/notifications' } },
  { keys: 'n', label: shellText.newTransfer, does: { href: '/transfer' } },
  { keys: 'u', label: shellText.shortcuts.undo, does: 'undo' },
  { keys: '/', label: shellText.shortcuts.palette, does: 'palette' },
  { keys: '?', label: shellText.shortcuts.sheet, does: 'sheet' },
]

/** For whom the engine room is open: in a demo bank for everybody. */
const withEngineRoom = {
  palettePages: [...palettePages, { href: '/engine-room', label: pages.engineRoom }],
  shortcuts: [
    ...shortcuts,
    { keys: 'g e', label: pages.engineRoom, does: { href: '/engine-room' } },
  ] as readonly Shortcut[],
}

export const placesOf = (me: { readonly engineRoom: boolean } | undefined) =>
  me?.engineRoom ? withEngineRoom : { palettePages, shortcuts }
