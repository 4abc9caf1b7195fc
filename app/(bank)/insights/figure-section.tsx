/**
 * One figure of the page: its title, as of when, and its drawing or its table. While it is drawn, the table is there for
 * those who listen; while it is written, its cells lead where the drawing's bars do.
 */
import type { ReactNode } from 'react'
import { describeReadFailure } from '../../api-client/failures.ts'
import { AsOf } from '../../components/as-of.tsx'
import sheet from '../../components/sheet.module.css'
import { ErrorState } from '../../components/states.tsx'
import { insightsText as text } from '../../text/insights.ts'
import { DrawingPlaceholder } from './drawing-placeholder.tsx'
import classes from './figures.module.css'

type Answer = {
  readonly data: { readonly version: number } | undefined
  readonly error: unknown
  readonly isPlaceholderData?: boolean
  readonly refetch: () => unknown
}

export function FigureSection({
  id,
  title,
  note,
  answer,
  children,
}: {
  id: string
  title: string
  note?: ReactNode
  answer: Answer
  /** Drawn once the answer is there. */
  children: () => ReactNode
}) {
  return (
    <section className={sheet.sheet} aria-labelledby={`${id}-title`}>
      <div className={sheet.head}>
        <h2 className={sheet.title} id={`${id}-title`}>
          {title}
        </h2>
        <AsOf version={answer.data?.version} />
      </div>
      <div className={sheet.body}>
        {note && <p className={classes.note}>{note}</p>}
        {answer.data ? (
          children()
        ) : answer.error ? (
          <ErrorState message={describeReadFailure(answer.error)} onRetry={() => void answer.refetch()} />
        ) : (
          <DrawingPlaceholder label={text.loading} />
        )}
      </div>
    </section>
  )
}
