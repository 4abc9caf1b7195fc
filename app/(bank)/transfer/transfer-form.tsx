'use client'

/** The form itself: from, to, how much, what for. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useRef } from 'react'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import { tailOf } from '../../components/account-number.tsx'
import { readAmount } from '../../components/amount-input.ts'
import { Choice, ChoiceGroup } from '../../components/choice.tsx'
import { Money } from '../../components/money.tsx'
import { formatMoney } from '../../components/money-format.ts'
import sheet from '../../components/sheet.module.css'
import type { Draft, DraftProblems, Payee } from './draft.ts'
import { PayeeNumber, type TypedPayee } from './payee-number.tsx'
import classes from './transfer.module.css'

export function TransferForm({
  draft,
  problems,
  accounts,
  payees,
  typedPayee,
  onChange,
  onSubmit,
}: {
  draft: Draft
  problems: DraftProblems
  accounts: readonly ShownAccount[]
  payees: { own: readonly Payee[]; recent: readonly Payee[] }
  typedPayee: TypedPayee
  onChange: (change: Partial<Draft>) => void
  /** Answers what is wrong, so that the form can go there. */
  onSubmit: () => DraftProblems | null
}) {
  const form = useRef<HTMLFormElement>(null)
  const from = accounts.find(({ accountId }) => accountId === draft.fromAccountId)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = onSubmit()
    const first = (['from', 'to', 'amount', 'description'] as const).find((field) => found?.[field])
    if (first) form.current?.querySelector<HTMLElement>(`[data-field="${first}"] input`)?.focus()
  }

  return (
    <form
      ref={form}
      onSubmit={submit}
      noValidate
      className={`${sheet.sheet} ${sheet.padded} ${classes.form}`}
    >
      <ChoiceGroup legend="From" field="from" problem={problems.from}>
        {accounts.map((account) => (
          <Choice
            key={account.accountId}
            name="from"
            value={account.accountId}
            isChosen={account.accountId === draft.fromAccountId}
            // Who can be paid depends on the currency, so a payee chosen before may not be there any more.
            onChoose={() =>
              onChange({
                fromAccountId: account.accountId,
                ...(draft.toAccountId === 'other' ? {} : { toAccountId: '' as const }),
              })
            }
            label={account.name}
            detail={tailOf(account.number)}
            side={<Money value={account.available} />}
          />
        ))}
      </ChoiceGroup>

      <ChoiceGroup legend="To" field="to" problem={draft.toAccountId === 'other' ? undefined : problems.to}>
        {[...payees.own, ...payees.recent].map((payee) => (
          <Choice
            key={payee.accountId}
            name="to"
            value={payee.accountId}
            isChosen={payee.accountId === draft.toAccountId}
            onChoose={() => onChange({ toAccountId: payee.accountId })}
            label={payee.name}
            detail={tailOf(payee.number)}
            side={payees.own.includes(payee) ? 'your own' : undefined}
          />
        ))}
        <Choice
          name="to"
          value="other"
          isChosen={draft.toAccountId === 'other'}
          onChoose={() => onChange({ toAccountId: 'other' })}
          label="Somebody else"
          detail="by account number"
        />
        {draft.toAccountId === 'other' && (
          <PayeeNumber
            typed={draft.typedNumber}
            payee={typedPayee}
            problem={problems.to}
            onTyped={(typedNumber) => onChange({ typedNumber })}
          />
        )}
      </ChoiceGroup>

      <div data-field="amount">
        <TextInput
          label="Amount"
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.00"
          value={draft.typedAmount}
          maxLength={40}
          onChange={(event) => onChange({ typedAmount: event.currentTarget.value })}
          rightSection={<span className={classes.currency}>{from?.currency}</span>}
          rightSectionWidth={64}
          error={problems.amount}
          description={from && <AmountHint typed={draft.typedAmount} account={from} />}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          classNames={{ input: `money ${classes.amount}` }}
        />
      </div>

      <div data-field="description">
        <TextInput
          label="What for"
          description="Both of you will see it. Optional."
          autoComplete="off"
          value={draft.description}
          maxLength={140}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
          error={problems.description}
        />
      </div>

      <Button type="submit" size="md">
        Review
      </Button>
    </form>
  )
}

/** How the bank reads what is being typed. More than there is may still be sent: the bank decides on fresher figures. */
function AmountHint({ typed, account }: { typed: string; account: ShownAccount }) {
  const read = readAmount(typed, account.currency)
  if (!read.ok) return `${formatMoney(account.available)} available`
  const money = { amount: read.amount, currency: account.currency }
  return minorUnits(money) > minorUnits(account.available)
    ? `${formatMoney(money)} is more than the ${formatMoney(account.available)} available`
    : `${formatMoney(money)} of ${formatMoney(account.available)} available`
}
