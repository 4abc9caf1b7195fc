'use client'

/** A booked line of the list: a link to all that is known of it, or, while one selects, a box to tick. */
import { type ComponentProps, type MouseEvent, memo, useRef } from 'react'
import type { Category } from '../../../../../server/domain/categories/category.ts'
import type { Transaction } from '../../../../api-client/api.ts'
import { Money } from '../../../../components/money.tsx'
import rowClasses from '../../../../components/movement-row.module.css'
import { MovementLine, NumberTail } from '../../../../components/movement-row.tsx'
import { categoryNames } from '../../../../text/categories.ts'
import { transactionsText as text } from '../../../../text/transactions.ts'
import classes from './transactions.module.css'

/** What every line would have that nothing is known of. */
const saysNothing: ReadonlySet<Category> = new Set(['transfers', 'other'])

export const TransactionRow = memo(function TransactionRow({
  transaction,
  title,
  when,
  accountName,
  index,
  number,
  of,
  measure,
  isPicked,
  isOpened,
  onOpen,
  onPick,
}: {
  transaction: Transaction
  title: string
  when: string
  /** Among lines of several accounts: whose it is. A balance would say nothing there. */
  accountName: string | undefined
  index: number
  number: number
  of: number
  measure: ComponentProps<'li'>['ref']
  /** Null while nobody selects. */
  isPicked: boolean | null
  isOpened: boolean
  onOpen: (position: number) => void
  onPick: (transaction: Transaction, isRange: boolean) => void
}) {
  const { position, direction, counterparty, description, category, note } = transaction
  const line = (
    <MovementLine
      direction={direction}
      title={title}
      details={{
        what: counterparty ? description : null,
        account: accountName,
        // With the account's own name beside it, the number would be one detail too many.
        number: counterparty && !accountName && <NumberTail number={counterparty.number} />,
        category: saysNothing.has(category) ? null : categoryNames[category],
        note: note && text.noted(note),
        when,
      }}
    >
      <Money value={transaction.money} direction={direction} className={rowClasses.amount} />
      {!accountName && (
        <span className={rowClasses.balance}>
          <span className={rowClasses.hidden}>{text.balance} </span>
          <Money value={transaction.balanceAfter} />
        </span>
      )}
    </MovementLine>
  )
  const openHere = (event: MouseEvent) => {
    // With a key held down it opens in a tab or window of its own, as links do.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen(position)
  }
  return (
    <li
      ref={measure}
      className={rowClasses.item}
      data-direction={direction}
      data-index={index}
      data-position={position}
      aria-posinset={number}
      aria-setsize={of}
    >
      {isPicked === null ? (
        <a
          href={`?tx=${position}`}
          className={`${rowClasses.row} ${classes.row}`}
          aria-haspopup="dialog"
          data-opened={isOpened || undefined}
          onClick={openHere}
        >
          {line}
        </a>
      ) : (
        <Pickable isPicked={isPicked} onPick={(isRange) => onPick(transaction, isRange)}>
          {line}
        </Pickable>
      )}
    </li>
  )
})

function Pickable({
  isPicked,
  onPick,
  children,
}: {
  isPicked: boolean
  onPick: (isRange: boolean) => void
  children: ComponentProps<'label'>['children']
}) {
  // Known before the press becomes a change: what a label passes on to its box no longer says which keys are down.
  const isRange = useRef(false)
  return (
    <label
      className={`${rowClasses.row} ${classes.row} ${classes.pickable}`}
      onMouseDown={(event) => {
        isRange.current = event.shiftKey
      }}
    >
      <input
        type="checkbox"
        className={classes.box}
        checked={isPicked}
        onKeyDown={(event) => {
          isRange.current = event.shiftKey
        }}
        onChange={() => onPick(isRange.current)}
      />
      {children}
    </label>
  )
}
