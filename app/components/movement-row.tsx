'use client'

/** A line of the book: who, what for, how much. Direction is told by sign and arrow, so that it needs no colour. */
import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react'
import type { ComponentProps, ReactNode } from 'react'
import type { Transaction } from '../api-client/api.ts'
import type { PendingMovement } from '../api-client/pending-overlay.ts'
import { usePartyName } from '../api-client/queries.ts'
import { commonText } from '../text/common.ts'
import { transactionsText as text } from '../text/transactions.ts'
import { tailOf } from './account-number.tsx'
import { Money } from './money.tsx'
import classes from './movement-row.module.css'
import { PageLink } from './page-link.tsx'
import { PendingMark } from './pending-mark.tsx'

/** Leads to all that is known of it, on its account's page. */
export function MovementRow({
  transaction: { accountId, position, direction, money, description, counterparty, balanceAfter },
  note,
  when,
  withBalance = false,
}: {
  transaction: Transaction
  note?: string | undefined
  when: string
  withBalance?: boolean
}) {
  const nameOf = usePartyName()
  const title = titleOf({ counterparty, description, direction }, nameOf)
  const details = {
    what: counterparty ? description : null,
    // With the account's own name beside it, the number would be one detail too many.
    number: counterparty && !note && <NumberTail number={counterparty.number} />,
    note,
    when,
  }
  return (
    <Row href={`/accounts/${accountId}?tx=${position}`} direction={direction} title={title} details={details}>
      <Money value={money} direction={direction} className={classes.amount} />
      {withBalance && (
        <span className={classes.balance}>
          <span className={classes.hidden}>{text.balance} </span>
          <Money value={balanceAfter} />
        </span>
      )}
    </Row>
  )
}

/** What to call a line: by who is at the other end, else by what it is for. */
export const titleOf = (
  { counterparty, description, direction }: Pick<Transaction, 'counterparty' | 'description' | 'direction'>,
  nameOf: ReturnType<typeof usePartyName>,
): string =>
  (counterparty && nameOf(counterparty)) ||
  description ||
  (direction === 'in' ? text.deposit : text.withdrawal)

export function PendingRow({
  movement,
  note,
  item,
}: {
  movement: PendingMovement
  note?: string | undefined
  /** What whoever lists it has to say of its place in the list. */
  item?: ComponentProps<'li'>
}) {
  const { transfer, direction, counterparty, mark } = movement
  const nameOf = usePartyName()
  const details = {
    what: transfer.description,
    number: !note && <NumberTail number={counterparty.number} />,
    note,
  }
  return (
    <Row
      href={`/transfers/${transfer.transferId}`}
      direction={direction}
      title={nameOf(counterparty)}
      details={details}
      item={item}
      isPending
    >
      <Money value={transfer.money} direction={direction} className={classes.amount} />
      <PendingMark>{commonText.marks[mark]}</PendingMark>
    </Row>
  )
}

export function NumberTail({ number }: { number: string }) {
  return <span className="money">{tailOf(number)}</span>
}

type LineProps = {
  direction: 'in' | 'out'
  title: string
  /** Told one after the other, as far as there are any. */
  details: Readonly<Record<string, ReactNode>>
  /** The figures. */
  children: ReactNode
}

function Row({
  href,
  item,
  isPending = false,
  ...line
}: LineProps & { href: string; item?: ComponentProps<'li'> | undefined; isPending?: boolean }) {
  return (
    <li
      {...item}
      className={classes.item}
      data-direction={line.direction}
      data-pending={isPending || undefined}
    >
      <PageLink href={href} className={classes.row}>
        <MovementLine {...line} />
      </PageLink>
    </li>
  )
}

/** What stands in a row, whatever is done by pressing it. */
export function MovementLine({ direction, title, details, children }: LineProps) {
  const Arrow = direction === 'in' ? IconArrowDownLeft : IconArrowUpRight
  return (
    <>
      <span className={classes.arrow}>
        <Arrow aria-hidden size={18} stroke={2} />
        <span className={classes.hidden}>{direction === 'in' ? text.from : text.to}</span>
      </span>
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        <span className={classes.details}>
          {Object.entries(details)
            .filter(([, detail]) => detail)
            .map(([name, detail]) => (
              <span key={name} data-detail={name}>
                {detail}
              </span>
            ))}
        </span>
      </span>
      <span className={classes.figures}>{children}</span>
    </>
  )
}
