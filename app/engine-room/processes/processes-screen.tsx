'use client'

/** What the bank does by itself: its processes with their deadlines, and the queues that wake whoever works on them. */
import { useProcesses } from '../../api-client/engine-room-processes-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { AsOf } from '../../components/as-of.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { useQueryParam } from '../../components/query-param.ts'
import { ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { processesText as text } from '../../text/engine-room-processes.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import { FailedJobs } from './failed-jobs.tsx'
import { Instances } from './instances.tsx'
import { ProcessRow } from './process-row.tsx'
import classes from './processes.module.css'
import { Queues } from './queues.tsx'

export function ProcessesScreen() {
  const { data, error, isFetching, refetch } = useProcesses()
  const names = data?.data.map(({ name }) => name) ?? []
  const [chosen, choose] = useQueryParam('process', names, names[0] ?? '')
  return (
    <>
      <PageHeading title={text.title} note={text.note} />
      <div className={classes.stack}>
        <Part title={text.list} beside={<AsOf version={data?.version} />}>
          <Explanation of="server/worker/process-runner.ts#createProcessRunner">
            {text.explained.process}
          </Explanation>
          {error && !data ? (
            <ErrorState
              message={describeReadFailure(error)}
              onRetry={() => void refetch()}
              isRetrying={isFetching}
            />
          ) : data ? (
            <ul className={classes.processes}>
              {data.data.map((process) => (
                <ProcessRow
                  key={process.name}
                  process={process}
                  isChosen={process.name === chosen}
                  onChoose={() => choose(process.name)}
                />
              ))}
            </ul>
          ) : (
            <RowsPlaceholder label={text.loading} rows={6} />
          )}
        </Part>
        {data && chosen !== '' && (
          <Instances key={chosen} process={chosen} figures={data.data.find(({ name }) => name === chosen)} />
        )}
        <Queues />
        <FailedJobs />
      </div>
    </>
  )
}
