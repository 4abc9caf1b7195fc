/** Where those who work at the bank can go from everywhere. */
import { IconBuildingBank } from '@tabler/icons-react'
import type { NavigationItem } from '../components/shell/navigation-item.ts'
import type { Shortcut } from '../components/shell/shortcut-keys.ts'
import { shellText } from '../text/shell.ts'

const { pages } = shellText

export const navigation: readonly NavigationItem[] = [
  { href: '/staff', label: pages.accounts, icon: IconBuildingBank },
]

/** Everything that the palette can open by its name. */
export const palettePages = [
  ...navigation.map(({ href, label }) => ({ href, label })),
  { href: '/staff/settings', label: pages.settings },
]

export const shortcuts: readonly Shortcut[] = [
  { keys: 'g o', label: pages.accounts, does: { href: '/staff' } },
  { keys: '/', label: shellText.shortcuts.palette, does: 'palette' },
  { keys: '?', label: shellText.shortcuts.sheet, does: 'sheet' },
]
