'use client'

/** Every read model: how far it is and what can be done with it, what it could not take in, and its rows. */
import { useProjections } from '../../api-client/engine-room-projections-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { AsOf } from '../../components/as-of.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { projectionsText as text } from '../../text/engine-room-projections.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import { DeadLetters } from './dead-letters.tsx'
import classes from './projections.module.css'
import { ProjectorRow } from './projector-row.tsx'
import { rateOf } from './rate.ts'
import { RowsBesideEvents } from './rows-beside-events.tsx'

export function ProjectionsScreen() {
  const { data, error, isPending, isFetching, refetch } = useProjections()
  const parked = data?.data.reduce((sum, one) => sum + one.parked, 0)
  return (
    <>
      <PageHeading title={text.title} note={text.note} />
      <div className={classes.stack}>
        <Part title={text.list} beside={<AsOf version={data?.version} />}>
          <Explanation of="server/read-models/runner.ts#drain">{text.explained.follow}</Explanation>
          {error && !data ? (
            <ErrorState
              message={describeReadFailure(error)}
              onRetry={() => void refetch()}
              isRetrying={isFetching}
            />
          ) : isPending ? (
            <RowsPlaceholder label={text.loading} rows={12} />
          ) : (
            <ul className={classes.projectors}>
              {data?.data.map((projection) => (
                <ProjectorRow
                  key={projection.name}
                  projection={projection}
                  rate={rateOf(data.samples, projection.name)}
                />
              ))}
            </ul>
          )}
        </Part>
        <DeadLetters parked={parked} />
        <RowsBesideEvents projections={data?.data} />
      </div>
    </>
  )
}
