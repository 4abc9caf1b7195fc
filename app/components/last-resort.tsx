/**
 * The page for when there is no page. It comes along with every other one, in case it is needed, so it is made of
 * nothing but words and a drawing.
 */
import type { ReactNode } from 'react'
import { Brand } from './brand.tsx'
import classes from './last-resort.module.css'

export function LastResort({
  title,
  children,
  action,
}: {
  title: string
  children: ReactNode
  action: ReactNode
}) {
  return (
    <div className={classes.frame}>
      <header className={classes.header}>
        <Brand />
      </header>
      <main className={classes.main}>
        <svg className={classes.drawing} viewBox="0 0 160 110" aria-hidden="true" focusable="false">
          <path
            d="M42 14h58l18 18v30l-10 6-9-7-10 8-9-7-10 8-9-7-10 8-9-7V14z M42 76l9 7 9-7 10 8 10-8 9 8 10-8 9 7 10-6v24H42z"
            className={classes.page}
          />
          <path d="M54 32h34M54 44h50" className={classes.rule} />
        </svg>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.text}>{children}</p>
        <div className={classes.action}>{action}</div>
      </main>
    </div>
  )
}
