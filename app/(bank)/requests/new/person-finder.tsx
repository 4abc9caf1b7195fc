'use client'

/** Somebody to be asked: a payee at this bank by name, or whoever a number belongs to. */
import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { groupTyped, readTypedNumber } from '../../../../server/domain/account-number.ts'
import { httpStatusOf } from '../../../api-client/failures.ts'
import { usePayees } from '../../../api-client/payees-queries.ts'
import { usePayee } from '../../../api-client/queries.ts'
import { inGroups, tailOf } from '../../../components/account-number.tsx'
import { matching } from '../../../components/palette/palette-match.ts'
import { requestsText } from '../../../text/requests.ts'
import classes from '../requests.module.css'
import type { Person } from './ask.ts'

const { people: text } = requestsText
const MOST_SUGGESTED = 5

export function PersonFinder({
  label,
  problem,
  taken,
  onFind,
}: {
  label: string
  problem: string | undefined
  taken: readonly Person[]
  /** Answers why not, if not. */
  onFind: (person: Person) => string | undefined
}) {
  const [typed, setTyped] = useState('')
  const [refused, setRefused] = useState<string | undefined>()
  const listId = useId()
  const { suggestions, said, wrong } = useSuggestions(typed, taken)

  const choose = (person: Person) => {
    const why = onFind(person)
    setRefused(why)
    if (!why) setTyped('')
  }
  return (
    <div className={classes.finder}>
      <TextInput
        label={label}
        description={text.hint}
        autoComplete="off"
        spellCheck={false}
        aria-controls={listId}
        value={typed}
        maxLength={60}
        onChange={({ currentTarget: { value, selectionStart } }) => {
          setRefused(undefined)
          const isNumber = /^PB\d/i.test(value)
          const isAppended = value.length > typed.length && selectionStart === value.length
          setTyped(isNumber && isAppended ? groupTyped(value) : value)
        }}
        onKeyDown={(event) => {
          // What fits alone is meant; the form itself is sent from another field.
          if (event.key !== 'Enter' || typed.trim() === '') return
          event.preventDefault()
          const [only, another] = suggestions
          if (only && !another) choose(only)
        }}
        error={refused ?? wrong ?? problem}
      />
      <div id={listId}>
        {suggestions.length > 0 && (
          <ul className={classes.suggestions} aria-label={text.suggestions}>
            {suggestions.map((person) => (
              <li key={person.accountId}>
                <button type="button" className={classes.suggestion} onClick={() => choose(person)}>
                  <span className={classes.name}>{person.name}</span>
                  <span className={classes.tail}>{tailOf(person.number)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className={classes.status} role="status">
        {said}
      </p>
    </div>
  )
}

type Suggested = { suggestions: readonly Person[]; said?: string; wrong?: string }

const useSuggestions = (typed: string, taken: readonly Person[]): Suggested => {
  const { data: payees, isError: arePayeesUnread } = usePayees()
  const isNumber = /^PB\d/i.test(typed.trim())
  const read = readTypedNumber(typed)
  const holder = usePayee(isNumber && read.state === 'complete' ? read.number : null)

  if (isNumber) {
    if (read.state === 'wrong') return { suggestions: [], wrong: text.wrong(read.reason) }
    if (read.state === 'incomplete') return { suggestions: [], said: text.toGo(read.missing) }
    if (holder.data) {
      const { accountId, number, ownerName } = holder.data.data
      return { suggestions: [{ accountId, number, name: ownerName }] }
    }
    if (!holder.error || holder.isFetching) return { suggestions: [], said: text.lookingUp }
    return { suggestions: [], wrong: httpStatusOf(holder.error) === 404 ? text.notFound : text.failed }
  }
  const here = (payees?.data ?? []).flatMap(({ accountId, number, name }) =>
    accountId === null || taken.some((one) => one.accountId === accountId)
      ? []
      : [{ accountId, number, name }],
  )
  const found = matching(typed, here, ({ name, number }) => `${name} ${number} ${inGroups(number)}`)
  return {
    suggestions: found.slice(0, MOST_SUGGESTED),
    ...(payees === undefined && arePayeesUnread
      ? { said: text.payeesFailed }
      : typed.trim() !== '' && payees !== undefined && found.length === 0 && { said: text.nobody }),
  }
}
