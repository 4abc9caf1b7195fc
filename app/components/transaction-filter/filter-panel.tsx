'use client'

/**
 * Everything that the list can be narrowed down by. It acts at once; on a wide screen it opens above the list, on a phone
 * in a sheet of its own.
 */
import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { Currency } from '../../../server/domain/decimal.ts'
import { allCategories, categoryNames } from '../../text/categories.ts'
import { transactionsText } from '../../text/transactions.ts'
import { Dialog } from '../dialog.tsx'
import { Later } from '../later.tsx'
import { AmountFields } from './amount-fields.tsx'
import { CounterpartyChoice, type Party } from './counterparty-choice.tsx'
import { DateFields } from './date-fields.tsx'
import { ManyPills, OnePill } from './pills.tsx'
import classes from './transaction-filter.module.css'
import type { ListFilterState } from './use-list-filter.ts'

const { filter: text } = transactionsText

export function FilterPanel({
  id,
  count,
  onClose,
  ...state
}: ListFilterState & {
  id: string
  /** Null among lines of several accounts. */
  accountId: string | null
  /** In which amounts are typed; null where there are several. */
  currency: Currency | null
  nameOf: (party: Party) => string
  /** Whether what is pending stands in the list as well. */
  hasPending: boolean
  /** How many lines are left, in words, once that is known. */
  count: string | undefined
  onClose: () => void
}) {
  const isPhone = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false })
  if (!isPhone)
    return (
      <section id={id} className={classes.panel} aria-label={text.title}>
        <Later>
          <Fields {...state} />
        </Later>
      </section>
    )
  return (
    <Dialog title={text.title} onClose={onClose} shape="sheet">
      <div className={classes.fields}>
        <Fields {...state} />
      </div>
      <div className={classes.sheetEnd}>
        <Button fullWidth onClick={onClose}>
          {count === undefined ? text.close : text.show(count)}
        </Button>
      </div>
    </Dialog>
  )
}

function Fields({
  filter,
  narrow,
  accountId,
  currency,
  nameOf,
  hasPending,
}: ListFilterState & {
  accountId: string | null
  currency: Currency | null
  nameOf: (party: Party) => string
  hasPending: boolean
}) {
  const { categories, status } = filter
  return (
    <>
      <DateFields filter={filter} narrow={narrow} />
      {currency && <AmountFields filter={filter} narrow={narrow} currency={currency} />}
      <ManyPills
        legend={text.categories}
        options={allCategories.map((value) => ({ value, label: categoryNames[value] }))}
        values={categories}
        onChoose={(category, isChosen) =>
          narrow({
            categories: isChosen
              ? [...categories, category]
              : categories.filter((other) => other !== category),
          })
        }
      />
      {accountId !== null && (
        <CounterpartyChoice filter={filter} narrow={narrow} accountId={accountId} nameOf={nameOf} />
      )}
      {hasPending && (
        <OnePill
          legend={text.status}
          name="status"
          value={status ?? 'all'}
          onChoose={(chosen) => narrow({ status: chosen === 'all' ? null : chosen })}
          options={(['all', 'booked', 'pending'] as const).map((value) => ({
            value,
            label: text.statuses[value],
          }))}
        />
      )}
    </>
  )
}
