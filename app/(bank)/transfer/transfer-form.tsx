'use client'

/** The form itself: from, to, how much, what for, when. It has what the chosen accounts leave to be chosen. */
import { Button, TextInput } from '@mantine/core'
import { IconArrowBack } from '@tabler/icons-react'
import Link from 'next/link'
import { type FormEvent, useRef } from 'react'
import type { ShownAccount } from '../../api-client/queries.ts'
import { tailOf } from '../../components/account-number.tsx'
import { AsOf } from '../../components/as-of.tsx'
import { Choice, ChoiceGroup } from '../../components/choice.tsx'
import { Money } from '../../components/money.tsx'
import sheet from '../../components/sheet.module.css'
import type { Retry } from '../../components/states.tsx'
import { transferText } from '../../text/transfer.ts'
import { AmountField, ExchangeFields } from './amount-field.tsx'
import { type Draft, type DraftProblems, isExchange } from './draft.ts'
import { RecipientChoice } from './recipient-choice.tsx'
import { type Asked, OTHER, type Recipients } from './recipients.ts'
import classes from './transfer.module.css'
import { WhenFields } from './when-fields.tsx'

/** In the order in which they stand. */
const fields = ['from', 'name', 'to', 'amount', 'description', 'when', 'lastDate', 'count'] as const

export function TransferForm({
  draft,
  problems,
  accounts,
  version,
  recipients,
  unread,
  asked,
  today,
  isPricing,
  onChange,
  onSubmit,
}: {
  draft: Draft
  problems: DraftProblems
  accounts: readonly ShownAccount[]
  /** That the accounts' figures show. */
  version: number | undefined
  recipients: Recipients
  unread: Retry | undefined
  asked: Asked
  today: string
  /** A price is being asked for. */
  isPricing: boolean
  onChange: (change: Partial<Draft>) => void
  /** Answers what is wrong, so that the form can go there. */
  onSubmit: () => DraftProblems | null
}) {
  const form = useRef<HTMLFormElement>(null)
  const from = accounts.find(({ accountId }) => accountId === draft.fromAccountId)
  const exchanges = isExchange(from, asked)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = onSubmit()
    const first = fields.find((field) => found?.[field])
    if (first)
      form.current?.querySelector<HTMLElement>(`[data-field="${first}"] input:not([type="search"])`)?.focus()
  }

  return (
    <form
      ref={form}
      onSubmit={submit}
      noValidate
      className={`${sheet.sheet} ${sheet.padded} ${classes.form}`}
    >
      <div className={classes.withVersion}>
        <ChoiceGroup legend={transferText.from.legend} field="from" problem={problems.from}>
          {accounts.map((account) => (
            <Choice
              key={account.accountId}
              name="from"
              value={account.accountId}
              isChosen={account.accountId === draft.fromAccountId}
              // The account that pays cannot be the one that is paid, and who was paid before depends on the currency.
              onChoose={() =>
                onChange({
                  fromAccountId: account.accountId,
                  ...(isKept(draft.toId, account, recipients) ? {} : { toId: '' }),
                })
              }
              label={account.name}
              detail={tailOf(account.number)}
              side={<Money value={account.available} />}
            />
          ))}
        </ChoiceGroup>
        <span className={classes.version}>
          <AsOf version={version} />
        </span>
      </div>

      <RecipientChoice
        draft={draft}
        recipients={recipients}
        unread={unread}
        asked={asked}
        problems={problems}
        onChange={onChange}
      />

      {from &&
        (exchanges ? (
          <ExchangeFields
            draft={draft}
            from={from}
            asked={asked}
            problem={problems.amount}
            onChange={onChange}
          />
        ) : (
          <AmountField draft={draft} from={from} problem={problems.amount} onChange={onChange} />
        ))}

      {!exchanges && (
        <div data-field="description">
          <TextInput
            label={transferText.description.legend}
            description={transferText.description.hint}
            autoComplete="off"
            value={draft.description}
            maxLength={140}
            onChange={(event) => onChange({ description: event.currentTarget.value })}
            error={problems.description}
          />
        </div>
      )}

      <WhenFields
        draft={draft}
        today={today}
        onlyNow={exchanges ? transferText.when.exchangeIsNow : null}
        problems={problems}
        onChange={onChange}
      />

      <Button type="submit" size="md" loading={isPricing}>
        {transferText.review}
      </Button>
      <Link href="/requests/new" prefetch={false} className={classes.instead}>
        <IconArrowBack aria-hidden size={18} />
        {transferText.askInstead}
      </Link>
    </form>
  )
}

const isKept = (toId: string, from: ShownAccount, { own, payees }: Recipients): boolean =>
  toId === OTHER ||
  (toId !== from.accountId && [...own, ...payees].some(({ accountId }) => accountId === toId))
