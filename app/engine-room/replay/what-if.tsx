/** What would be without the event that one has stopped at: reckoned by the server, and written nowhere. */
import { Button } from '@mantine/core'
import { rejections } from '../../../server/domain/rejections.ts'
import type {
  Reckoning,
  ReplayOutline,
  useWithoutEvent,
} from '../../api-client/engine-room-replay-queries.ts'
import { formatCount, formatMoney } from '../../components/money-format.ts'
import { replayText } from '../../text/engine-room-replay.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import classes from './replay.module.css'
import { StateBeside } from './state-beside.tsx'

const { without: text, explained } = replayText
const SHOWN = 10

export function WhatIf({
  outline: { end },
  position,
  type,
  whatIf: { reckoning, leaveOut, cancel, putBack },
}: {
  outline: ReplayOutline
  position: number
  type: string | undefined
  whatIf: ReturnType<typeof useWithoutEvent>
}) {
  const isReckoning = reckoning?.status === 'reckoning'
  const searched = reckoning?.without?.searchedUpTo ?? reckoning?.leftOut ?? 0
  return (
    <Part title={text.title}>
      <Explanation of="server/engine-room/reenact.ts#reenact">{explained.without}</Explanation>
      <div className={`${classes.buttons} ${classes.outcome}`}>
        <Button
          variant="default"
          disabled={type === undefined || isReckoning || reckoning?.leftOut === position}
          onClick={() => type !== undefined && void leaveOut(position, type)}
        >
          {(reckoning ? text.again : text.ask)(formatCount(position))}
        </Button>
        {reckoning && !isReckoning && (
          <Button variant="subtle" onClick={putBack}>
            {text.clear}
          </Button>
        )}
      </div>
      {isReckoning && (
        <div className={classes.progress}>
          <progress aria-label={text.progress} className={classes.bar} max={end + 1} value={searched + 1} />
          <span className={`money ${classes.quiet}`}>
            {text.reckoning(formatCount(searched), formatCount(end))}
          </span>
          <Button size="compact-sm" variant="default" onClick={cancel}>
            {text.cancel}
          </Button>
        </div>
      )}
      <div role="status">
        {reckoning?.status === 'failed' && <p className={classes.outcome}>{text.failed}</p>}
        {reckoning?.status === 'stopped' && (
          <p className={classes.outcome}>{text.stopped(formatCount(searched))}</p>
        )}
        {reckoning?.without && !isReckoning && <Outcome reckoning={reckoning} without={reckoning.without} />}
      </div>
    </Part>
  )
}

function Outcome({
  reckoning: { leftOut, type },
  without: { refused, refusedCommands, is, wouldBe },
}: {
  reckoning: Reckoning
  without: NonNullable<Reckoning['without']>
}) {
  const shown = refused.slice(0, SHOWN)
  return (
    <>
      <h3 className={`${classes.eventType} ${classes.outcome}`}>{text.result(formatCount(leftOut), type)}</h3>
      {refusedCommands === 0 ? (
        <p className={classes.outcome}>{text.noneRefused}</p>
      ) : (
        <>
          <p className={classes.outcome}>{text.refused(formatCount(refusedCommands))}</p>
          <ul className={classes.refused}>
            {shown.map((one) => (
              <li key={one.streamPosition}>
                <span className="money">{formatCount(one.streamPosition)}</span>
                <strong>{one.type}</strong>
                {one.events > 1 && (
                  <span className={classes.quiet}>{text.together(formatCount(one.events))}</span>
                )}
                <span className={classes.reason}>
                  {sentenceOf(one.reason)} {one.shortBy && text.refusedShort(formatMoney(one.shortBy))}
                </span>
              </li>
            ))}
          </ul>
          {refusedCommands > shown.length && (
            <p className={classes.quiet}>{text.moreRefused(formatCount(refusedCommands - shown.length))}</p>
          )}
        </>
      )}
      <h4 className={classes.subtitle}>{text.differences}</h4>
      <StateBeside
        before={is}
        after={wouldBe}
        caption={text.differences}
        names={{ before: text.is, after: text.wouldBe }}
        nothing={text.same}
        onlyChanged
      />
      <p className={`${classes.quiet} ${classes.outcome}`}>{text.interest}</p>
    </>
  )
}

const sentenceOf = (reason: string): string =>
  reason in rejections ? rejections[reason as keyof typeof rejections] : text.notPossible
