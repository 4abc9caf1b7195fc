/** Which stream: one of the accounts by its name, or any by its id. */
import { NativeSelect } from '@mantine/core'
import type { Account } from '../../api-client/api.ts'
import { replayText } from '../../text/engine-room-replay.ts'
import { ById } from '../by-id.tsx'
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
  const options = accounts.map(({ accountId, name, number }) => ({
    value: `BankAccount-${accountId}`,
    label: `${name} · ${number.slice(-4)}`,
  }))
  const isOther = streamId !== undefined && !options.some(({ value }) => value === streamId)
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
      <ById
        text={{ other: text.other, otherHint: text.streamHint, show: text.show }}
        maxLength={100}
        problemOf={(id) => (STREAM_ID.test(id) ? undefined : text.invalid)}
        onShow={(id) => onShow(id.slice(0, -36) + id.slice(-36).toLowerCase())}
      />
    </div>
  )
}
