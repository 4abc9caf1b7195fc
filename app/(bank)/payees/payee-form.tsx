'use client'

/** Number and name of a payee; the number is recognised as it is typed. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { groupTyped } from '../../../server/domain/account-number.ts'
import type { Failure } from '../../api-client/pending-overlay.ts'
import { payeesText } from '../../text/payees.ts'
import classes from './payees.module.css'
import { type RecognisedNumber, recognise } from './typed-number.ts'

const { form: text } = payeesText
const MAX_NAME = 121
const MAX_BANK = 60

export type TypedPayee = {
  readonly number: string
  readonly name: string
  readonly bank: string
  readonly isTrusted: boolean
}

type Problems = { readonly number?: string; readonly name?: string }

export function PayeeForm({
  typed,
  failure,
  isBusy,
  onChange,
  onSubmit,
}: {
  typed: TypedPayee
  failure: Failure | null
  isBusy: boolean
  onChange: (change: Partial<TypedPayee>) => void
  onSubmit: (number: string, name: string) => void
}) {
  const [problems, setProblems] = useState<Problems>({})
  const form = useRef<HTMLFormElement>(null)
  const read = recognise(typed.number)
  const change = (part: Partial<TypedPayee>) => {
    setProblems({})
    onChange(part)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const name = typed.name.normalize('NFC').trim()
    const found = problemsOf(read, name)
    setProblems(found)
    const [first] = Object.keys(found)
    if (first) form.current?.querySelector<HTMLElement>(`[data-field="${first}"] input`)?.focus()
    else if (read.state === 'complete') onSubmit(read.number, name)
  }
  return (
    <form ref={form} onSubmit={submit} noValidate className={classes.form}>
      <div data-field="number">
        <TextInput
          label={text.number}
          description={text.numberHint}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={typed.number}
          maxLength={50}
          onChange={({ currentTarget: { value, selectionStart } }) => {
            // Only what is added at the end is put in groups: anywhere else the caret would jump.
            const isAppended = value.length > typed.number.length && selectionStart === value.length
            change({ number: isAppended ? groupTyped(value) : value })
          }}
          onBlur={({ currentTarget: { value } }) => {
            if (groupTyped(value) !== value) onChange({ number: groupTyped(value) })
          }}
          error={read.state === 'wrong' ? text.wrong(read.reason) : problems.number}
        />
        <p className={classes.recognised} role="status">
          {hintOf(typed.number, read)}
        </p>
      </div>
      <div data-field="name">
        <TextInput
          label={text.name}
          description={text.nameHint}
          autoComplete="off"
          value={typed.name}
          maxLength={MAX_NAME}
          onChange={({ currentTarget: { value } }) => change({ name: value })}
          error={problems.name}
        />
      </div>
      {read.bank === 'elsewhere' && (
        <TextInput
          label={text.bank}
          description={text.bankHint}
          autoComplete="off"
          value={typed.bank}
          maxLength={MAX_BANK}
          onChange={({ currentTarget: { value } }) => change({ bank: value })}
        />
      )}
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={typed.isTrusted}
          onChange={({ currentTarget: { checked } }) => change({ isTrusted: checked })}
        />
        {text.trust}
      </label>
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <Button type="submit" loading={isBusy}>
        {text.continue}
      </Button>
    </form>
  )
}

const problemsOf = (read: RecognisedNumber, name: string): Problems => ({
  ...(read.state === 'incomplete' && { number: text.missingNumber }),
  ...(read.state === 'wrong' && { number: text.wrong(read.reason) }),
  ...(name === '' && { name: text.missingName }),
  ...((name.length > MAX_NAME || /\p{Cc}/u.test(name)) && { name: text.longName }),
})

const hintOf = (typed: string, read: RecognisedNumber): string => {
  if (read.bank === null || read.state === 'wrong' || typed.trim() === '') return ''
  const where = text[read.bank]
  return read.state === 'incomplete' ? `${where} ${text.toGo(read.missing)}` : where
}
