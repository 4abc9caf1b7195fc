'use client'

/** The last word before an event is left out of a read model for good. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../api-client/api.ts'
import { useAct } from '../../api-client/engine-room-projections-queries.ts'
import { Dialog } from '../../components/dialog.tsx'
import { formatCount } from '../../components/money-format.ts'
import { projectionsText } from '../../text/engine-room-projections.ts'
import classes from './projections.module.css'
import { Refused } from './refused.tsx'

const { letters: text } = projectionsText
type Resolution = Awaited<ReturnType<typeof api.deadLetters.skip.mutate>>

export function SkipDialog({
  id,
  position,
  onClose,
  onSkipped,
}: {
  id: number
  position: number
  onClose: () => void
  onSkipped: (resolution: Resolution) => void
}) {
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const words = reason.normalize('NFC').trim()
  const { act, isActing, error } = useAct(
    () => api.deadLetters.skip.mutate({ id, reason: words }),
    (resolution) => {
      onClose()
      onSkipped(resolution)
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(words === '')
    if (words !== '') act()
  }
  return (
    <Dialog title={text.skipTitle(formatCount(position))} onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes.form}>
        <p>{text.skipExplained}</p>
        <TextInput
          label={text.reason}
          autoComplete="off"
          data-autofocus
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isMissing && text.reasonMissing}
        />
        <Refused error={error} />
        <Button type="submit" loading={isActing}>
          {text.skipNow}
        </Button>
      </form>
    </Dialog>
  )
}
