'use client'

/** How long the session still lasts, and the button that prolongs it. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { shellText } from '../../text/shell.ts'
import { useSecondsUntil } from '../countdown.ts'
import { Dialog } from '../dialog.tsx'
import classes from './session-dialog.module.css'

const { session: text } = shellText

export function SessionDialog({
  endsAt,
  onProlong,
}: {
  endsAt: number
  /** Answers whether the session now lasts longer. */
  onProlong: () => Promise<boolean>
}) {
  const seconds = useSecondsUntil(new Date(endsAt).toISOString())
  const [isAsking, setAsking] = useState(false)
  const [failures, setFailures] = useState(0)
  const prolong = async () => {
    setAsking(true)
    if (!(await onProlong())) setFailures((count) => count + 1)
    setAsking(false)
  }
  return (
    // What was closed without success opens anew: the end is still near.
    <Dialog key={failures} title={text.title} onClose={() => void prolong()}>
      {/* Told once a minute: somebody who listens should not hear every second. */}
      <p role="status">{text.ends(Math.ceil(seconds / 60))}</p>
      <p className={classes.clock} aria-hidden>
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
      </p>
      {failures > 0 && <p role="alert">{text.failed}</p>}
      <Button onClick={() => void prolong()} loading={isAsking}>
        {text.stay}
      </Button>
    </Dialog>
  )
}
