'use client'

/** Holds the log against its seals while one watches, with a way out, and says what was found. */
import { useRef } from 'react'
import { useVerification } from '../../api-client/engine-room-verification.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { formatCount } from '../../components/money-format.ts'
import { proofText } from '../../text/engine-room-proof.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import { PassingButton } from '../passing-button.tsx'
import { Findings } from './findings.tsx'
import { Hash } from './hash.tsx'
import classes from './proof.module.css'
import type { Verification } from './verification.ts'

const { verify: text } = proofText

const RECENT = 10_000

export function VerifyNow({ sealed }: { sealed: number | undefined }) {
  const { step, start, cancel } = useVerification()
  const isRunning = step?.status === 'running'
  const begin = useRef<HTMLButtonElement>(null)
  const end = useRef<HTMLButtonElement>(null)
  return (
    <Part title={text.title}>
      <Explanation of="server/event-store/seals/verify.ts#verifyLog">{text.explained}</Explanation>
      {sealed === 0 ? (
        <p className={classes.none}>{text.nothing}</p>
      ) : (
        <div className={classes.buttons}>
          {isRunning ? (
            <PassingButton ref={end} focusAfter={begin} variant="default" onClick={cancel}>
              {text.cancel}
            </PassingButton>
          ) : (
            <>
              <PassingButton
                ref={begin}
                focusAfter={end}
                disabled={sealed === undefined}
                onClick={() => start(1, sealed ?? 1)}
              >
                {text.all}
              </PassingButton>
              {sealed !== undefined && sealed > RECENT && (
                <PassingButton
                  focusAfter={end}
                  variant="default"
                  onClick={() => start(sealed - RECENT + 1, sealed)}
                >
                  {text.recent(formatCount(RECENT))}
                </PassingButton>
              )}
            </>
          )}
        </div>
      )}
      {isRunning && <Progress step={step} />}
      {step && (
        <div role="status" className={classes.outcome}>
          {!isRunning && <Outcome step={step} />}
        </div>
      )}
    </Part>
  )
}

function Progress({ step: { from, to, end, perSecond } }: { step: Verification }) {
  const told = [
    to >= from && text.of(formatCount(to), formatCount(end)),
    perSecond > 0 && text.rate(formatCount(perSecond)),
    perSecond > 0 && end > to && text.left(formatCount(Math.ceil((end - to) / perSecond))),
  ].filter(Boolean)
  return (
    <div className={classes.progress}>
      <progress
        aria-label={text.progress}
        className={classes.bar}
        max={Math.max(1, end - from + 1)}
        value={Math.max(0, to - from + 1)}
      />
      <span className={`${classes.quiet} ${classes.told}`}>{told.join(' · ')}</span>
    </div>
  )
}

function Outcome({ step }: { step: Verification }) {
  const { status, from, to, hash, findings, isComplete, error } = step
  return (
    <>
      {status === 'failed' && <p className={classes.failure}>{text.failed(describeReadFailure(error))}</p>}
      {findings.length > 0 ? (
        <>
          <p className={classes.failure}>{text.unsound(formatCount(findings.length))}</p>
          <Findings findings={findings} />
          {!isComplete && <p className={classes.quiet}>{text.incomplete}</p>}
        </>
      ) : (
        <>
          {status === 'cancelled' && <p>{text.cancelled(formatCount(to))}</p>}
          {status === 'done' && (
            <>
              <p className={classes.sound}>{text.sound(formatCount(from), formatCount(to))}</p>
              <p className={classes.quiet}>{text.hash}</p>
              <Hash value={hash} isWhole />
            </>
          )}
        </>
      )}
    </>
  )
}
