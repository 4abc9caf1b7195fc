'use client'

/** The smallest and the largest amount, typed as people type them; what cannot be read is said, and changes nothing. */
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Currency } from '../../../server/domain/decimal.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import { transactionsText } from '../../text/transactions.ts'
import { readAmount } from '../amount-input.ts'
import type { ListFilter } from './filter.ts'
import pills from './pills.module.css'
import classes from './transaction-filter.module.css'
import type { ListFilterState } from './use-list-filter.ts'

const { filter: text } = transactionsText

type End = 'minAmount' | 'maxAmount'

export function AmountFields({ filter, narrow, currency }: ListFilterState & { currency: Currency }) {
  return (
    <fieldset className={pills.group}>
      <legend className={pills.legend}>{text.amount}</legend>
      <div className={classes.pair}>
        <AmountField label={text.atLeast} end="minAmount" {...{ filter, narrow, currency }} />
        <AmountField label={text.atMost} end="maxAmount" {...{ filter, narrow, currency }} />
      </div>
    </fieldset>
  )
}

function AmountField({
  label,
  end,
  filter,
  narrow,
  currency,
}: ListFilterState & { label: string; end: End; currency: Currency }) {
  const current = filter[end]
  const [typed, setTyped] = useState(current ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  // Taken away by its chip, or come back with the back button.
  const [shownFor, setShownFor] = useState(current)
  if (shownFor !== current) {
    setShownFor(current)
    setTyped(current ?? '')
    setProblem(null)
  }
  const apply = () => {
    const read = typed.trim() === '' ? null : readAmount(typed, currency)
    const amount = read?.ok ? read.amount : null
    const wrong = read && !read.ok ? read.reason : crossed(end, amount, filter, currency)
    setProblem(wrong)
    if (wrong !== null || amount === current) return
    setShownFor(amount)
    narrow({ [end]: amount })
  }
  return (
    <TextInput
      label={label}
      size="sm"
      inputMode="decimal"
      autoComplete="off"
      value={typed}
      maxLength={40}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => event.key === 'Enter' && apply()}
      rightSection={<span className={classes.currency}>{currency}</span>}
      rightSectionWidth={56}
      error={problem}
    />
  )
}

const crossed = (end: End, amount: string | null, filter: ListFilter, currency: Currency): string | null => {
  const other = end === 'minAmount' ? filter.maxAmount : filter.minAmount
  if (amount === null || other === null || !readAmount(other, currency).ok) return null
  const [least, most] = end === 'minAmount' ? [amount, other] : [other, amount]
  const units = (text: string) => {
    const read = readAmount(text, currency)
    return read.ok ? minorUnits({ amount: read.amount, currency }) : 0n
  }
  return units(least) > units(most) ? text.amountsCrossed : null
}
