'use client'

/** To whom: one's own accounts, payees, those paid before, and anybody by number. A long list can be searched. */
import { TextInput } from '@mantine/core'
import { IconSearch, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { tailOf } from '../../components/account-number.tsx'
import { Choice, ChoiceGroup } from '../../components/choice.tsx'
import { matching } from '../../components/palette/palette-match.ts'
import { type Retry, UnreadPart } from '../../components/states.tsx'
import { transferText } from '../../text/transfer.ts'
import type { Draft, DraftProblems } from './draft.ts'
import { NewRecipient } from './new-recipient.tsx'
import { type Asked, allOf, OTHER, type Recipient, type Recipients } from './recipients.ts'
import classes from './transfer.module.css'

const { to: text } = transferText

/** More than are taken in at a glance. */
const MOST_SHOWN = 7

export function RecipientChoice({
  draft,
  recipients,
  unread,
  asked,
  problems,
  onChange,
}: {
  draft: Draft
  recipients: Recipients
  /** Where not all of them could be read. */
  unread: Retry | undefined
  asked: Asked
  problems: DraftProblems
  onChange: (change: Partial<Draft>) => void
}) {
  const [search, setSearch] = useState('')
  const [showsAll, setShowsAll] = useState(false)
  const all = allOf(recipients)
  const isLong = all.length > MOST_SHOWN
  const fitting =
    search.trim() === '' ? all : matching(search, all, ({ name, number }) => `${name} ${number}`)
  const first = showsAll || search.trim() !== '' ? fitting : fitting.slice(0, MOST_SHOWN)
  // What is chosen stays in sight, whatever is searched for.
  const shown = all.filter((one) => first.includes(one) || one.accountId === draft.toId)
  const isTyped = draft.toId === OTHER
  return (
    <ChoiceGroup
      legend={text.legend}
      field="to"
      problem={isTyped ? undefined : (problems.to ?? wrongIn(asked))}
    >
      {isLong && (
        <TextInput
          type="search"
          className={classes.find}
          aria-label={text.find}
          placeholder={text.findPlaceholder}
          leftSection={<IconSearch aria-hidden size={18} />}
          value={search}
          maxLength={60}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            // It looks for somebody; it does not finish the form.
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
      )}
      {shown.map((recipient) => (
        <Choice
          key={recipient.accountId}
          name="to"
          value={recipient.accountId}
          isChosen={recipient.accountId === draft.toId}
          onChoose={() => onChange({ toId: recipient.accountId })}
          label={recipient.name}
          detail={[recipient.bank, tailOf(recipient.number)].filter(Boolean).join(' ')}
          side={<Side recipient={recipient} />}
        />
      ))}
      {unread && (
        <div className={classes.unread}>
          <UnreadPart {...unread}>{text.unread}</UnreadPart>
        </div>
      )}
      {search.trim() !== '' && fitting.length === 0 && (
        <p className={classes.nobody} role="status">
          {text.nobody}
        </p>
      )}
      {shown.length < fitting.length && (
        <button type="button" className={classes.more} onClick={() => setShowsAll(true)}>
          {text.others(fitting.length - shown.length)}
        </button>
      )}
      <Choice
        name="to"
        value={OTHER}
        isChosen={isTyped}
        onChoose={() => onChange({ toId: OTHER })}
        label={text.somebodyElse}
        detail={text.byNumber}
      />
      {isTyped && <NewRecipient draft={draft} asked={asked} problems={problems} onChange={onChange} />}
    </ChoiceGroup>
  )
}

const wrongIn = (asked: Asked): string | undefined => (asked.state === 'wrong' ? asked.reason : undefined)

function Side({ recipient: { from, currency, isTrusted } }: { recipient: Recipient }) {
  if (isTrusted)
    return (
      <span className={classes.trusted}>
        <IconShieldCheck aria-hidden size={16} />
        {text.trusted}
      </span>
    )
  const words = from === 'own' ? text.own : from === 'recent' ? text.recent : text.saved
  return <span>{from === 'own' && currency ? `${words} · ${currency}` : words}</span>
}
