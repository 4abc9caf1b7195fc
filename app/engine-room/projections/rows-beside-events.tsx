'use client'

/** A read model's rows on one side, a stream's events on the other: which of them has made which. */
import { NativeSelect } from '@mantine/core'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import {
  type ProjectionStatus,
  type ProjectorName,
  useRowsBesideEvents,
} from '../../api-client/engine-room-projections-queries.ts'
import { describeReadFailure, httpStatusOf } from '../../api-client/failures.ts'
import { formatCount } from '../../components/money-format.ts'
import { ScrollFrame } from '../../components/scroll-frame.tsx'
import sheet from '../../components/sheet.module.css'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { projectionsText } from '../../text/engine-room-projections.ts'
import { ById } from '../by-id.tsx'
import { Explanation } from '../explanation.tsx'
import { idOf, MadeRows, StreamEvents } from './made-rows.tsx'
import classes from './projections.module.css'

const { rows: text, explained } = projectionsText
const USUAL: ProjectorName = 'account-summaries'

export function RowsBesideEvents({ projections }: { projections: readonly ProjectionStatus[] | undefined }) {
  const asked = useSearchParams()
  const names = projections?.map(({ name }) => name) ?? [USUAL]
  const model = names.find((name) => name === asked.get('model')) ?? USUAL
  const given = asked.get('stream') ?? undefined
  const [chosen, setChosen] = useState<string | null>(null)
  const projection = projections?.find(({ name }) => name === model)
  const { data, error, isPending, isFetching, refetch } = useRowsBesideEvents(model, given, {
    position: projection?.position,
    head: projection?.head,
  })
  const answer = data?.data
  const row = answer?.rows.find((one) => idOf(one) === chosen) ?? answer?.rows[0]

  const show = (next: { model: string; stream: string | undefined }) => {
    const url = new URL(window.location.href)
    url.searchParams.set('model', next.model)
    if (next.stream === undefined) url.searchParams.delete('stream')
    else url.searchParams.set('stream', next.stream)
    window.history.replaceState(null, '', url)
    setChosen(null)
  }

  return (
    <section className={sheet.sheet} aria-label={text.title}>
      <div className={sheet.head}>
        <h2 className={sheet.title}>{text.title}</h2>
      </div>
      <div className={sheet.body}>
        <Explanation of="server/engine-room/rows-beside-events.ts#rowsMadeBy">{explained.rows}</Explanation>
        <div className={classes.choices}>
          <NativeSelect
            label={text.model}
            value={model}
            data={names}
            onChange={(event) => show({ model: event.currentTarget.value, stream: undefined })}
          />
          {answer && (
            <NativeSelect
              label={text.stream}
              value={answer.streamId}
              data={[answer.streamId, ...answer.others]}
              onChange={(event) => show({ model, stream: event.currentTarget.value })}
            />
          )}
          <ById key={given} text={text} maxLength={100} onShow={(stream) => show({ model, stream })} />
        </div>
        {error && !data ? (
          httpStatusOf(error) === 404 || httpStatusOf(error) === 400 ? (
            <p className={classes.none}>{text.noStream}</p>
          ) : (
            <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
              {describeReadFailure(error)}
            </UnreadPart>
          )
        ) : isPending || !answer ? (
          <RowsPlaceholder label={text.loading} rows={4} />
        ) : (
          <>
            <div className={classes.sides}>
              <div>
                <h3 className={classes.subtitle}>
                  {text.rows}{' '}
                  <span className={`money ${classes.quiet}`}>{text.upTo(formatCount(data.version))}</span>
                </h3>
                <ScrollFrame label={text.rows} className={classes.scrolled}>
                  <MadeRows rows={answer.rows} chosen={row} onChoose={setChosen} />
                </ScrollFrame>
              </div>
              <div>
                <h3 className={classes.subtitle}>{text.events}</h3>
                <ScrollFrame label={text.events} className={classes.scrolled}>
                  <StreamEvents events={answer.events} row={row} version={data.version} />
                </ScrollFrame>
              </div>
            </div>
            {answer.isTruncated && <p className={classes.quiet}>{text.truncated}</p>}
          </>
        )}
      </div>
    </section>
  )
}
