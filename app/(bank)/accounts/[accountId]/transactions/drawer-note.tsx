'use client'

/** What its owner has written beside it, for nobody else to read; changed where it stands. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api, type Transaction } from '../../../../api-client/api.ts'
import { useCommand } from '../../../../api-client/give-command.ts'
import { showUndoable } from '../../../../components/notices.tsx'
import { useTakeBack } from '../../../../components/use-take-back.ts'
import { transactionText } from '../../../../text/transaction.ts'
import classes from './drawer.module.css'

const { note: text } = transactionText
const MAX_NOTE = 280

export function DrawerNote({ transaction }: { transaction: Transaction }) {
  const [isEditing, setEditing] = useState(false)
  const begin = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  useEffect(() => {
    if (wasEditing.current && !isEditing) begin.current?.focus()
    wasEditing.current = isEditing
  }, [isEditing])
  return (
    <section className={classes.part} aria-label={text.title}>
      <div className={classes.line}>
        <div>
          <h3 className={classes.label}>{text.title}</h3>
          {transaction.note ? (
            <p className={classes.value}>{transaction.note}</p>
          ) : (
            <p className={classes.quiet}>{text.none}</p>
          )}
        </div>
        {!isEditing && (
          <Button ref={begin} size="xs" variant="default" onClick={() => setEditing(true)}>
            {transaction.note ? text.change : text.write}
          </Button>
        )}
      </div>
      {isEditing && <NoteForm transaction={transaction} onEnd={() => setEditing(false)} />}
    </section>
  )
}

function NoteForm({ transaction, onEnd }: { transaction: Transaction; onEnd: () => void }) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const takeBack = useTakeBack()
  const current = transaction.note ?? ''
  const [typed, setTyped] = useState(current)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const note = typed.normalize('NFC').trim()
    // Nothing to be written: that is no mistake.
    if (note === current) return onEnd()
    const { position } = transaction
    const write = (words: string) => (commandId: string) =>
      api.commands.noteTransaction.mutate({ commandId, position, note: words })
    if (!(await give(write(note)))) return
    showUndoable(text.saved, note === '' ? text.gone : note, () => void takeBack(write(current)))
    onEnd()
  }
  return (
    <form className={classes.form} onSubmit={save}>
      <TextInput
        label={text.label}
        autoFocus
        autoComplete="off"
        value={typed}
        maxLength={MAX_NOTE}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" size="sm" loading={isGiving}>
          {text.save}
        </Button>
        <Button size="sm" variant="subtle" onClick={onEnd} disabled={isGiving}>
          {transactionText.cancel}
        </Button>
      </div>
    </form>
  )
}
