/** Which stream: one of the accounts by its name, or any by its id. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Account } from '../../api-client/api.ts'
import { replayText } from '../../text/engine-room-replay.ts'
import classes from './replay.module.css'

const { choice: text } = replayText
const STREAM_ID = /^[A-Za-z]{3,20}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function StreamChoice({
  accounts,
  streamId,
  onShow,
}: {
  accounts: readonly Account[]
  streamId: string | undefined
  onShow: (streamId: string) => void
}) {
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const options = accounts.map(({ accountId, name, number }) => ({
    value: `BankAccount-${accountId}`,
    label: `${name} · ${number.slice(-4)}`,
  }))
  const isOther = streamId !== undefined && !options.some(({ value }) => value === streamId)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = typed.trim()
    setWrong(!STREAM_ID.test(wanted))
    if (STREAM_ID.test(wanted)) onShow(wanted.slice(0, -36) + wanted.slice(-36).toLowerCase())
  }
  return (
    <div className={classes.choices}>
      {options.length > 0 && (
        <NativeSelect
          size="md"
          label={text.account}
          value={streamId}
          data={[...options, ...(isOther ? [{ value: streamId, label: streamId }] : [])]}
          onChange={(event) => onShow(event.currentTarget.value)}
        />
      )}
      <form onSubmit={submit} className={classes.other}>
        <TextInput
          label={text.other}
          placeholder={text.streamHint}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={typed}
          error={isWrong ? text.invalid : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {text.show}
        </Button>
      </form>
    </div>
  )
}
