'use client'

/** Those who are asked, with their parts and shares where they share a bill. */
import { ActionIcon, TextInput } from '@mantine/core'
import { IconMinus, IconPlus, IconX } from '@tabler/icons-react'
import { type Currency, formatDecimal, type WireMoney } from '../../../../server/domain/decimal.ts'
import { tailOf } from '../../../components/account-number.tsx'
import { Money } from '../../../components/money.tsx'
import { formatMoney } from '../../../components/money-format.ts'
import { requestsText } from '../../../text/requests.ts'
import classes from '../requests.module.css'
import { type AskDraft, MAX_PARTS, sharesOf } from './ask.ts'

const { people: text, shares: sharesText } = requestsText

export function PeopleList({
  draft,
  currency,
  onChange,
}: {
  draft: AskDraft
  currency: Currency
  onChange: (change: Partial<AskDraft>) => void
}) {
  const { kind, people, sharing, ownParts } = draft
  if (people.length === 0) return null
  const isBill = kind === 'bill'
  const shares = isBill ? sharesOf(draft, currency) : undefined
  const hasParts = isBill && sharing === 'parts'
  const hasAmounts = isBill && sharing === 'amounts'
  return (
    <ul className={classes.people} aria-label={isBill ? sharesText.table : text.who}>
      {isBill && (ownParts > 0 || hasParts || hasAmounts) && (
        <li className={classes.person}>
          <span className={classes.name}>{text.you}</span>
          {hasParts && (
            <Parts
              name={text.you}
              parts={ownParts}
              least={0}
              onChange={(parts) => onChange({ ownParts: parts })}
            />
          )}
          <Share money={shares?.own} />
        </li>
      )}
      {people.map((person, index) => (
        <li key={person.accountId} className={classes.person}>
          <span>
            <span className={classes.name}>{person.name}</span>{' '}
            <span className={classes.tail}>{tailOf(person.number)}</span>
          </span>
          {hasParts && (
            <Parts
              name={person.name}
              parts={person.parts}
              least={1}
              onChange={(parts) =>
                onChange({ people: people.map((one) => (one === person ? { ...one, parts } : one)) })
              }
            />
          )}
          {hasAmounts ? (
            <TypedShare
              name={person.name}
              currency={currency}
              typed={person.typedShare}
              onChange={(typedShare) =>
                onChange({ people: people.map((one) => (one === person ? { ...one, typedShare } : one)) })
              }
            />
          ) : (
            <Share money={shares?.others[index]} />
          )}
          <ActionIcon
            variant="subtle"
            size={36}
            aria-label={text.remove(person.name)}
            onClick={() => onChange({ people: people.filter((one) => one !== person) })}
          >
            <IconX aria-hidden size={18} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}

function Share({ money }: { money: WireMoney | undefined }) {
  return <span className={classes.share}>{money && <Money value={money} />}</span>
}

function TypedShare({
  name,
  currency,
  typed,
  onChange,
}: {
  name: string
  currency: Currency
  typed: string
  onChange: (typed: string) => void
}) {
  return (
    <TextInput
      aria-label={sharesText.amountOf(name)}
      inputMode="decimal"
      autoComplete="off"
      placeholder={formatMoney({ amount: formatDecimal(0n, currency), currency })}
      value={typed}
      maxLength={40}
      onChange={({ currentTarget: { value } }) => onChange(value)}
      className={classes.typedShare}
      classNames={{ input: 'money' }}
    />
  )
}

function Parts({
  name,
  parts,
  least,
  onChange,
}: {
  name: string
  parts: number
  least: number
  onChange: (parts: number) => void
}) {
  return (
    <span className={classes.stepper}>
      <ActionIcon
        variant="default"
        size={32}
        aria-label={sharesText.less(name)}
        disabled={parts <= least}
        onClick={() => onChange(parts - 1)}
      >
        <IconMinus aria-hidden size={16} />
      </ActionIcon>
      <span className={classes.parts} aria-live="polite">
        {sharesText.count(parts)}
      </span>
      <ActionIcon
        variant="default"
        size={32}
        aria-label={sharesText.more(name)}
        disabled={parts >= MAX_PARTS}
        onClick={() => onChange(parts + 1)}
      >
        <IconPlus aria-hidden size={16} />
      </ActionIcon>
    </span>
  )
}
