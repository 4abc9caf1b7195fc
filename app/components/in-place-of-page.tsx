/**
 * What a page shows as long as what it is about cannot be shown: it is on its way, it could not be read, or there is no
 * such thing, which is also what somebody else's looks like.
 */
import { Button } from '@mantine/core'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { describeReadFailure, httpStatusOf } from '../api-client/failures.ts'
import { PageHeading } from './page-heading.tsx'
import { EmptyState, ErrorState } from './states.tsx'

/** What was asked for it, as a query of the bank has it. */
type Asked = {
  readonly error: Error | null | undefined
  readonly refetch: () => unknown
  readonly isFetching: boolean
}

export type Missing = {
  readonly title: string
  readonly detail: string
  /** Where one goes on from here, and what the way there is called. */
  readonly href: string
  readonly link: string
}

export function InPlaceOfPage({
  asked: { error, refetch, isFetching },
  title,
  missing,
  isMissing = missing !== undefined && isNoSuchThing(error),
  placeholder,
}: {
  asked: Asked
  /** Of the page, where it is known without the answer: a page that failed is headed by it, too. */
  title?: string
  /** Where there may be no such thing. */
  missing?: Missing
  /** Said by whoever has looked for it in a list. */
  isMissing?: boolean
  /** In the shape of the page that is on its way. */
  placeholder: ReactNode
}) {
  if (isMissing && missing)
    return (
      <EmptyState
        title={missing.title}
        action={
          <Button component={Link} href={missing.href} variant="default">
            {missing.link}
          </Button>
        }
      >
        {missing.detail}
      </EmptyState>
    )
  if (error)
    return (
      <>
        {title && <PageHeading title={title} />}
        <ErrorState
          message={describeReadFailure(error)}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      </>
    )
  return placeholder
}

/** What is no id at all is as little there as what has none. */
export const isNoSuchThing = (error: unknown): boolean => [400, 404].includes(httpStatusOf(error) ?? 0)
