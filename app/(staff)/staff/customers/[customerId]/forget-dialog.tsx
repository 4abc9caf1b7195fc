'use client'

/** Erases who a customer was, after saying what that means. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../../api-client/api.ts'
import { useCommand } from '../../../../api-client/give-command.ts'
import { Dialog } from '../../../../components/dialog.tsx'
import { showDone } from '../../../../components/notices.tsx'
import { staffText } from '../../../../text/staff.ts'
import classes from '../../staff.module.css'

const { actions: text } = staffText

export function ForgetDialog({
  customerId,
  name,
  onClose,
}: {
  customerId: string
  name: string
  onClose: () => void
}) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const words = reason.normalize('NFC').trim()
    setProblem(words === '' ? text.forgetMissing : undefined)
    if (words === '') return
    if (
      !(await give((commandId) =>
        api.commands.forgetCustomer.mutate({ commandId, customerId, reason: words }),
      ))
    )
      return
    showDone(text.forgotten, text.forgottenDetail)
    onClose()
  }

  return (
    <Dialog title={text.forgetTitle(name)} onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes.form}>
        <p>{text.forgetExplained}</p>
        <TextInput
          label={text.reason}
          autoComplete="off"
          data-autofocus
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={problem}
        />
        {failure && (
          <p role="alert" className={classes.failure}>
            {failure.message}
          </p>
        )}
        <Button type="submit" color="red" loading={isGiving}>
          {text.forget}
        </Button>
      </form>
    </Dialog>
  )
}
