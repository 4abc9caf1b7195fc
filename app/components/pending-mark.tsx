/** The mark of what the bank has not confirmed yet: a word and a dotted line, never colour alone. */
import { IconClock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { commonText } from '../text/common.ts'
import classes from './pending-mark.module.css'

export function PendingMark({ children = commonText.pending }: { children?: ReactNode }) {
  return (
    <span className={classes.mark}>
      <IconClock aria-hidden size={13} stroke={2.2} />
      {children}
    </span>
  )
}
