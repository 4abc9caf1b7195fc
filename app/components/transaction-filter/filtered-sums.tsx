'use client'

/** What everything that fits comes to, also what has not been scrolled to: as the bank has added it up. */
import type { TransactionTotals } from '../../api-client/transaction-list-queries.ts'
import { transactionsText } from '../../text/transactions.ts'
import { AsOf } from '../as-of.tsx'
import { SumsLine } from './sums-line.tsx'
import classes from './transaction-filter.module.css'

const { sums: text } = transactionsText

export function FilteredSums({ totals }: { totals: TransactionTotals }) {
  const { data: answer, isError, isPlaceholderData } = totals
  return (
    <div className={classes.filtered} role="status" data-stale={isPlaceholderData || undefined}>
      {answer ? (
        <>
          <SumsLine sums={worthTelling(answer.data.sums)} label={text.filtered} />
          {answer.data.isPartial && <p className={classes.quiet}>{text.partial}</p>}
          <AsOf version={answer.version} />
        </>
      ) : (
        isError && text.failed
      )}
    </div>
  )
}

/** Of several currencies those in which something fits. */
const worthTelling = <Sum extends { readonly count: number }>(sums: readonly Sum[]): readonly Sum[] => {
  const fitting = sums.filter(({ count }) => count > 0)
  return fitting.length > 0 ? fitting : sums.slice(0, 1)
}
