'use client'

/** The palette and the keys that work on every page. What opens is fetched when it is first asked for. */
import { ActionIcon } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { shellText } from '../../text/shell.ts'
import { undoNewest } from '../notices.tsx'
import type { PalettePage } from '../palette/entries.ts'
import { usePreferences } from '../use-preferences.ts'
import { isTypedInto, type Pressed, press, type Shortcut } from './shortcut-keys.ts'

const CustomersPalette = dynamic(
  () => import('../palette/palette.tsx').then((module) => module.CustomersPalette),
  { ssr: false },
)
const StaffPalette = dynamic(() => import('../palette/palette.tsx').then((module) => module.StaffPalette), {
  ssr: false,
})
const ShortcutSheet = dynamic(() => import('./shortcut-sheet.tsx').then((module) => module.ShortcutSheet), {
  ssr: false,
})

const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent)

export function Keyboard({
  audience,
  palettePages,
  shortcuts,
}: {
  audience: 'customers' | 'staff'
  palettePages: readonly PalettePage[]
  shortcuts: readonly Shortcut[]
}) {
  const router = useRouter()
  const { hasShortcuts } = usePreferences()
  const [opened, setOpened] = useState<'palette' | 'sheet' | null>(null)

  useEffect(() => {
    let pressed: Pressed | null = null
    const onKeyDown = (event: KeyboardEvent) => {
      const isDialogOpen = document.querySelector('dialog[open]') !== null
      const isCommand = isMac() ? event.metaKey : event.ctrlKey
      if (isCommand && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        // The browser's own meaning of it, a search on the web, is not what anybody wants here.
        event.preventDefault()
        if (!isDialogOpen) setOpened('palette')
        return
      }
      if (!hasShortcuts || event.defaultPrevented || event.isComposing || event.repeat) return
      if (event.ctrlKey || event.metaKey || event.altKey || ['Shift', 'CapsLock'].includes(event.key)) return
      if (event.target instanceof HTMLElement) {
        const { tagName, isContentEditable } = event.target
        const type = event.target instanceof HTMLInputElement ? event.target.type : ''
        if (isTypedInto({ tagName, type, isContentEditable })) return
      }
      // An open dialog has its own keys; but what was done in it is taken back while it is still open.
      const heard = isDialogOpen ? shortcuts.filter(({ does }) => does === 'undo') : shortcuts
      const next = press(heard, pressed, event.key, Date.now())
      pressed = next.pressed
      if (!next.hit) return
      event.preventDefault()
      const { does } = next.hit
      if (does === 'undo') undoNewest()
      else if (typeof does === 'string') setOpened(does)
      else router.push(does.href)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [hasShortcuts, shortcuts, router])

  const close = () => setOpened(null)
  const Palette = audience === 'customers' ? CustomersPalette : StaffPalette
  return (
    <>
      <ActionIcon
        variant="subtle"
        size={40}
        radius="xl"
        onClick={() => setOpened('palette')}
        aria-label={shellText.palette.open}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <IconSearch aria-hidden size={20} />
      </ActionIcon>
      {opened === 'palette' && <Palette pages={palettePages} onClose={close} />}
      {opened === 'sheet' && <ShortcutSheet shortcuts={shortcuts} onClose={close} />}
    </>
  )
}
