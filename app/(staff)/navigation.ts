/** Where those who work at the bank can go from everywhere. */
import {
  IconAlertTriangle,
  IconBuildingBank,
  IconChartBar,
  IconListSearch,
  IconScale,
} from '@tabler/icons-react'
import type { NavigationItem } from '../components/shell/navigation-item.ts'
import type { Shortcut } from '../components/shell/shortcut-keys.ts'
import { shellText } from '../text/shell.ts'
import { staffText } from '../text/staff.ts'

const { pages } = staffText

const forEverybody: readonly NavigationItem[] = [
  {
    href: '/staff',
    label: pages.accounts,
    icon: IconBuildingBank,
    covers: ['/staff/customers', '/staff/accounts'],
  },
  { href: '/staff/reviews', label: pages.reviews, icon: IconScale },
  { href: '/staff/alerts', label: pages.alerts, icon: IconAlertTriangle },
  { href: '/staff/dashboard', label: pages.dashboard, icon: IconChartBar },
]
const forAuditors: readonly NavigationItem[] = [
  { href: '/staff/audit', label: pages.audit, icon: IconListSearch },
]

const all: readonly NavigationItem[] = [...forEverybody, ...forAuditors]

/** Everything that the palette can open by its name. */
const pagesOf = (items: readonly NavigationItem[]) => [
  ...items.map(({ href, label }) => ({ href, label })),
  { href: '/staff/settings', label: pages.settings },
]

const keysOf: Readonly<Record<string, string>> = {
  '/staff': 'g o',
  '/staff/reviews': 'g r',
  '/staff/alerts': 'g a',
  '/staff/dashboard': 'g d',
  '/staff/audit': 'g l',
}

const shortcutsOf = (items: readonly NavigationItem[]): readonly Shortcut[] => [
  ...items.map(({ href, label }): Shortcut => ({ keys: keysOf[href] ?? '', label, does: { href } })),
  { keys: '/', label: shellText.shortcuts.palette, does: 'palette' },
  { keys: '?', label: shellText.shortcuts.sheet, does: 'sheet' },
]

const engineRoom = { href: '/engine-room', label: shellText.pages.engineRoom }

/** Auditors alone read the audit trail; the engine room is open to them, and in a demo bank to everybody. */
export const placesOf = (me: { readonly role: string; readonly engineRoom: boolean } | undefined) => {
  const navigation = me?.role === 'auditor' ? all : forEverybody
  const pages = pagesOf(navigation)
  const shortcuts = shortcutsOf(navigation)
  if (!me?.engineRoom) return { navigation, palettePages: pages, shortcuts }
  const toEngineRoom: Shortcut = { keys: 'g e', label: engineRoom.label, does: { href: engineRoom.href } }
  return { navigation, palettePages: [...pages, engineRoom], shortcuts: [...shortcuts, toEngineRoom] }
}

export const { navigation, palettePages, shortcuts } = placesOf({ role: 'auditor', engineRoom: true })
