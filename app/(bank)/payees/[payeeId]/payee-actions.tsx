'use client'

/** What one does with a payee. Each can be taken back for as long as its message stands. */
import { Button, TextInput } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { api } from '../../../api-client/api.ts'
import { useCommand } from '../../../api-client/give-command.ts'
import { newId } from '../../../api-client/new-id.ts'
import type { SavedPayee } from '../../../api-client/payees-queries.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { showDone, showProblem, showUndoable } from '../../../components/notices.tsx'
import { useTakeBack } from '../../../components/use-take-back.ts'
import { payeesText } from '../../../text/payees.ts'
import classes from '../payees.module.css'

const { one: text } = payeesText

export function PayeeActions({ payee, onRemove }: { payee: SavedPayee; onRemove: () => void }) {
  const router = useRouter()
  const { payeeId, name, number, bank, isTrusted } = payee
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const addingAgain = useCommand<{ version: number }>()
  const takeBack = useTakeBack()
  const trustingAgain = useCommand<{ version: number }>()
  const [isRenaming, setRenaming] = useState(false)

  const setTrust = async (trust: boolean) => {
    const giving = (isGiven: boolean) => (commandId: string) =>
      (isGiven ? api.commands.trustPayee : api.commands.untrustPayee).mutate({ commandId, payeeId })
    if (!(await give(giving(trust)))) return
    const { title, message } = trust ? payeesText.trusted(name) : payeesText.untrusted(name)
    showUndoable(title, message, () => void takeBack(giving(!trust)))
  }
  const addAgain = async () => {
    const id = newId()
    const again = { payeeId: id, name, number, ...(bank !== null && { bank }) }
    const answer = await addingAgain.give((commandId) =>
      api.commands.addPayee.mutate({ ...again, commandId }),
    )
    if (!answer) return showProblem(payeesText.notBack, name)
    if (isTrusted)
      await trustingAgain.give((commandId) => api.commands.trustPayee.mutate({ commandId, payeeId: id }))
    const { title, message } = payeesText.backAgain(name)
    showDone(title, message)
    router.push(`/payees/${id}`)
  }
  const remove = async () => {
    onRemove()
    if (!(await give((commandId) => api.commands.removePayee.mutate({ commandId, payeeId })))) return
    const { title, message } = payeesText.removed(name)
    showUndoable(title, message, () => void addAgain())
    router.push('/payees')
  }
  return (
    <>
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div className={`${classes.actions} ${classes.spread}`}>
        <Button variant="default" onClick={() => setRenaming(true)}>
          {text.rename}
        </Button>
        <Button variant="default" loading={isGiving} onClick={() => void setTrust(!isTrusted)}>
          {isTrusted ? text.doNotTrust : text.doTrust}
        </Button>
        <Button variant="default" loading={isGiving} onClick={() => void remove()}>
          {text.remove}
        </Button>
      </div>
      {isRenaming && <RenameDialog payee={payee} onClose={() => setRenaming(false)} />}
    </>
  )
}

function RenameDialog({ payee, onClose }: { payee: SavedPayee; onClose: () => void }) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const takeBack = useTakeBack()
  const [typed, setTyped] = useState(payee.name)
  const [isMissing, setMissing] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const name = typed.normalize('NFC').trim()
    setMissing(name === '')
    if (name === '') return
    const { payeeId } = payee
    const rename = (to: string) => (commandId: string) =>
      api.commands.renamePayee.mutate({ commandId, payeeId, name: to })
    if (!(await give(rename(name)))) return
    showUndoable(
      payeesText.rename.saved,
      payeesText.rename.savedText(name),
      () => void takeBack(rename(payee.name)),
    )
    onClose()
  }
  return (
    <Dialog title={payeesText.rename.title} onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes.form}>
        <TextInput
          label={payeesText.form.name}
          autoComplete="off"
          value={typed}
          maxLength={121}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value)
            setMissing(false)
          }}
          error={isMissing ? payeesText.form.missingName : undefined}
        />
        {failure && (
          <p role="alert" className={classes.failure}>
            {failure.message}
          </p>
        )}
        <Button type="submit" loading={isGiving}>
          {payeesText.rename.save}
        </Button>
      </form>
    </Dialog>
  )
}
