'use client'

/** A command's way: one is sent or picked, walked through stage by stage, and laid beside the tutorial's times. */
import { useState } from 'react'
import { type Sent, useCommandFlow } from '../../api-client/engine-room-flow-queries.ts'
import { describeReadFailure, httpStatusOf } from '../../api-client/failures.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import { useQueryParameter } from '../../components/query-parameter.ts'
import sheet from '../../components/sheet.module.css'
import { ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { flowText } from '../../text/engine-room-flow.ts'
import { CommandList } from './command-list.tsx'
import classes from './flow.module.css'
import { SendTransfer } from './send-transfer.tsx'
import { Stepper } from './stepper.tsx'
import { Timeline } from './timeline-chart.tsx'

const { flow: text } = flowText

export function FlowScreen() {
  const [commandId, show] = useQueryParameter('command')
  const [, showStage] = useQueryParameter('stage')
  // What was measured here is this page's own: whoever follows a link to the command sees the server's part.
  const [sent, setSent] = useState<ReadonlyMap<string, Sent>>(new Map())
  // Whoever has chosen one is taken to it; whoever comes by a link stays at the top of the page.
  const [followed, setFollowed] = useState<string | null>(null)
  const follow = (id: string) => {
    setFollowed(id)
    showStage(null)
    show(id)
  }
  return (
    <>
      <PageHeading title={flowText.title} note={flowText.note} />
      <div className={classes.stack}>
        <div className={classes.sides}>
          <SendTransfer
            onSent={(one) => {
              setSent((before) => new Map(before).set(one.commandId, one))
              follow(one.commandId)
            }}
          />
          <CommandList chosen={commandId} onChoose={follow} />
        </div>
        <Way
          commandId={commandId}
          sent={commandId === null ? undefined : sent.get(commandId)}
          takesFocus={followed !== null && followed === commandId}
        />
      </div>
    </>
  )
}

function Way({
  commandId,
  sent,
  takesFocus,
}: {
  commandId: string | null
  sent: Sent | undefined
  takesFocus: boolean
}) {
  const { data, error, isFetching, refetch } = useCommandFlow(commandId)
  if (commandId === null)
    return <p className={`${sheet.sheet} ${sheet.padded} ${classes.pick}`}>{text.pick}</p>
  if (error && !data)
    return (
      <section className={`${sheet.sheet} ${sheet.padded}`} aria-label={text.stages}>
        {[400, 404].includes(httpStatusOf(error) ?? 0) ? (
          <p className={classes.none}>{flowText.list.noSuch}</p>
        ) : (
          <ErrorState
            message={describeReadFailure(error)}
            onRetry={() => void refetch()}
            isRetrying={isFetching}
          />
        )}
      </section>
    )
  if (!data)
    return (
      <div className={`${sheet.sheet} ${sheet.padded}`}>
        <RowsPlaceholder label={text.loading} rows={6} />
      </div>
    )
  return (
    <>
      <Stepper key={commandId} flow={data.data} sent={sent} takesFocus={takesFocus} />
      <Timeline flow={data.data} marks={sent?.marks} />
    </>
  )
}
