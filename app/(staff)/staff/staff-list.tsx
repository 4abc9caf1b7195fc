'use client'

/** The frame of a list that staff look at: what it shows while it loads, when there is nothing, and when it failed. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { describeReadFailure } from '../../api-client/failures.ts'
import { AsOf } from '../../components/as-of.tsx'
import sheet from '../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { staffText } from '../../text/staff.ts'
import classes from './staff.module.css'

type List = {
  readonly rows: readonly unknown[]
  readonly version: number | undefined
  readonly data: unknown
  readonly isPending: boolean
  readonly isPlaceholderData: boolean
  readonly isError: boolean
  readonly error: unknown
  readonly refetch: () => Promise<unknown>
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
}

export function StaffList({
  list,
  title,
  note,
  loading,
  empty,
  exported,
  narrowing,
  children,
}: {
  list: List
  title: ReactNode
  note?: ReactNode
  loading: string
  /** Without a detail, one quiet line: for a list that is one part of a page among others. */
  empty: { readonly title: string; readonly detail?: string }
  /** What it is as a file, and by what it is narrowed down. */
  exported?: ReactNode
  /** By what it can be narrowed down, and what it is. */
  narrowing?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={sheet.sheet} aria-label={typeof title === 'string' ? title : undefined}>
      <div className={sheet.head}>
        <h2 className={sheet.title}>{title}</h2>
        <span className={classes.headNotes}>
          {note && <span className={classes.quiet}>{note}</span>}
          <AsOf version={list.version} />
        </span>
      </div>
      {narrowing}
      <div className={sheet.body} data-stale={list.isPlaceholderData || undefined}>
        {list.isError && !list.data ? (
          <ErrorState message={describeReadFailure(list.error)} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <RowsPlaceholder label={loading} rows={6} />
        ) : list.rows.length === 0 ? (
          <Empty {...empty} />
        ) : (
          children
        )}
        {list.hasNextPage && (
          <div className={classes.more}>
            <Button
              variant="subtle"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {staffText.loadMore}
            </Button>
          </div>
        )}
        {list.rows.length > 0 && exported}
      </div>
    </section>
  )
}

function Empty({ title, detail }: { title: string; detail?: string }) {
  return detail === undefined ? (
    <p className={classes.quiet}>{title}</p>
  ) : (
    <EmptyState title={title}>{detail}</EmptyState>
  )
}
