'use client'

/**
 * Lines of the book, of one account or of all: found by what one types and by what they are narrowed down to, all of which
 * stands in the page's address; added up; selected; and each to be opened. With `asOf` only what was there at that instant.
 */
import dynamic from 'next/dynamic'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import type { Transaction } from '../../../../api-client/api.ts'
import { describeReadFailure } from '../../../../api-client/failures.ts'
import { type ShownAccount, usePartyName } from '../../../../api-client/queries.ts'
import { type ListScope, useTransactionTotals } from '../../../../api-client/transaction-list-queries.ts'
import { AsOf } from '../../../../components/as-of.tsx'
import { Later } from '../../../../components/later.tsx'
import { formatCount } from '../../../../components/money-format.ts'
import sheet from '../../../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../../../components/states.tsx'
import { isFiltering } from '../../../../components/transaction-filter/filter.ts'
import { FilterChips } from '../../../../components/transaction-filter/filter-chips.tsx'
import { FilterPanel } from '../../../../components/transaction-filter/filter-panel.tsx'
import { FilteredSums } from '../../../../components/transaction-filter/filtered-sums.tsx'
import { ListHead } from '../../../../components/transaction-filter/list-head.tsx'
import { useListFilter } from '../../../../components/transaction-filter/use-list-filter.ts'
import { transactionsText as text } from '../../../../text/transactions.ts'
import { BookExport } from './book-export.tsx'
import { SavedSearches } from './saved-searches.tsx'
import { nothingPicked, pickAll } from './selection.ts'
import { SelectionBar } from './selection-bar.tsx'
import { TransactionLines } from './transaction-lines.tsx'
import classes from './transactions.module.css'
import { useOpenTransaction } from './use-open-transaction.ts'
import { useSelection } from './use-selection.ts'
import { useShownList } from './use-shown-list.ts'

/** Fetched when the first line is opened. */
const TransactionDrawer = dynamic(() => import('./drawer.tsx').then((module) => module.TransactionDrawer), {
  ssr: false,
})

export function TransactionBook({
  scope,
  accounts,
  title,
  asOf,
}: {
  scope: ListScope
  /** Whose lines there are: the one account, or all of one's own. */
  accounts: readonly ShownAccount[]
  title: string
  asOf?: string | undefined
}) {
  const currency = onlyCurrencyOf(accounts)
  const { filter, narrow } = useListFilter()
  // A press shows what it does at once; the list follows when it can.
  const applied = useDeferredValue(filter)
  const list = useShownList(scope, applied, useDeferredValue(asOf))
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
  const totals = useTransactionTotals(scope, list.request, isFiltered && hasBooked)
  const count = totals.data?.data.sums.reduce((all, sum) => all + sum.count, 0)
  const nameOf = usePartyName()
  const nameOfAccount = useNameOfAccount(accounts)
  const state = { filter: applied, narrow }

  return (
    <section className={sheet.sheet} aria-labelledby="transactions-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="transactions-title">
          {title}
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
        {scope !== 'all' && currency && <SavedSearches {...state} accountId={scope} currency={currency} />}
        {hasBooked && (
          <BookExport scope={scope} request={list.request} count={isFiltered ? count : undefined} />
        )}
      </ListHead>
      {isPanelOpen && (
        <FilterPanel
          filter={filter}
          narrow={narrow}
          id={panelId}
          accountId={scope === 'all' ? null : scope}
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
          nameOfAccount={scope === 'all' ? nameOfAccount : undefined}
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
          scope={scope}
          accounts={accounts}
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
          currency={currency ?? accounts[0]?.balance.currency ?? 'USD'}
          shown={list.transactions}
          onAll={() => setSelection(pickAll(list.transactions))}
          onNone={() => setSelection(nothingPicked)}
          onEnd={() => setSelection(null)}
        />
      )}
    </section>
  )
}

/** Null where there are several, or none. */
const onlyCurrencyOf = (accounts: readonly ShownAccount[]) => {
  const [currency, another] = new Set(accounts.map((account) => account.currency))
  return another === undefined ? (currency ?? null) : null
}

/** The same function as long as the names are, so that no line is drawn anew for another balance. */
const useNameOfAccount = (accounts: readonly ShownAccount[]) => {
  const names = JSON.stringify(accounts.map(({ accountId, name }) => [accountId, name]))
  return useMemo(() => {
    const byId = new Map<string, string>(JSON.parse(names))
    return (accountId: string) => byId.get(accountId)
  }, [names])
}

const neighboursOf = (lines: readonly Transaction[], position: number) => {
  const at = lines.findIndex((line) => line.position === position)
  return at < 0
    ? { newer: undefined, older: undefined }
    : { newer: lines[at - 1]?.position, older: lines[at + 1]?.position }
}

function Lines({
  list,
  nameOfAccount,
  isFiltered,
  picked,
  opened,
  returnTo,
  onPick,
  onOpen,
}: {
  list: ReturnType<typeof useShownList>
  nameOfAccount: ((accountId: string) => string | undefined) | undefined
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
        nameOfAccount={nameOfAccount}
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
