/** To the first event from which on something holds: asked of the server piece by piece, and stopped at any time. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Currency } from '../../../server/domain/decimal.ts'
import {
  type ReplayOutline,
  type Sought,
  useSearchFilm,
} from '../../api-client/engine-room-replay-queries.ts'
import { readAmount } from '../../components/amount-input.ts'
import { formatCount } from '../../components/money-format.ts'
import { replayText } from '../../text/engine-room-replay.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import classes from './replay.module.css'

const { jump: text, explained } = replayText

type What = keyof typeof text.choices
const OF_ACCOUNTS: readonly What[] = ['balanceBelow', 'balanceAbove', 'frozen', 'closed', 'event']
const OF_ALL: readonly What[] = ['event']

/** Zero and less than that are meant as well: a balance can be either. */
const readBalance = (typed: string, currency: Currency): ReturnType<typeof readAmount> => {
  const text = typed.trim()
  if (/^[-−–]?0+([.,]0*)?$/.test(text)) return { ok: true, amount: '0' }
  const isBelowZero = /^[-−–]/.test(text)
  const read = readAmount(isBelowZero ? text.slice(1) : text, currency)
  return read.ok && isBelowZero ? { ok: true, amount: `-${read.amount}` } : read
}

export function JumpForm({
  outline: { streamId, end, currency, eventTypes },
  position,
  onFound,
}: {
  outline: ReplayOutline
  position: number
  onFound: (streamPosition: number) => void
}) {
  const choices = currency ? OF_ACCOUNTS : OF_ALL
  const [what, setWhat] = useState<What>(choices[0] ?? 'event')
  const [amount, setAmount] = useState('')
  const [type, setType] = useState(eventTypes[0] ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const { search, find, cancel } = useSearchFilm(streamId, onFound)
  const isAmount = what === 'balanceBelow' || what === 'balanceAbove'

  const sought = (): Sought | undefined => {
    if (what === 'event') return { what, type }
    if (!isAmount) return { what: 'status', status: what }
    const read = readBalance(amount, currency ?? 'USD')
    setProblem(read.ok ? null : read.reason)
    return read.ok ? { what, amount: read.amount } : undefined
  }
  const look = (after: number) => {
    const wanted = sought()
    if (wanted) void find(wanted, { after, end })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    look(-1)
  }

  return (
    <Part title={text.title}>
      <Explanation of="server/engine-room/replay.ts#findInFilm">{explained.jump}</Explanation>
      <form onSubmit={submit} className={classes.form}>
        <NativeSelect
          size="md"
          label={text.what}
          value={what}
          data={choices.map((value) => ({ value, label: text.choices[value] }))}
          onChange={(event) => setWhat(choices.find((each) => each === event.currentTarget.value) ?? 'event')}
        />
        {isAmount && (
          <TextInput
            label={text.amount(currency ?? '')}
            inputMode="decimal"
            autoComplete="off"
            maxLength={40}
            value={amount}
            error={problem}
            onChange={(event) => setAmount(event.currentTarget.value)}
          />
        )}
        {what === 'event' && (
          <NativeSelect
            size="md"
            label={text.type}
            value={type}
            data={[...eventTypes]}
            onChange={(event) => setType(event.currentTarget.value)}
          />
        )}
        <div className={classes.buttons}>
          <Button type="submit" disabled={search.status === 'searching'}>
            {text.first}
          </Button>
          <Button
            variant="default"
            disabled={search.status === 'searching' || position >= end}
            onClick={() => look(position)}
          >
            {text.next}
          </Button>
        </div>
      </form>
      {search.status === 'searching' && (
        <div className={classes.progress}>
          <progress
            aria-label={text.progress}
            className={classes.bar}
            max={end + 1}
            value={search.searchedUpTo + 1}
          />
          <span className={`money ${classes.quiet}`}>
            {text.searching(formatCount(search.searchedUpTo + 1), formatCount(end + 1))}
          </span>
          <Button size="compact-sm" variant="default" onClick={cancel}>
            {text.cancel}
          </Button>
        </div>
      )}
      <p role="status" className={classes.outcome}>
        {search.status === 'found' && text.found(formatCount(search.at))}
        {search.status === 'notFound' && (search.isFromStart ? text.notFound : text.notAfter)}
        {search.status === 'stopped' && text.stopped}
        {search.status === 'failed' && text.failed}
      </p>
    </Part>
  )
}
