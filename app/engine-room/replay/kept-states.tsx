/** The states that are kept of a stream, and how much each saves who loads it. */
import type { ReplayOutline } from '../../api-client/engine-room-replay-queries.ts'
import { formatCount } from '../../components/money-format.ts'
import { replayText } from '../../text/engine-room-replay.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import classes from './replay.module.css'

const { kept: text, explained } = replayText
const SHOWN = 8

export function KeptStates({
  outline: { kept, end },
  position,
  foldedFrom,
}: {
  outline: ReplayOutline
  position: number
  foldedFrom: number | undefined
}) {
  const newest = kept.at(-1)
  const shown = kept.slice(-SHOWN).toReversed()
  return (
    <Part title={text.title}>
      <Explanation of="server/event-store/snapshots.ts#nearestState">{explained.kept}</Explanation>
      {foldedFrom !== undefined && (
        <p className={classes.outcome}>
          {foldedFrom < 0
            ? text.hereFromStart(formatCount(position + 1))
            : text.here(formatCount(foldedFrom), formatCount(position - foldedFrom))}
        </p>
      )}
      {newest ? (
        <>
          <p className={classes.outcome}>
            {text.now(formatCount(end - newest.streamPosition), formatCount(end + 1))}
          </p>
          <ul className={classes.kept}>
            {shown.map(({ streamPosition, isMark }) => (
              <li key={streamPosition}>
                <strong>{isMark ? text.mark : text.snapshot}</strong>
                <span className="money">{text.after(formatCount(streamPosition))}</span>
                <span className={`money ${classes.quiet}`}>
                  {text.saves(formatCount(streamPosition + 1))}
                </span>
              </li>
            ))}
          </ul>
          {kept.length > SHOWN && (
            <p className={classes.quiet}>{text.more(formatCount(kept.length - SHOWN))}</p>
          )}
        </>
      ) : (
        <p className={classes.none}>{text.none}</p>
      )}
    </Part>
  )
}
