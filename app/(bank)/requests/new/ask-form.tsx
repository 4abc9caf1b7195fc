'use client'

/** Who is asked, for how much, what for, and where the money is to go. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useRef } from 'react'
import type { ShownAccount } from '../../../api-client/queries.ts'
import { tailOf } from '../../../components/account-number.tsx'
import { Choice, ChoiceGroup } from '../../../components/choice.tsx'
import { Money } from '../../../components/money.tsx'
import sheet from '../../../components/sheet.module.css'
import { requestsText } from '../../../text/requests.ts'
import classes from '../requests.module.css'
import { type AskDraft, type AskProblems, cannotBeAsked, dayChoices, type Person } from './ask.ts'
import { PeopleList } from './people-list.tsx'
import { PersonFinder } from './person-finder.tsx'
import { SharesFields } from './shares-fields.tsx'

const { form: text, people: peopleText } = requestsText

export function AskForm({
  draft,
  problems,
  accounts,
  account,
  onChange,
  onSubmit,
}: {
  draft: AskDraft
  problems: AskProblems
  accounts: readonly ShownAccount[]
  account: ShownAccount
  onChange: (change: Partial<AskDraft>) => void
  /** Answers what is wrong, so that the form can go there. */
  onSubmit: () => AskProblems | null
}) {
  const form = useRef<HTMLFormElement>(null)
  const isBill = draft.kind === 'bill'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = onSubmit()
    const first = (['people', 'amount', 'shares', 'description'] as const).find((field) => found?.[field])
    // Amounts are typed where the people are.
    const field = first === 'shares' ? '[data-field="people"] input.money' : `[data-field="${first}"] input`
    if (first) form.current?.querySelector<HTMLElement>(field)?.focus()
  }
  const add = (person: Person): string | undefined => {
    const problem = cannotBeAsked(
      person,
      isBill ? draft.people : [],
      accounts.map(({ accountId }) => accountId),
    )
    if (!problem)
      onChange({ people: [...(isBill ? draft.people : []), { ...person, parts: 1, typedShare: '' }] })
    return problem
  }
  return (
    <form
      ref={form}
      onSubmit={submit}
      noValidate
      className={`${sheet.sheet} ${sheet.padded} ${classes.form}`}
    >
      <ChoiceGroup legend={text.kind} field="kind">
        {(['one', 'bill'] as const).map((kind) => (
          <Choice
            key={kind}
            name="kind"
            value={kind}
            isChosen={draft.kind === kind}
            onChoose={() =>
              onChange({ kind, people: kind === 'one' ? draft.people.slice(0, 1) : draft.people })
            }
            label={text.kinds[kind]}
          />
        ))}
      </ChoiceGroup>

      <div data-field="people">
        <h2 className={classes.legend}>{peopleText.who}</h2>
        <PeopleList draft={draft} currency={account.currency} onChange={onChange} />
        {(isBill || draft.people.length === 0) && (
          <PersonFinder
            label={isBill && draft.people.length > 0 ? peopleText.add : peopleText.find}
            problem={problems.people}
            taken={draft.people}
            onFind={add}
          />
        )}
      </div>

      <div data-field="amount">
        <TextInput
          label={isBill ? text.total : text.amount}
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.00"
          value={draft.typedAmount}
          maxLength={40}
          onChange={({ currentTarget: { value } }) => onChange({ typedAmount: value })}
          rightSection={<span className={classes.currency}>{account.currency}</span>}
          rightSectionWidth={64}
          error={problems.amount}
          classNames={{ input: `money ${classes.typedAmount}` }}
        />
      </div>

      {isBill && (
        <SharesFields
          draft={draft}
          currency={account.currency}
          problem={problems.shares}
          onChange={onChange}
        />
      )}

      <div data-field="description">
        <TextInput
          label={text.whatFor}
          description={text.whatForHint}
          autoComplete="off"
          value={draft.description}
          maxLength={140}
          onChange={({ currentTarget: { value } }) => onChange({ description: value })}
          error={problems.description}
        />
      </div>

      <ChoiceGroup legend={text.to} field="to">
        {accounts.map(({ accountId, name, number, balance }) => (
          <Choice
            key={accountId}
            name="to"
            value={accountId}
            isChosen={accountId === account.accountId}
            onChoose={() => onChange({ toAccountId: accountId })}
            label={name}
            detail={tailOf(number)}
            side={<Money value={balance} />}
          />
        ))}
      </ChoiceGroup>

      <NativeSelect
        size="md"
        label={text.expires}
        value={String(draft.days)}
        onChange={({ currentTarget: { value } }) => onChange({ days: Number(value) })}
        data={dayChoices.map((days) => ({ value: String(days), label: text.days(days) }))}
      />

      <Button type="submit" size="md">
        {text.review}
      </Button>
    </form>
  )
}
