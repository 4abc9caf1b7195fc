'use client'

/** The lines behind a figure, of all accounts that it is of, with what they come to: the same as the figure. */
import { Button } from '@mantine/core'
import type { Currency } from '../../../server/domain/decimal.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../api-client/failures.ts'
import { type InsightsScope, linesInput, useInsightLines } from '../../api-client/insights-queries.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import { AsOf } from '../../components/as-of.tsx'
import { shortDay } from '../../components/dates.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ListExport } from '../../components/list-export.tsx'
import { Money } from '../../components/money.tsx'
import { formatCount, formatMoney } from '../../components/money-format.ts'
import { nameOfMonth } from '../../components/months.ts'
import { MovementRow } from '../../components/movement-row.tsx'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { categoryNames } from '../../text/categories.ts'
import { insightsText } from '../../text/insights.ts'
import type { Shown } from './address.ts'
import classes from './lines-dialog.module.css'

const text = insightsText.lines

export function LinesDialog({
  shown,
  scope,
  currency,
  accounts,
  onClose,
}: {
  shown: Shown
  scope: InsightsScope
  currency: Currency
  accounts: readonly ShownAccount[]
  onClose: () => void
}) {
  const { timeZone } = useBankSession()
  const { direction, categories, month, withoutOwn } = shown
  const accountId = shown.accountId ?? scope.accountId
  const nameOf = (id: string) => accounts.find((account) => account.accountId === id)?.name
  const span = { accountId, from: month ?? scope.from, to: month ?? scope.to }
  const filter = { currency, direction, categories: categories && [...categories], withoutOwn }
  const lines = useInsightLines(span, filter)
  const what =
    categories === null
      ? text[direction]
      : categories.length === 1
        ? categoryNames[categories[0]!]
        : insightsText.others
  const when = month ? nameOfMonth(month) : text.span(nameOfMonth(scope.from), nameOfMonth(scope.to))
  const [sums] = lines.sums
  const count = sums ? (direction === 'in' ? sums.inCount : sums.outCount) : 0
  return (
    <Dialog title={text.title(what, when)} onClose={onClose}>
      {accountId !== null && <p className={classes.quiet}>{text.within(nameOf(accountId) ?? '')}</p>}
      {lines.error && !lines.data ? (
        <ErrorState message={describeReadFailure(lines.error)} onRetry={() => void lines.refetch()} />
      ) : lines.isPending ? (
        <RowsPlaceholder rows={4} label={text.loading} />
      ) : lines.lines.length === 0 || !sums ? (
        <EmptyState title={text.none}>{text.noneText}</EmptyState>
      ) : (
        <>
          <p className={classes.sum}>
            <Money value={sums[direction]} direction={direction} className={classes.amount} />
            <span className={classes.quiet}>
              {insightsText.count(count, formatCount(count))} · <AsOf version={lines.version} />
            </span>
            {direction === 'out' && minorUnits(sums.refunded) > 0n && (
              <span className={classes.quiet}>{text.refunded(formatMoney(sums.refunded))}</span>
            )}
          </p>
          <ul>
            {lines.lines.map((line) => (
              <MovementRow
                key={line.position}
                transaction={line}
                note={nameOf(line.accountId)}
                when={shortDay(line.at, timeZone)}
              />
            ))}
          </ul>
          {lines.hasNextPage && (
            <Button
              variant="subtle"
              fullWidth
              onClick={() => void lines.fetchNextPage()}
              loading={lines.isFetchingNextPage}
            >
              {lines.isFetchNextPageError ? text.retry : text.more}
            </Button>
          )}
          <ListExport list="insight-lines" filter={linesInput(span, filter)} />
        </>
      )}
    </Dialog>
  )
}
