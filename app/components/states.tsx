'use client'

/** What a screen shows when it has nothing to show: nothing yet, nothing at all, or nothing because of a failure. */
import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { commonText } from '../text/common.ts'
import classes from './states.module.css'

export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={classes.state}>
      <EmptyPages />
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.text}>{children}</p>
      {action}
    </div>
  )
}

export function ErrorState({
  title = commonText.notFilled,
  message,
  onRetry,
  isRetrying = false,
}: {
  title?: string
  message: string
  onRetry?: () => void
  isRetrying?: boolean
}) {
  return (
    <div className={classes.state} role="alert">
      <TornPage />
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.text}>{message}</p>
      {onRetry && (
        <Button variant="default" onClick={onRetry} loading={isRetrying}>
          {commonText.tryAgain}
        </Button>
      )}
    </div>
  )
}

/** How what could not be read is tried again. */
export type Retry = { readonly onRetry: () => void; readonly isRetrying: boolean }

/** Stands where a part of a page could not be read, and all around it can be used as it is. */
export function UnreadPart({
  children,
  onRetry,
  isRetrying,
}: Retry & {
  /** What it is that could not be read. */
  children: ReactNode
}) {
  return (
    <div className={classes.unread} role="alert">
      <p>{children}</p>
      <Button variant="default" size="sm" onClick={onRetry} loading={isRetrying}>
        {commonText.tryAgain}
      </Button>
    </div>
  )
}

/** Stands in for a list that is on its way, in about its size, so that nothing jumps when it comes. */
export function RowsPlaceholder({ rows = 5, label }: { rows?: number; label: string }) {
  const keys = Array.from({ length: rows }, (_, index) => `row-${index}`)
  return (
    <div role="status" aria-label={label}>
      {keys.map((key) => (
        <div className={classes.row} key={key}>
          <Skeleton circle height={38} />
          <div className={classes.rowText}>
            <Skeleton height={12} width="45%" />
            <Skeleton height={10} width="28%" />
          </div>
          <Skeleton height={14} width={84} />
        </div>
      ))}
    </div>
  )
}

function EmptyPages() {
  return (
    <svg className={classes.drawing} viewBox="0 0 160 110" aria-hidden="true" focusable="false">
      <path
        d="M80 26c-14-9-34-11-52-8v66c18-3 38-1 52 8 14-9 34-11 52-8V18c-18-3-38-1-52 8z"
        className={classes.page}
      />
      <path d="M80 26v66" className={classes.fold} />
      <path d="M40 36c9-1 19 0 27 3M40 50c9-1 19 0 27 3M40 64c9-1 19 0 27 3" className={classes.rule} />
      <path d="M120 36c-9-1-19 0-27 3M120 50c-9-1-19 0-27 3M120 64c-9-1-19 0-27 3" className={classes.rule} />
      <path d="M112 94l14-34 7 3-14 34-8 5z" className={classes.pen} />
    </svg>
  )
}

function TornPage() {
  return (
    <svg className={classes.drawing} viewBox="0 0 160 110" aria-hidden="true" focusable="false">
      <path d="M42 14h58l18 18v30l-10 6-9-7-10 8-9-7-10 8-9-7-10 8-9-7V14z" className={classes.page} />
      <path d="M42 76l9 7 9-7 10 8 10-8 9 8 10-8 9 7 10-6v24H42z" className={classes.page} />
      <path d="M54 32h34M54 44h50" className={classes.rule} />
      <path d="M100 14v18h18" className={classes.fold} />
    </svg>
  )
}
