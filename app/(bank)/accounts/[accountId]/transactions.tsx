'use client'

/**
 * An account's lines: found by what one types and by what they are narrowed down to, all of which stands in the page's
 * address; added up; and each to be opened. With `asOf` only what was there at that instant.
 */
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import type { Transaction } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../api-client/failures.ts'
import { type ShownAccount, usePartyName } from '../../../api-client/queries.ts'
import { useTransactionList, useTransactionTotals } from '../../../api-client/transaction-list-queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { dayOf } from '../../../components/dates.ts'
import { ExportMenu, listFormats } from '../../../components/export-menu.tsx'
import { Later } from '../../../components/later.tsx'
import { formatCount } from '../../../components/money-format.ts'
import sheet from '../../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../../components/states.tsx'
import { isFiltering, type ListFilter, requestFor } from '../../../components/transaction-filter/filter.ts'
import { FilterChips } from '../../../components/transaction-filter/filter-chips.tsx'
import { FilterPanel } from '../../../components/transaction-filter/filter-panel.tsx'
import { FilteredSums } from '../../../components/transaction-filter/filtered-sums.tsx'
import { ListHead } from '../../../components/transaction-filter/list-head.tsx'
import { useListFilter } from '../../../components/transaction-filter/use-list-filter.ts'
import { exportsText } from '../../../text/exports.ts'
import { transactionsText as text } from '../../../text/transactions.ts'
import { matchesPending } from './transactions/pending-matches.ts'
import { SavedSearches } from './transactions/saved-searches.tsx'
import { extend, nothingPicked, pickAll, type Selection, toggle } from './transactions/selection.ts'
import { SelectionBar } from './transactions/selection-bar.tsx'
import { type ShownList, TransactionLines } from './transactions/transaction-lines.tsx'
import classes from './transactions/transactions.module.css'
import { useOpenTransaction } from './transactions/use-open-transaction.ts'

/** Fetched when the first line is opened. */
const TransactionDrawer = dynamic(
  () => import('./transactions/drawer.tsx').then((module) => module.TransactionDrawer),
  { ssr: false },
)

export function Transactions({ account, asOf }: { account: ShownAccount; asOf?: string | undefined }) {
  const { accountId, currency } = account
  const { filter, narrow } = useListFilter()
  // A press shows what it does at once; the list follows when it can.
  const applied = useDeferredValue(filter)
  const list = useShownList(accountId, applied, useDeferredValue(asOf))
  const nameOf = usePartyName()
  const [isPanelOpen, setPanelOpen] = useState(false)
  const panelId = useId()
  const { selection, pick, setSelection } = useSelection(list.transactions)
  // What comes to the foot of the window is there at once; a box in every line follows.
  const hasBoxes = useDeferredValue(selection !== null)
  const opened = useOpenTransaction()
  // The line says at once that it was pressed; all that is known of it follows.
  const drawerAt = useDeferredValue(opened.position)
  const isFiltered = isFiltering(applied)
  const hasBooked = applied.status !== 'pending'
  const totals = useTransactionTotals(accountId, list.request, isFiltered && hasBooked)
  const count = totals.data?.data.count
  const state = { filter: applied, narrow }

  return (
    <section className={sheet.sheet} aria-labelledby="transactions-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="transactions-title">
          {text.title}
        </h2>
        <AsOf version={list.version} />
      </div>
      <ListHead
        filter={filter}
        narrow={narrow}
        panelId={panelId}
        isPanelOpen={isPanelOpen}
        onPanel={() => setPanelOpen(!isPanelOpen)}
        select={{
          isOn: selection !== null,
          onPress: () => setSelection(selection === null ? nothingPicked : null),
        }}
      >
        <SavedSearches {...state} accountId={accountId} currency={currency} />
        {hasBooked && (
          <ExportMenu
            source={{ path: '/api/transactions/export', body: { accountId, ...list.request } }}
            formats={listFormats}
            label={text.exportFiltered}
            shape={{ size: 'sm', radius: 'md' }}
            count={isFiltered ? count : undefined}
            foot={
              <>
                {exportsText.onlyWhole}{' '}
                <Link href={`/statements?account=${accountId}`}>{exportsText.ofStatements}</Link>
              </>
            }
          />
        )}
      </ListHead>
      {isPanelOpen && (
        <FilterPanel
          filter={filter}
          narrow={narrow}
          id={panelId}
          accountId={accountId}
          currency={currency}
          nameOf={nameOf}
          hasPending
          count={isFiltered && count !== undefined ? text.sums.lines(count, formatCount(count)) : undefined}
          onClose={() => setPanelOpen(false)}
        />
      )}
      <p className={classes.printed}>
        {text.printed(
          formatCount(list.transactions.length),
          isFiltered && count !== undefined ? formatCount(count) : null,
          !list.lines.hasNextPage,
        )}
      </p>
      <FilterChips {...state} currency={currency} />
      {isFiltered && hasBooked && <FilteredSums totals={totals} />}
      <div className={sheet.body}>
        <Lines
          list={list}
          isFiltered={isFiltered}
          picked={hasBoxes ? (selection ?? nothingPicked).picked : undefined}
          opened={opened.position}
          returnTo={opened.last}
          onPick={pick}
          onOpen={opened.open}
        />
      </div>
      {drawerAt !== null && (
        <TransactionDrawer
          account={account}
          position={drawerAt}
          known={list.transactions.find(({ position }) => position === drawerAt)}
          neighbours={neighboursOf(list.transactions, drawerAt)}
          onMove={opened.move}
          onClose={opened.close}
        />
      )}
      {selection && (
        <SelectionBar
          picked={selection.picked}
          currency={currency}
          shown={list.transactions.length}
          onAll={() => setSelection(pickAll(list.transactions))}
          onNone={() => setSelection(nothingPicked)}
          onEnd={() => setSelection(null)}
        />
      )}
    </section>
  )
}

/** What the bank finds, and of what is pending that which fits as well. */
const useShownList = (accountId: string, filter: ListFilter, asOf: string | undefined) => {
  const { timeZone } = useBankSession()
  const today = dayOf(new Date(), timeZone)
  // The same day makes the same request, so that nothing is asked anew as time goes by.
  const request = useMemo(
    () => requestFor(filter, { timeZone, today, asOf }),
    [filter, timeZone, today, asOf],
  )
  const list = useTransactionList(accountId, request)
  const isPendingOnly = filter.status === 'pending'
  const pending = useMemo(
    () =>
      asOf === undefined
        ? list.pending.filter((movement) => matchesPending(movement, filter, request, new Date()))
        : [],
    [list.pending, filter, request, asOf],
  )
  const transactions = isPendingOnly ? none : list.transactions
  const hasNextPage = list.hasNextPage && !isPendingOnly
  const { isFetchingNextPage, isFetchNextPageError, fetchNextPage, isPlaceholderData } = list
  // The same as long as the list is, so that a press elsewhere does not draw it anew.
  const lines = useMemo(
    (): ShownList => ({
      ...{ transactions, pending, hasNextPage, fetchNextPage },
      ...{ isFetchingNextPage, isFetchNextPageError, isPlaceholderData },
    }),
    [
      transactions,
      pending,
      hasNextPage,
      fetchNextPage,
      isFetchingNextPage,
      isFetchNextPageError,
      isPlaceholderData,
    ],
  )
  return { ...list, request, transactions, lines }
}

const none: Transaction[] = []

const neighboursOf = (lines: readonly Transaction[], position: number) => {
  const at = lines.findIndex((line) => line.position === position)
  return at < 0
    ? { newer: undefined, older: undefined }
    : { newer: lines[at - 1]?.position, older: lines[at + 1]?.position }
}

const useSelection = (lines: readonly Transaction[]) => {
  /** Null while nobody selects. */
  const [selection, setSelection] = useState<Selection | null>(null)
  const pick = useMemo(
    () => (line: Transaction, isRange: boolean) =>
      setSelection((current) =>
        current === null ? null : isRange ? extend(current, lines, line) : toggle(current, line),
      ),
    [lines],
  )
  return { selection, pick, setSelection }
}

function Lines({
  list,
  isFiltered,
  picked,
  opened,
  returnTo,
  onPick,
  onOpen,
}: {
  list: ReturnType<typeof useShownList>
  isFiltered: boolean
  picked: ReadonlyMap<number, unknown> | undefined
  opened: number | null
  returnTo: number | null
  onPick: (transaction: Transaction, isRange: boolean) => void
  onOpen: (position: number) => void
}) {
  if (list.isError && !list.data)
    return <ErrorState message={describeReadFailure(list.error)} onRetry={() => void list.refetch()} />
  const placeholder = <RowsPlaceholder label={text.loading} rows={8} />
  if (list.isPending) return placeholder
  if (list.transactions.length === 0 && list.lines.pending.length === 0)
    return isFiltered ? (
      <EmptyState title={text.nothingFits}>{text.nothingFitsDetail}</EmptyState>
    ) : (
      <EmptyState title={text.empty}>{text.emptyDetail}</EmptyState>
    )
  return (
    <Later placeholder={placeholder}>
      <TransactionLines
        list={list.lines}
        picked={picked}
        endNote={isFiltered ? text.allShown : text.begin}
        opened={opened}
        returnTo={returnTo}
        onOpen={onOpen}
        onPick={onPick}
      />
    </Later>
  )
}
