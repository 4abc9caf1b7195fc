'use client'

/** One fault: until when it is on, by whom, what it has done, and the way to end it. */
import { Button } from '@mantine/core'
import { type InjectedFault, useClearFault } from '../../api-client/engine-room-break-it-queries.ts'
import { useSecondsUntil } from '../../components/countdown.ts'
import { formatCount } from '../../components/money-format.ts'
import { breakItText } from '../../text/engine-room-break-it.ts'
import { Refused } from '../projections/refused.tsx'
import classes from './break-it.module.css'
import { effectOf, nameOf } from './kinds.ts'

const { switches: text } = breakItText

export function FaultLine({ injected }: { injected: InjectedFault }) {
  const { id, fault, until, endedAt, againAt, setByName } = injected
  const seconds = useSecondsUntil(until)
  const { mutate, isPending, error } = useClearFault()
  const state = endedAt !== null ? 'over' : seconds > 0 ? 'on' : 'ending'
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
        {effectOf(injected)} {againAt !== null && <Again at={againAt} />}
      </p>
      {state === 'on' && (
        <Button
          size="sm"
          variant="default"
          loading={isPending}
          aria-label={text.turnOffOf(nameOf(fault))}
          onClick={() => mutate(id)}
        >
          {text.turnOff}
        </Button>
      )}
      <Refused error={error} />
    </li>
  )
}

function Again({ at }: { at: string }) {
  const seconds = useSecondsUntil(at)
  return seconds > 0 ? text.retryIn(formatCount(seconds)) : null
}
