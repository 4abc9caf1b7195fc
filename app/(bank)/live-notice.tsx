'use client'

/** Says that figures come late, when nothing has been pushed for a while. */
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { POLL_MS } from '../api-client/live.ts'
import { useLiveStatus } from '../api-client/queries.ts'
import classes from '../components/notice.module.css'
import { commonText } from '../text/common.ts'

/** Shorter interruptions, such as a restart of the bank, are not worth a word. */
const WORTH_SAYING_AFTER_MS = 3_000

export function LiveNotice() {
  const isLost = useLiveStatus() === 'lost'
  const [isSaid, setIsSaid] = useState(false)
  useEffect(() => {
    if (!isLost) return
    const timer = setTimeout(() => setIsSaid(true), WORTH_SAYING_AFTER_MS)
    return () => {
      clearTimeout(timer)
      setIsSaid(false)
    }
  }, [isLost])
  return (
    <div role="status">
      {isLost && isSaid && (
        <div className={classes.notice}>
          <IconPlugConnectedX aria-hidden size={20} />
          <span className={classes.text}>{commonText.late.interrupted(POLL_MS / 1_000)}</span>
        </div>
      )}
    </div>
  )
}
