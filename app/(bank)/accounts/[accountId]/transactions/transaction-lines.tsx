'use client'

/**
 * The lines themselves, by day, as far as they are in view. Arrow keys go from line to line, Home and End to the first and
 * the last one that is there; older ones are fetched as one comes near the end.
 */
import { Button } from '@mantine/core'
import {
  type FocusEvent,
  type KeyboardEvent,
  memo,
  type RefObject,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
} from 'react'
import type { Transaction } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { usePartyName } from '../../../../api-client/queries.ts'
import type { TransactionList } from '../../../../api-client/transaction-list-queries.ts'
import { nameOfDay, timeOfDay } from '../../../../components/dates.ts'
import { PendingRow, titleOf } from '../../../../components/movement-row.tsx'
import { transactionsText as text } from '../../../../text/transactions.ts'
import { itemsOf, type ListItem, type Placed, sectionsOf } from './list-items.ts'
import { TransactionRow } from './transaction-row.tsx'
import classes from './transactions.module.css'
import { useListWindow } from './use-list-window.ts'

/** So many lines before the end the next ones are fetched. */
const FETCH_AHEAD = 30

export type ShownList = Pick<
  TransactionList,
  | 'transactions'
  | 'pending'
  | 'hasNextPage'
  | 'isFetchingNextPage'
  | 'isFetchNextPageError'
  | 'fetchNextPage'
  | 'isPlaceholderData'
>

export const TransactionLines = memo(function TransactionLines({
  list,
  nameOfAccount,
  picked,
  endNote,
  opened,
  returnTo,
  onOpen,
  onPick,
}: {
  list: ShownList
  /** Given where the lines are of several accounts: each says whose it is. */
  nameOfAccount: ((accountId: string) => string | undefined) | undefined
  /** Undefined while nobody selects. */
  picked: ReadonlyMap<number, unknown> | undefined
  endNote: string
  /** The line in the drawer. */
  opened: number | null
  /** The line at which one was before, in the drawer. */
  returnTo: number | null
  onOpen: (position: number) => void
  onPick: (transaction: Transaction, isRange: boolean) => void
}) {
  const { timeZone } = useBankSession()
  const nameOf = usePartyName()
  const { pending, transactions } = list
  const items = useMemo(() => itemsOf(pending, transactions, timeZone), [pending, transactions, timeZone])
  const frame = useRef<HTMLDivElement>(null)
  const { virtualizer, keep, drawn, height, lastInWindow } = useListWindow(items, frame)
  const sections = sectionsOf(items, drawn)
  const { onKeyDown, focusLine } = useArrowKeys(items, frame, (index) => virtualizer.scrollToIndex(index))
  const comeBack = useEffectEvent((position: number) =>
    focusLine(items.findIndex(({ key }) => key === String(position))),
  )
  useEffect(() => {
    if (returnTo !== null) comeBack(returnTo)
  }, [returnTo])
  useOlderLines(list, lastInWindow, items.length)

  const onFocus = (event: FocusEvent) => keep(keyOf(items, event.target))
  const now = new Date()
  const lineAt = ({ index }: Placed) => {
    const item = items[index]
    if (item?.kind === 'pending')
      return (
        <PendingRow
          key={item.key}
          movement={item.movement}
          note={nameOfAccount?.(item.movement.accountId)}
          item={{
            ref: virtualizer.measureElement,
            'aria-posinset': item.number,
            'aria-setsize': item.of,
            ...indexed(index),
          }}
        />
      )
    if (item?.kind !== 'booked') return null
    const { transaction } = item
    return (
      <TransactionRow
        key={item.key}
        transaction={transaction}
        title={titleOf(transaction, nameOf)}
        when={timeOfDay(transaction.at, timeZone)}
        accountName={nameOfAccount?.(transaction.accountId)}
        index={index}
        number={item.number}
        of={item.of}
        measure={virtualizer.measureElement}
        isPicked={picked ? picked.has(transaction.position) : null}
        isOpened={transaction.position === opened}
        onOpen={onOpen}
        onPick={onPick}
      />
    )
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its keys only move the focus among the links that are in it
    <div
      ref={frame}
      className={classes.lines}
      aria-busy={list.isPlaceholderData}
      data-stale={list.isPlaceholderData || undefined}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={() => keep(null)}
    >
      {sections.map(({ heading, parts, above }) => {
        const item = items[heading.index]
        if (item?.kind !== 'heading') return null
        return (
          <div key={item.key}>
            <Room height={above} />
            <h3 ref={virtualizer.measureElement} className={classes.day} {...indexed(heading.index)}>
              {item.at === null ? text.pending : nameOfDay(item.at, timeZone, now)}
            </h3>
            <ul>
              {parts.map((part) =>
                'gap' in part ? (
                  <li key={part.key} aria-hidden style={{ height: part.gap }} />
                ) : (
                  lineAt(part.line)
                ),
              )}
            </ul>
          </div>
        )
      })}
      <Room height={height - (drawn.at(-1)?.end ?? 0)} />
      <Older list={list} endNote={endNote} />
    </div>
  )
})

/** By which the measurements know what they have measured. */
const indexed = (index: number) => ({ 'data-index': index }) as object

function Room({ height }: { height: number }) {
  return height > 0 ? <div aria-hidden style={{ height }} /> : null
}

const keyOf = (items: readonly ListItem[], element: Element): string | null => {
  const index = element.closest('[data-index]')?.getAttribute('data-index')
  return index === null || index === undefined ? null : (items[Number(index)]?.key ?? null)
}

/** Fetches older lines before one comes to the end. */
const useOlderLines = (list: ShownList, lastInWindow: number, count: number) => {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData, fetchNextPage } = list
  const isNear = lastInWindow >= count - FETCH_AHEAD && count > FETCH_AHEAD
  useEffect(() => {
    if (isNear && hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !isPlaceholderData)
      void fetchNextPage()
  }, [isNear, hasNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData, fetchNextPage])
}

/** The button is there for keyboards, and for when fetching has failed. */
function Older({ list, endNote }: { list: ShownList; endNote: string }) {
  return (
    <div className={classes.more}>
      {list.hasNextPage ? (
        <Button variant="subtle" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          {list.isFetchNextPageError ? text.olderFailed : text.older}
        </Button>
      ) : (
        endNote
      )}
    </div>
  )
}

const useArrowKeys = (
  items: readonly ListItem[],
  frame: RefObject<HTMLDivElement | null>,
  scrollTo: (index: number) => void,
) => {
  /** Drawn only once it has been scrolled to; then it gets the focus. */
  const wanted = useRef<number | null>(null)
  const focusWanted = () => {
    const element = frame.current?.querySelector<HTMLElement>(
      `[data-index="${wanted.current}"] :is(a, input)`,
    )
    if (wanted.current === null || !element) return
    wanted.current = null
    element.focus()
  }
  useEffect(focusWanted)

  const focusLine = (index: number) => {
    if (!items[index]) return
    wanted.current = index
    scrollTo(index)
    focusWanted()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const at = Number((event.target as Element).closest('[data-index]')?.getAttribute('data-index') ?? -1)
    if (at < 0) return
    const steps: Record<string, [start: number, step: number]> = {
      ArrowDown: [at + 1, 1],
      ArrowUp: [at - 1, -1],
      Home: [0, 1],
      End: [items.length - 1, -1],
    }
    const [start, step] = steps[event.key] ?? []
    if (start === undefined || step === undefined) return
    let index = start
    while (items[index]?.kind === 'heading') index += step
    if (!items[index]) return
    event.preventDefault()
    focusLine(index)
  }
  return { onKeyDown, focusLine }
}
