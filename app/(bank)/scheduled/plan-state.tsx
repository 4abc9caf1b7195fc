/** What has become of a date: by a word and a sign, never by colour alone. */
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCalendarEvent,
  IconCheck,
  IconClock,
  IconPlayerTrackNext,
  IconRefresh,
} from '@tabler/icons-react'
import { scheduledText } from '../../text/scheduled.ts'
import type { PlanState } from './calendar-grid.ts'
import classes from './plan-state.module.css'

const icons = {
  coming: IconCalendarEvent,
  executed: IconCheck,
  inReview: IconClock,
  postponed: IconRefresh,
  failed: IconAlertTriangle,
  skipped: IconPlayerTrackNext,
  restored: IconArrowBackUp,
} as const

export function PlanStateMark({ state }: { state: PlanState }) {
  const Icon = icons[state]
  return (
    <span className={classes.mark} data-state={state}>
      <Icon aria-hidden size={14} stroke={2.2} />
      {scheduledText.states[state]}
    </span>
  )
}
