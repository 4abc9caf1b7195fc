'use client'

/** For which time, which accounts and in which currency everything on the page is, and whether it is drawn or written. */
import { NativeSelect, SegmentedControl } from '@mantine/core'
import type { Currency } from '../../../server/domain/decimal.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import type { ShownAccount } from '../../api-client/queries.ts'
import { accountOptions } from '../../components/account-options.ts'
import { addMonths, monthAt, monthsBetween, monthsFrom, shortNameOfMonth } from '../../components/months.ts'
import { insightsText } from '../../text/insights.ts'
import { type InsightsAddress, MOST_MONTHS, usualRanges } from './address.ts'
import classes from './controls.module.css'

const text = insightsText.controls
const CUSTOM = 'custom'

export function Controls({
  address: { range, accountId, currency, view },
  months,
  accounts,
  currencies,
  onChange,
}: {
  address: InsightsAddress
  months: { readonly from: string; readonly to: string }
  accounts: readonly ShownAccount[]
  currencies: readonly Currency[]
  onChange: (changes: Partial<InsightsAddress>) => void
}) {
  return (
    <section className={classes.controls} aria-label={text.label}>
      <SegmentedControl
        aria-label={text.range}
        className={classes.range}
        size="md"
        withItemsBorders={false}
        value={typeof range === 'number' ? String(range) : CUSTOM}
        onChange={(value) =>
          onChange({ range: usualRanges.find((count) => String(count) === value) ?? months })
        }
        data={[
          ...usualRanges.map((count) => ({ value: String(count), label: text.months(count) })),
          { value: CUSTOM, label: text.custom },
        ]}
      />
      <SegmentedControl
        aria-label={text.view}
        className={classes.view}
        size="md"
        withItemsBorders={false}
        value={view}
        onChange={(value) => onChange({ view: value })}
        data={(['charts', 'tables'] as const).map((value) => ({ value, label: text.views[value] }))}
      />
      {typeof range !== 'number' && <CustomRange months={months} accounts={accounts} onChange={onChange} />}
      {accounts.length > 1 && (
        <NativeSelect
          label={text.account}
          size="md"
          value={accountId ?? ''}
          onChange={(event) => onChange({ accountId: event.currentTarget.value || null, currency: null })}
          data={[{ value: '', label: text.allAccounts }, ...accountOptions(accounts)]}
        />
      )}
      {currencies.length > 1 && (
        <NativeSelect
          label={text.currency}
          size="md"
          value={currency ?? ''}
          onChange={(event) =>
            onChange({ currency: currencies.find((one) => one === event.currentTarget.value) ?? null })
          }
          data={[...currencies]}
        />
      )}
    </section>
  )
}

/** Months since there is an account; whichever end is moved over the other takes it along. */
function CustomRange({
  months: { from, to },
  accounts,
  onChange,
}: {
  months: { readonly from: string; readonly to: string }
  accounts: readonly ShownAccount[]
  onChange: (changes: Partial<InsightsAddress>) => void
}) {
  const { bankTimeZone } = useBankSession()
  const thisMonth = monthAt(new Date(), bankTimeZone)
  const opened = accounts.map(({ openedAt }) => monthAt(openedAt, bankTimeZone)).toSorted()
  const first = [opened[0] ?? thisMonth, from].toSorted()[0]!
  const last = [thisMonth, to].toSorted().at(-1)!
  const options = monthsFrom(first, last)
    .reverse()
    .map((month) => ({ value: month, label: shortNameOfMonth(month) }))
  const choose = (next: { from: string; to: string }, moved: 'from' | 'to') => {
    const span = monthsBetween(next.from, next.to)
    const other =
      span < 0
        ? next[moved]
        : span >= MOST_MONTHS
          ? addMonths(next[moved], moved === 'from' ? MOST_MONTHS - 1 : 1 - MOST_MONTHS)
          : next[moved === 'from' ? 'to' : 'from']
    onChange({
      range: moved === 'from' ? { from: next.from, to: other } : { from: other, to: next.to },
    })
  }
  return (
    <>
      <NativeSelect
        label={text.from}
        size="md"
        value={from}
        data={options}
        onChange={(event) => choose({ from: event.currentTarget.value, to }, 'from')}
      />
      <NativeSelect
        label={text.to}
        size="md"
        value={to}
        data={options}
        onChange={(event) => choose({ from, to: event.currentTarget.value }, 'to')}
      />
    </>
  )
}
