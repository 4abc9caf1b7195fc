'use client'

/** Asks for one thing by its id: what no list near it has. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import classes from './by-id.module.css'

export function ById({
  text,
  maxLength,
  onShow,
}: {
  text: { readonly other: string; readonly otherHint: string; readonly show: string }
  maxLength: number
  /** Without the space around it, and never empty. */
  onShow: (id: string) => void
}) {
  const [typed, setTyped] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() !== '') onShow(typed.trim())
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label={text.other}
        placeholder={text.otherHint}
        autoComplete="off"
        spellCheck={false}
        maxLength={maxLength}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {text.show}
      </Button>
    </form>
  )
}
