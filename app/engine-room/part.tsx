/** A part of a page: a sheet with its title, with what stands beside that, and with what it shows. */
import type { ReactNode, Ref } from 'react'
import classes from './part.module.css'

export function Part({
  title,
  beside,
  className = '',
  headRef,
  titleRef,
  children,
}: {
  title: string
  /** Below the title where there is no room. */
  beside?: ReactNode
  className?: string | undefined
  headRef?: Ref<HTMLDivElement>
  /** For who takes the focus there. */
  titleRef?: Ref<HTMLHeadingElement>
  children: ReactNode
}) {
  return (
    <section className={`${classes.part} ${className}`} aria-label={title}>
      <div ref={headRef} className={classes.head}>
        <h2 ref={titleRef} tabIndex={titleRef ? -1 : undefined} className={classes.title}>
          {title}
        </h2>
        {beside}
      </div>
      <div className={classes.body}>{children}</div>
    </section>
  )
}
