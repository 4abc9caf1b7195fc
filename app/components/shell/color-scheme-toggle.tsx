'use client'

/** Light or dark. Which of the two icons shows is up to the style sheet, so that the first paint is right. */
import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { shellText } from '../../text/shell.ts'
import { useIsHydrated } from '../hydrated.ts'
import classes from './color-scheme-toggle.module.css'

export function ColorSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme()
  const computed = useComputedColorScheme('light')
  // The server does not know the choice; the first render here must say what the server has said.
  const scheme = useIsHydrated() ? computed : 'light'
  return (
    <ActionIcon
      variant="subtle"
      size={40}
      radius="xl"
      onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
      aria-label={scheme === 'dark' ? shellText.lightColours : shellText.darkColours}
    >
      <IconMoon aria-hidden size={20} className={classes.moon} />
      <IconSun aria-hidden size={20} className={classes.sun} />
    </ActionIcon>
  )
}
