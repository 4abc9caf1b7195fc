/** Where one can go from everywhere in the engine room: to its pages, and back to the bank that one came from. */
import { IconEngine, IconHome2 } from '@tabler/icons-react'
import type { NavigationItem } from '../components/shell/navigation-item.ts'
import type { Shortcut } from '../components/shell/shortcut-keys.ts'
import { engineRoomText as text } from '../text/engine-room.ts'
import { shellText } from '../text/shell.ts'
import { engineRoomPages } from './pages.ts'

const room = { href: '/engine-room', label: text.title }

const shortcutsFrom = (home: string): readonly Shortcut[] => [
  { keys: 'g o', label: text.shortcuts.bank, does: { href: home } },
  { keys: 'g e', label: text.shortcuts.room, does: { href: room.href } },
  ...engineRoomPages.map(({ keys, label, href }): Shortcut => ({ keys, label, does: { href } })),
  { keys: '/', label: shellText.shortcuts.palette, does: 'palette' },
  { keys: '?', label: shellText.shortcuts.sheet, does: 'sheet' },
]

const placesFrom = (home: string) => ({
  navigation: [
    { href: home, label: text.theBank, icon: IconHome2 },
    { ...room, icon: IconEngine },
  ] as readonly NavigationItem[],
  palettePages: [
    { href: home, label: text.theBank },
    room,
    ...engineRoomPages.map(({ href, label }) => ({ href, label })),
  ],
  shortcuts: shortcutsFrom(home),
})

/** As a customer, and as somebody who works here. */
export const places = { customers: placesFrom('/'), staff: placesFrom('/staff') }
