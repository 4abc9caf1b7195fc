'use client'

/** Why something that was asked for here has not been done. */
import { describeReadFailure, judge } from '../../api-client/failures.ts'
import classes from './projections.module.css'

export function Refused({ error }: { error: unknown }) {
  if (!error) return null
  const outcome = judge(error)
  return (
    <p role="alert" className={classes.failure}>
      {outcome.kind === 'refused' ? outcome.failure.message : describeReadFailure(error)}
    </p>
  )
}
