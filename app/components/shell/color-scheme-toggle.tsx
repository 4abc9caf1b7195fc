'use client'

/** Light or dark. Which of the two icons shows is up to the style sheet, so that the first paint is right. */
import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import classes from './color-scheme-toggle.module.css'

export function ColorSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: true })
  return (
    <ActionIcon
      variant="subtle"
      size={40}
      radius="xl"
      onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
      aria-label={scheme === 'dark' ? 'Use light colours' : 'Use dark colours'}
    >
      <IconMoon aria-hidden size={20} className={classes.moon} />
      <IconSun aria-hidden size={20} className={classes.sun} />
    </ActionIcon>
  )
}
