/** What may be wider than its window, scrolled by finger and by keyboard alike, with a name for who cannot see it. */
import type { ReactNode } from 'react'
import classes from './scroll-frame.module.css'

export function ScrollFrame({
  label,
  className = '',
  children,
}: {
  label: string
  className?: string | undefined
  children: ReactNode
}) {
  return (
    <section
      className={`${classes.frame} ${className}`}
      aria-label={label}
      // Its arrow keys are its own: what listens to them further out leaves them alone.
      data-scrolls
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without it, nobody could scroll here by keyboard
      tabIndex={0}
    >
      {children}
    </section>
  )
}
