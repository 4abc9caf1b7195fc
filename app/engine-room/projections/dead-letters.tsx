'use client'

/** Events that read models could not take in, each with its error, the event, and what can be done about it. */
import { Button } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from '../../api-client/api.ts'
import {
  type DeadLetter,
  useAct,
  useDeadLetter,
  useDeadLetters,
  useMayAct,
} from '../../api-client/engine-room-projections-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { formatCount } from '../../components/money-format.ts'
import { showDone, showProblem } from '../../components/notices.tsx'
import { ScrollFrame } from '../../components/scroll-frame.tsx'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { projectionsText } from '../../text/engine-room-projections.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import classes from './projections.module.css'
import { Refused } from './refused.tsx'
import { SkipDialog } from './skip-dialog.tsx'

const { letters: text, explained } = projectionsText

export function DeadLetters({ parked }: { parked: number | undefined }) {
  const { data, error, isPending, isFetching, refetch } = useDeadLetters(parked)
  return (
    <Part title={text.title}>
      <Explanation of="server/read-models/dead-letters/resolve.ts#retryDeadLetter">
        {explained.letters}
      </Explanation>
      {error && !data ? (
        <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
          {describeReadFailure(error)}
        </UnreadPart>
      ) : isPending ? (
        <RowsPlaceholder label={text.loading} rows={1} />
      ) : data.data.length === 0 ? (
        <p className={classes.none}>{text.none}</p>
      ) : (
        <ul className={classes.projectors}>
          {data.data.map((letter) => (
            <Letter key={letter.id} letter={letter} />
          ))}
        </ul>
      )}
    </Part>
  )
}

function Letter({ letter }: { letter: DeadLetter }) {
  const [isOpen, setOpen] = useState(false)
  const { position, type, projector, behind, error, tries } = letter
  return (
    <li className={classes.projector}>
      <details onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
        <summary className={classes.letter}>
          <IconChevronDown aria-hidden size={16} className={classes.chevron} />
          <span className="money">#{formatCount(position)}</span>
          <strong>{type}</strong>
          <span>{text.in(projector)}</span>
          <span className={behind === null ? classes.failure : classes.quiet}>
            {behind === null
              ? [error?.message || error?.name, text.tries(formatCount(tries))].filter(Boolean).join(' · ')
              : text.behind(formatCount(behind))}
          </span>
        </summary>
        {isOpen && <OpenLetter letter={letter} />}
      </details>
    </li>
  )
}

/** What has come of a try, for all that hang together with the event. */
const tellOf = ({ applied, parked, error }: Awaited<ReturnType<typeof api.deadLetters.retry.mutate>>) => {
  if (parked === 0) showDone(text.applied(formatCount(applied)), text.appliedDetail)
  else showProblem(text.still(formatCount(parked)), error?.message ?? error?.name ?? '')
}

function OpenLetter({ letter: { id, position } }: { letter: DeadLetter }) {
  const { data, error, isFetching, refetch } = useDeadLetter(id)
  const may = useMayAct()
  const [isSkipping, setSkipping] = useState(false)
  const retry = useAct(() => api.deadLetters.retry.mutate({ id }), tellOf)
  return (
    <div className={classes.opened}>
      {may.change && (
        <div className={classes.buttons}>
          <Button size="sm" loading={retry.isActing} onClick={retry.act}>
            {text.retry}
          </Button>
          <Button size="sm" variant="default" onClick={() => setSkipping(true)}>
            {text.skip}
          </Button>
          <Refused error={retry.error} />
        </div>
      )}
      {error && !data && (
        <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
          {describeReadFailure(error)}
        </UnreadPart>
      )}
      {data && (
        <>
          {data.waiting > 0 && <p>{text.waiting(formatCount(data.waiting))}</p>}
          <h3 className={classes.subtitle}>{text.error}</h3>
          {data.error ? (
            <ScrollFrame label={text.error}>
              <pre className={classes.json}>{data.error.stack || data.error.name}</pre>
            </ScrollFrame>
          ) : (
            <p>{text.noError}</p>
          )}
          <h3 className={classes.subtitle}>{text.event}</h3>
          {data.data === null ? (
            <p>{text.hidden}</p>
          ) : (
            <ScrollFrame label={text.event}>
              <pre className={classes.json}>{JSON.stringify(data.data, null, 2)}</pre>
            </ScrollFrame>
          )}
        </>
      )}
      {isSkipping && (
        <SkipDialog id={id} position={position} onClose={() => setSkipping(false)} onSkipped={tellOf} />
      )}
    </div>
  )
}
