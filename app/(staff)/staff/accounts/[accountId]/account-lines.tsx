'use client'

/**
 * The lines of an account's book, found and narrowed down as its owner does it, by the same address: a teller looks for
 * one payment. Nothing is ever pending here, and nothing is picked out.
 */
import { useDeferredValue, useId, useMemo, useState } from 'react'
import type { Account } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { useAccountLines, useAccountLineTotals } from '../../../../api-client/staff-queries.ts'
import { dayOf } from '../../../../components/dates.ts'
import { ExportMenu, listFormats } from '../../../../components/export-menu.tsx'
import { formatCount } from '../../../../components/money-format.ts'
import { isFiltering, type ListFilter, requestFor } from '../../../../components/transaction-filter/filter.ts'
import { FilterChips } from '../../../../components/transaction-filter/filter-chips.tsx'
import { FilterPanel } from '../../../../components/transaction-filter/filter-panel.tsx'
import { FilteredSums } from '../../../../components/transaction-filter/filtered-sums.tsx'
import { ListHead } from '../../../../components/transaction-filter/list-head.tsx'
import { useListFilter } from '../../../../components/transaction-filter/use-list-filter.ts'
import { staffText } from '../../../../text/staff.ts'
import { transactionsText } from '../../../../text/transactions.ts'
import classes from '../../staff.module.css'
import { StaffList } from '../../staff-list.tsx'
import { LineRow } from './line-row.tsx'

const { account: text } = staffText

export function AccountLines({ account: { accountId, currency } }: { account: Account }) {
  const state = useListFilter()
  // A press shows what it does at once; the list follows when it can.
  const filter = useDeferredValue(state.filter)
  const request = useRequest(filter)
  const isFiltered = isFiltering(filter)
  const lines = useAccountLines(accountId, request)
  const totals = useAccountLineTotals(accountId, request, isFiltered)
  const count = isFiltered ? totals.data?.data.sums[0]?.count : undefined
  const [isPanelOpen, setPanelOpen] = useState(false)
  const panelId = useId()
  return (
    <StaffList
      list={lines}
      title={text.lines}
      loading={text.loadingLines}
      empty={
        isFiltered
          ? { title: transactionsText.nothingFits, detail: transactionsText.nothingFitsDetail }
          : { title: text.noLines, detail: text.noLinesDetail }
      }
      narrowing={
        <>
          <ListHead
            {...state}
            panelId={panelId}
            isPanelOpen={isPanelOpen}
            onPanel={() => setPanelOpen(!isPanelOpen)}
          />
          {isPanelOpen && (
            <FilterPanel
              {...state}
              id={panelId}
              accountId={accountId}
              currency={currency}
              nameOf={nameGiven}
              hasPending={false}
              count={count === undefined ? undefined : transactionsText.sums.lines(count, formatCount(count))}
              onClose={() => setPanelOpen(false)}
            />
          )}
          <FilterChips {...state} currency={currency} />
          {isFiltered && <FilteredSums totals={totals} />}
        </>
      }
      exported={
        <div className={classes.more}>
          <ExportMenu
            source={{ path: '/api/transactions/export', body: { accountId, ...request } }}
            formats={listFormats}
            count={count}
            isQuiet
          />
        </div>
      }
    >
      <ul>
        {lines.rows.map((line) => (
          <LineRow key={line.position} line={line} />
        ))}
      </ul>
    </StaffList>
  )
}

const nameGiven = ({ name }: { readonly name: string }): string => name

const useRequest = (filter: ListFilter) => {
  const { timeZone } = useBankSession()
  const today = dayOf(new Date(), timeZone)
  // The same day makes the same request, so that nothing is asked anew as time goes by.
  return useMemo(() => requestFor(filter, { timeZone, today }), [filter, timeZone, today])
}
