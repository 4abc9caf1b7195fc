'use client'

/** Asks for one thing by its id: what no list near it has. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import classes from './by-id.module.css'

export function ById({
  text,
  maxLength,
  isNumber = false,
  problemOf,
  onShow,
}: {
  text: { readonly other: string; readonly otherHint: string; readonly show: string }
  maxLength: number
  isNumber?: boolean
  /** What is wrong with an id, if anything; without the space around it, and perhaps empty. */
  problemOf?: (id: string) => string | undefined
  /** Without the space around it, and never empty. */
  onShow: (id: string) => void
}) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const id = typed.trim()
    const found = problemOf?.(id)
    setProblem(found)
    if (id !== '' && found === undefined) onShow(id)
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label={text.other}
        placeholder={text.otherHint}
        inputMode={isNumber ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={maxLength}
        value={typed}
        error={problem}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {text.show}
      </Button>
    </form>
  )
}
