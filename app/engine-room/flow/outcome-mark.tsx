/** What came of a command, in a word; never by colour alone. */
import type { ListedCommand } from '../../api-client/engine-room-flow-queries.ts'
import { flowText } from '../../text/engine-room-flow.ts'
import classes from './flow.module.css'

export function OutcomeMark({
  outcome,
  reason,
}: {
  outcome: ListedCommand['outcome']
  reason: string | null
}) {
  const words = flowText.outcomes[outcome]
  return (
    <span className={classes.mark} data-outcome={outcome}>
      {reason === null ? words : `${words}: ${reason}`}
    </span>
  )
}
