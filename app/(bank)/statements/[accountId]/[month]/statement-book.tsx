'use client'

/** Every line of the month, the oldest first, as a table that begins with what was brought forward. */
import { Button } from '@mantine/core'
import Link from 'next/link'
import { memo, useDeferredValue, useEffect } from 'react'
import type { Transaction } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { usePartyName } from '../../../../api-client/queries.ts'
import type { Statement, useStatement } from '../../../../api-client/statements-queries.ts'
import { shortDay } from '../../../../components/dates.ts'
import { Money } from '../../../../components/money.tsx'
import { formatCount } from '../../../../components/money-format.ts'
import sheet from '../../../../components/sheet.module.css'
import { statementsText } from '../../../../text/statements.ts'
import classes from './statement.module.css'

const text = statementsText.book

export function StatementBook({
  book: { statement, lines, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError },
}: {
  book: ReturnType<typeof useStatement> & { readonly statement: Statement }
}) {
  // All of them, one page after the other: what is printed or searched through is the whole month.
  const isWaiting = hasNextPage && !isFetchingNextPage && !isFetchNextPageError
  useEffect(() => {
    if (isWaiting) void fetchNextPage()
  }, [isWaiting, fetchNextPage])
  // Drawn in slices, so that a long month keeps nobody waiting.
  const drawn = useDeferredValue(lines)
  return (
    <section className={sheet.sheet} aria-labelledby="lines-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="lines-title">
          {text.title}
        </h2>
        <span className={classes.small}>
          {text.shown(formatCount(lines.length), formatCount(statement.entries))}
        </span>
      </div>
      <div className={sheet.body}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{text.date}</th>
              <th scope="col">{text.what}</th>
              <th scope="col">{text.amount}</th>
              <th scope="col" className={classes.balance}>
                {text.balance}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr className={classes.forward}>
              <td />
              <th scope="row">{text.broughtForward}</th>
              <td className={classes.onPhone}>
                <Money value={statement.opening} />
              </td>
              <td className={classes.balance}>
                <Money value={statement.opening} />
              </td>
            </tr>
            {drawn.map((line) => (
              <Line key={line.position} line={line} />
            ))}
          </tbody>
        </table>
        {statement.entries === 0 && <p className={classes.small}>{text.none}</p>}
        {hasNextPage && (
          <div className={classes.more}>
            <Button variant="default" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
              {isFetchNextPageError ? text.retry : text.more}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

/** By the bank's day: by it the month was closed. */
const Line = memo(function Line({ line }: { line: Transaction }) {
  const { bankTimeZone } = useBankSession()
  const nameOf = usePartyName()
  const { counterparty, description, direction } = line
  // An exchange goes by its quote's id.
  const transferId = line.transferId ?? line.quoteId
  const title =
    (counterparty && nameOf(counterparty)) ||
    description ||
    (direction === 'in' ? text.deposit : text.withdrawal)
  return (
    <tr data-direction={direction}>
      <td className={classes.date}>{shortDay(line.at, bankTimeZone)}</td>
      <td className={classes.what}>
        {transferId ? <Link href={`/transfers/${transferId}`}>{title}</Link> : title}
        {counterparty && description && <span className={classes.small}>{description}</span>}
      </td>
      <td>
        <Money value={line.money} direction={direction} className={classes.amount} />
      </td>
      <td className={classes.balance}>
        <Money value={line.balanceAfter} />
      </td>
    </tr>
  )
})
