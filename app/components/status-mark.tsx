/** An account's state, where it is anything but open. */
import { IconLock, IconSnowflake } from '@tabler/icons-react'
import { commonText } from '../text/common.ts'
import classes from './status-mark.module.css'

export function StatusMark({ status }: { status: 'open' | 'frozen' | 'closed' }) {
  if (status === 'open') return null
  const Icon = status === 'frozen' ? IconSnowflake : IconLock
  return (
    <span className={classes.mark}>
      <Icon aria-hidden size={13} />
      {commonText.accountStates[status]}
    </span>
  )
}
