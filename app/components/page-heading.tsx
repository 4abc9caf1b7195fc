/** A page's title with what belongs beside it. */
import type { ReactNode } from 'react'
import classes from './page-heading.module.css'

export function PageHeading({
  title,
  note,
  children,
}: {
  title: ReactNode
  note?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className={classes.root}>
      <div className={classes.words}>
        <h1 className={classes.title}>{title}</h1>
        {note && <p className={classes.note}>{note}</p>}
      </div>
      {children && <div className={classes.side}>{children}</div>}
    </div>
  )
}
