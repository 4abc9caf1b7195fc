'use client'

/** How much, as people type it, and what is left then. Of an exchange, either of the two amounts. */
import { TextInput } from '@mantine/core'
import type { Currency, WireMoney } from '../../../server/domain/decimal.ts'
import { converted, convertedBack, divideDown, divideUp } from '../../../server/domain/exchange/rates.ts'
import { fromWire, toWire } from '../../../server/domain/money.ts'
import { useMarket } from '../../api-client/move-queries.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import { readAmount } from '../../components/amount-input.ts'
import { formatMoney, formatNumber } from '../../components/money-format.ts'
import { transferText } from '../../text/transfer.ts'
import { type Draft, typedCurrency } from './draft.ts'
import { leftAfter } from './left-after.ts'
import type { Asked } from './recipients.ts'
import classes from './transfer.module.css'

const { amount: text } = transferText

type FieldProps = {
  draft: Draft
  from: ShownAccount
  problem: string | undefined
  onChange: (change: Partial<Draft>) => void
}

export function AmountField({ draft, from, problem, onChange }: FieldProps) {
  return (
    <div data-field="amount">
      <Amount
        label={text.legend}
        currency={from.currency}
        value={draft.typedAmount}
        problem={problem}
        hint={hintFor(draft.typedAmount, from)}
        onType={(typedAmount) => onChange({ typedAmount, side: 'sell' })}
      />
    </div>
  )
}

/** What is typed on one side is worked out on the other, at what the market is like right now. */
export function ExchangeFields({ draft, from, asked, problem, onChange }: FieldProps & { asked: Asked }) {
  const to = asked.state === 'found' ? asked.target.currency : null
  const rate = useMarket(from.currency)?.find(({ currency }) => currency === to)?.rate
  if (to === null) return null
  const currency = typedCurrency(draft, from, asked)
  const read = readAmount(draft.typedAmount, currency)
  const typed = read.ok ? { amount: read.amount, currency } : undefined
  const estimate = typed && rate ? otherSide(typed, { rate, from: from.currency, to }) : undefined
  const sold = draft.side === 'sell' ? typed : estimate
  return (
    <div data-field="amount" className={classes.exchange}>
      <Amount
        label={text.gives}
        currency={from.currency}
        value={draft.side === 'sell' ? draft.typedAmount : ''}
        estimate={draft.side === 'buy' ? estimate : undefined}
        problem={draft.side === 'sell' ? problem : undefined}
        hint={sold ? hintOf(sold, from) : text.available(formatMoney(from.available))}
        onType={(typedAmount) => onChange({ typedAmount, side: 'sell' })}
      />
      <Amount
        label={text.gets}
        currency={to}
        value={draft.side === 'buy' ? draft.typedAmount : ''}
        estimate={draft.side === 'sell' ? estimate : undefined}
        problem={draft.side === 'buy' ? problem : undefined}
        hint={rate ? text.rate(from.currency, formatNumber(rate), to) : undefined}
        onType={(typedAmount) => onChange({ typedAmount, side: 'buy' })}
      />
      <p className={classes.quiet}>{text.rateHint}</p>
    </div>
  )
}

function Amount({
  label,
  currency,
  value,
  estimate,
  problem,
  hint,
  onType,
}: {
  label: string
  currency: Currency
  value: string
  estimate?: WireMoney | undefined
  problem: string | undefined
  hint: string | undefined
  onType: (typed: string) => void
}) {
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      autoComplete="off"
      placeholder={estimate ? text.about(formatMoney(estimate)) : '0'}
      value={value}
      maxLength={40}
      onChange={(event) => onType(event.currentTarget.value)}
      rightSection={<span className={classes.currency}>{currency}</span>}
      rightSectionWidth={64}
      error={problem}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      classNames={{ input: `money ${classes.amount}` }}
    />
  )
}

/** How the bank reads what is being typed, and what is left. */
const hintFor = (typed: string, account: ShownAccount): string => {
  const read = readAmount(typed, account.currency)
  return read.ok
    ? hintOf({ amount: read.amount, currency: account.currency }, account)
    : text.available(formatMoney(account.available))
}

/** More than there is may still be sent: the bank decides on fresher figures. */
const hintOf = (money: WireMoney, { available }: ShownAccount): string =>
  minorUnits(money) > minorUnits(available)
    ? text.tooMuch(formatMoney(money), formatMoney(available))
    : text.leaves(formatMoney(money), formatMoney(leftAfter(money, available)))

/** Rounded as the bank will. */
const otherSide = (
  typed: WireMoney,
  { rate, from, to }: { rate: string; from: Currency; to: Currency },
): WireMoney =>
  toWire(
    typed.currency === from
      ? converted(fromWire(typed), { rate, to, divide: divideDown })
      : convertedBack(fromWire(typed), { rate, from, divide: divideUp }),
  )
