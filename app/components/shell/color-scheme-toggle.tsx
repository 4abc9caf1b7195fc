'use client'

/**
 * Light or dark. Which of the two icons shows is up to the style sheet, so that the first paint is right. The button
 * itself answers at once; the page, of which every colour changes, follows with the next picture.
 */
import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { startTransition, useState } from 'react'
import { shellText } from '../../text/shell.ts'
import { useIsHydrated } from '../hydrated.ts'
import classes from './color-scheme-toggle.module.css'

export function ColorSchemeToggle() {
  // To hold back every transition on the page, it would have to be styled twice more.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const computed = useComputedColorScheme('light')
  // The server does not know the choice; the first render here must say what the server has said.
  const scheme = useIsHydrated() ? computed : 'light'
  const [asked, setAsked] = useState<'light' | 'dark' | null>(null)
  const shown = asked ?? scheme
  const turn = () => {
    const next = shown === 'dark' ? 'light' : 'dark'
    setAsked(next)
    afterNextPicture(() =>
      startTransition(() => {
        setColorScheme(next)
        setAsked(null)
      }),
    )
  }
  return (
    <ActionIcon
      variant="subtle"
      size={40}
      radius="xl"
      onClick={turn}
      aria-label={shown === 'dark' ? shellText.lightColours : shellText.darkColours}
    >
      <IconMoon aria-hidden size={20} className={classes.moon} data-turning={asked ?? undefined} />
      <IconSun aria-hidden size={20} className={classes.sun} data-turning={asked ?? undefined} />
    </ActionIcon>
  )
}

const afterNextPicture = (then: () => void) => requestAnimationFrame(() => setTimeout(then))
