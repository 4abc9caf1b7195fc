/** The film of one stream, with everything that can be asked of the event that one has stopped at. */
import { Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import {
  type ReplayOutline,
  useFolding,
  useReplayWindow,
  useWithoutEvent,
  WINDOW,
} from '../../api-client/engine-room-replay-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { AsOf } from '../../components/as-of.tsx'
import { exactMoment } from '../../components/dates.ts'
import { formatCount } from '../../components/money-format.ts'
import { PageLink } from '../../components/page-link.tsx'
import { UnreadPart } from '../../components/states.tsx'
import { replayText as text } from '../../text/engine-room-replay.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import { BalanceFilm } from './balance-film.tsx'
import { FilmControls, type Speed } from './film-controls.tsx'
import { JumpForm } from './jump-form.tsx'
import { KeptStates } from './kept-states.tsx'
import classes from './replay.module.css'
import { StateBeside } from './state-beside.tsx'
import { useFilm, usePlaying } from './use-film.ts'
import { WhatIf } from './what-if.tsx'

const windowAt = (position: number): number => position - (position % WINDOW)

export function ReplayedStream({ outline, version }: { outline: ReplayOutline; version: number }) {
  const { streamId, end, currency } = outline
  const { timeZone } = useBankSession()
  const [speed, setSpeed] = useState<Speed>(1)
  const film = useFilm(end)
  const whatIf = useWithoutEvent(streamId)

  // Windows are read where one stays, and the next one before the film comes to it.
  const from = windowAt(film.settled)
  const window = useReplayWindow(streamId, { from, end })
  const isNearEnd = film.settled - from > WINDOW / 2
  const next = useReplayWindow(streamId, {
    from: from + WINDOW,
    end,
    isWanted: isNearEnd && window.data !== undefined,
  })
  const folded = useFolding(streamId)
  const windows = [window.data?.data, next.data?.data]
  const stepAt = (position: number) => {
    const inside = windows.find(
      (one) => one && one.from <= position && position < one.from + one.steps.length,
    )
    return inside?.steps[position - inside.from]
  }
  const inside = windows.find((one) => one?.from === windowAt(film.position))
  const step = stepAt(film.position)
  const before = film.position === inside?.from ? inside.before : stepAt(film.position - 1)?.after
  usePlaying(film, { everyMs: 1_000 / speed, isNextThere: stepAt(film.position + 1) !== undefined })
  const balance = step?.after.balance as { amount: string; currency: string } | undefined

  return (
    <>
      <Part title={text.film.title} beside={<AsOf version={version} />}>
        <div className={classes.film}>
          <Explanation of="server/event-store/fold.ts#stepsOf">{text.explained.film}</Explanation>
          {currency && (
            <BalanceFilm
              outline={outline}
              currency={currency}
              position={film.position}
              now={balance}
              without={whatIf.reckoning?.without}
            />
          )}
          <FilmControls film={film} end={end} speed={speed} onSpeed={setSpeed} />
          <div className={classes.event} aria-live={film.isPlaying ? 'off' : 'polite'}>
            <h3 className={classes.eventType}>
              {step ? (
                text.film.told(formatCount(film.position), formatCount(end), step.event.type)
              ) : (
                <>
                  {text.film.of(formatCount(film.position), formatCount(end))}
                  <Skeleton height={18} width="10rem" component="span" display="inline-block" ml={8} />
                </>
              )}
            </h3>
            {step && (
              <p className={classes.quiet}>
                {exactMoment(step.event.at, timeZone)} ·{' '}
                <PageLink href={`/engine-room/log?event=${step.event.position}`}>
                  {text.film.position(formatCount(step.event.position))}
                </PageLink>
              </p>
            )}
          </div>
          {step && (
            <details className={classes.details}>
              <summary>{text.film.data}</summary>
              <pre className={classes.json}>{JSON.stringify(step.event.data, null, 2)}</pre>
            </details>
          )}
        </div>
      </Part>

      <Part title={text.state.title}>
        {step && before ? (
          <StateBeside before={before} after={step.after} caption={text.state.title} />
        ) : window.error ? (
          <UnreadPart onRetry={() => void window.refetch()} isRetrying={window.isFetching}>
            {describeReadFailure(window.error)}
          </UnreadPart>
        ) : (
          <>
            {folded !== null && (
              <p role="status">{text.state.folding(formatCount(folded), formatCount(film.settled))}</p>
            )}
            <Skeleton height={320} radius="md" />
          </>
        )}
      </Part>

      <div className={classes.pair}>
        <JumpForm outline={outline} position={film.position} onFound={film.go} />
        <KeptStates outline={outline} position={film.position} foldedFrom={inside?.foldedFrom} />
      </div>
      <WhatIf outline={outline} position={film.position} type={step?.event.type} whatIf={whatIf} />
    </>
  )
}
