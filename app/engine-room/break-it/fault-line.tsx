'use client'

/** One fault: until when it is on, by whom, what it has done, and the way to end it. */
import type { RefObject } from 'react'
import { type InjectedFault, useClearFault } from '../../api-client/engine-room-break-it-queries.ts'
import { useSecondsUntil } from '../../components/countdown.ts'
import { formatCount } from '../../components/money-format.ts'
import { breakItText } from '../../text/engine-room-break-it.ts'
import { PassingButton } from '../passing-button.tsx'
import { Refused } from '../projections/refused.tsx'
import classes from './break-it.module.css'
import { effectOf, nameOf, stateOf } from './kinds.ts'

const { switches: text } = breakItText

export function FaultLine({
  injected,
  focusAfter,
}: {
  injected: InjectedFault
  /** Where the focus goes when there is nothing to end any more. */
  focusAfter: RefObject<HTMLElement | null>
}) {
  const { id, fault, until, againAt, setByName } = injected
  const seconds = useSecondsUntil(until)
  const { mutate, isPending, error } = useClearFault()
  const state = stateOf(injected, seconds > 0)
  return (
    <li className={classes.fault} data-state={state}>
      <p className={classes.faultName}>
        <span className={classes.mark} data-state={state}>
          {text.state[state]}
        </span>
        <span>{nameOf(fault)}</span>
        {state === 'on' && <span className="money">{text.left(formatCount(seconds))}</span>}
        {setByName !== null && <span className={classes.quiet}>{text.by(setByName)}</span>}
      </p>
      <p className={classes.effect} data-effect>
        {effectOf(injected, state)} {againAt !== null && <Again at={againAt} />}
      </p>
      {state === 'on' && (
        <PassingButton
          size="sm"
          variant="default"
          focusAfter={focusAfter}
          data-disabled={isPending || undefined}
          aria-disabled={isPending}
          aria-label={text.turnOffOf(nameOf(fault))}
          onClick={() => {
            if (!isPending) mutate(id)
          }}
        >
          {text.turnOff}
        </PassingButton>
      )}
      <Refused error={error} />
    </li>
  )
}

function Again({ at }: { at: string }) {
  const seconds = useSecondsUntil(at)
  return seconds > 0 ? text.retryIn(formatCount(seconds)) : null
}
