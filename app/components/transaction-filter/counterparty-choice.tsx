'use client'

/** Who is at the other end: those whom the account has most to do with, or whoever is called as one types. */
import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useCounterparties } from '../../api-client/transaction-list-queries.ts'
import { transactionsText } from '../../text/transactions.ts'
import { tailOf } from '../account-number.tsx'
import { OnePill } from './pills.tsx'
import classes from './transaction-filter.module.css'
import type { ListFilterState } from './use-list-filter.ts'

const { filter: text } = transactionsText
const TYPING_PAUSE_MS = 200
const ANYBODY = ''

export type Party = { readonly accountId: string; readonly name: string }

export function CounterpartyChoice({
  filter,
  narrow,
  accountId,
  nameOf,
}: ListFilterState & {
  accountId: string
  /** What the reader calls somebody: one's own accounts have names of one's own. */
  nameOf: (party: Party) => string
}) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), TYPING_PAUSE_MS)
  const { data: answer, isError } = useCounterparties(accountId, search)
  const chosen = filter.counterparty
  const found = (answer?.data ?? [])
    .filter(({ number }) => number !== '' && number !== chosen?.key)
    .map((one) => ({ key: one.number, name: nameOf(one) }))
  // Whoever is chosen stays on show, whatever is typed.
  const shown = chosen ? [chosen, ...found] : found
  const isAlone = (name: string) => shown.filter((other) => other.name === name).length === 1
  return (
    <div className={classes.counterparty}>
      <OnePill
        legend={text.counterparties}
        name="counterparty"
        value={chosen?.key ?? ANYBODY}
        onChoose={(key) => narrow({ counterparty: shown.find((one) => one.key === key) ?? null })}
        options={[
          { value: ANYBODY, label: text.anybody },
          ...shown.map(({ key, name }) => ({
            value: key,
            label: isAlone(name) ? name : `${name} ${tailOf(key)}`,
          })),
        ]}
      />
      <p role="status" className={classes.quiet}>
        {isError
          ? text.counterpartiesFailed
          : search !== '' && answer && found.length === 0 && text.noCounterparty}
      </p>
      <TextInput
        className={classes.find}
        size="sm"
        aria-label={text.findCounterparty}
        placeholder={text.findCounterparty}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        maxLength={100}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </div>
  )
}
