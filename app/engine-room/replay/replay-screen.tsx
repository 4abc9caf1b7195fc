'use client'

/** A stream as a film. Which one, and which of its events, stands in the address. */
import { useSearchParams } from 'next/navigation'
import { useReplayOutline, useStreamsOffered } from '../../api-client/engine-room-replay-queries.ts'
import { describeReadFailure, httpStatusOf } from '../../api-client/failures.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import sheet from '../../components/sheet.module.css'
import { ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { replayText as text } from '../../text/engine-room-replay.ts'
import classes from './replay.module.css'
import { ReplayedStream } from './replayed-stream.tsx'
import { StreamChoice } from './stream-choice.tsx'

export function ReplayScreen() {
  const given = useSearchParams().get('stream')
  const offered = useStreamsOffered()
  const accounts = offered.data?.data ?? []
  const streamId = given ?? (accounts[0] && `BankAccount-${accounts[0].accountId}`)
  const { data, error, isFetching, refetch } = useReplayOutline(streamId)

  const show = (stream: string) => {
    const url = new URL(window.location.href)
    url.searchParams.set('stream', stream)
    url.searchParams.delete('event')
    window.history.replaceState(null, '', url)
  }

  return (
    <>
      <PageHeading title={text.title} note={text.note} />
      <div className={classes.stack}>
        <section className={`${sheet.sheet} ${sheet.padded}`} aria-label={text.choice.stream}>
          <StreamChoice key={streamId} accounts={accounts} streamId={streamId} onShow={show} />
          {error && !data ? (
            [400, 404].includes(httpStatusOf(error) ?? 0) ? (
              <p className={classes.none}>{text.choice.none}</p>
            ) : (
              <ErrorState
                message={describeReadFailure(error)}
                onRetry={() => void refetch()}
                isRetrying={isFetching}
              />
            )
          ) : streamId === undefined && !offered.isPending ? (
            <p className={classes.none}>{text.choice.noAccounts}</p>
          ) : (
            !data && <RowsPlaceholder label={text.loading} rows={6} />
          )}
        </section>
        {data && <ReplayedStream key={data.data.streamId} outline={data.data} version={data.version} />}
      </div>
    </>
  )
}
