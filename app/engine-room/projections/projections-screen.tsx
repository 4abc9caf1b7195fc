'use client'

/** Every read model: how far it is, and what can be done with it. */
import { useProjections } from '../../api-client/engine-room-projections-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { AsOf } from '../../components/as-of.tsx'
import { formatCount } from '../../components/money-format.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import sheet from '../../components/sheet.module.css'
import { ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { projectionsText as text } from '../../text/engine-room-projections.ts'
import { Explanation } from '../explanation.tsx'
import classes from './projections.module.css'

export function ProjectionsScreen() {
  const { data, error, isPending, isFetching, refetch } = useProjections()
  return (
    <>
      <PageHeading title={text.title} note={text.note} />
      <section className={sheet.sheet} aria-label={text.list}>
        <div className={sheet.head}>
          <h2 className={sheet.title}>{text.list}</h2>
          <AsOf version={data?.version} />
        </div>
        <div className={sheet.body}>
          <Explanation of="server/read-models/runner.ts#drain">{text.explained}</Explanation>
          {error && !data ? (
            <ErrorState
              message={describeReadFailure(error)}
              onRetry={() => void refetch()}
              isRetrying={isFetching}
            />
          ) : isPending ? (
            <RowsPlaceholder label={text.loading} rows={8} />
          ) : (
            <ul>
              {data?.data.map(({ name, position, lag }) => (
                <li key={name} className={classes.projector}>
                  <strong>{name}</strong>
                  <span className="money">#{formatCount(position)}</span>
                  <span className="money">{lag === 0 ? text.caughtUp : formatCount(lag)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      </section>
    </>
  )
}
