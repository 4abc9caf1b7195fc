'use client'

/** Above the list: what one types to find something, and everything else that can be done with it. */
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconListCheck, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { transactionsText as text } from '../../text/transactions.ts'
import { countOf } from './filter.ts'
import classes from './transaction-filter.module.css'
import type { ListFilterState } from './use-list-filter.ts'

const TYPING_PAUSE_MS = 250

export function ListHead({
  filter,
  narrow,
  panelId,
  isPanelOpen,
  onPanel,
  select,
  children,
}: ListFilterState & {
  panelId: string
  isPanelOpen: boolean
  onPanel: () => void
  /** Where lines can be picked out: whether somebody does, and what begins and ends it. */
  select?: { readonly isOn: boolean; readonly onPress: () => void }
  /** What else there is to do with what is shown. */
  children?: ReactNode
}) {
  const inUse = countOf({ ...filter, search: '', direction: null })
  return (
    <div className={classes.head}>
      <SearchField filter={filter} narrow={narrow} />
      <SegmentedControl
        aria-label={text.direction}
        size="md"
        withItemsBorders={false}
        value={filter.direction ?? 'all'}
        onChange={(direction) => narrow({ direction: direction === 'all' ? null : direction })}
        data={(['all', 'in', 'out'] as const).map((value) => ({ value, label: text.directions[value] }))}
      />
      <div className={classes.actions}>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconAdjustmentsHorizontal aria-hidden size={18} />}
          aria-expanded={isPanelOpen}
          aria-controls={panelId}
          onClick={onPanel}
        >
          {text.filter.open}
          {inUse > 0 && (
            <span className={classes.inUse}>
              <span aria-hidden>{inUse}</span>
              <span className={classes.hidden}>, {text.filter.inUse(inUse)}</span>
            </span>
          )}
        </Button>
        {children}
        {select && (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconListCheck aria-hidden size={18} />}
            aria-pressed={select.isOn}
            onClick={select.onPress}
          >
            {text.select.begin}
          </Button>
        )}
      </div>
    </div>
  )
}

/** What is typed stands at once; the list follows when one pauses. */
function SearchField({ filter: { search }, narrow }: ListFilterState) {
  const [typed, setTyped] = useState(search)
  const [shownFor, setShownFor] = useState(search)
  // Taken away by its chip, or come back with the back button; not while one is typing on.
  if (shownFor !== search) {
    setShownFor(search)
    if (typed.trim() !== search) setTyped(search)
  }
  const apply = useDebouncedCallback((words: string) => {
    setShownFor(words)
    narrow({ search: words }, 'replace')
  }, TYPING_PAUSE_MS)
  return (
    <TextInput
      className={classes.search}
      type="search"
      aria-label={text.search}
      placeholder={text.searchPlaceholder}
      leftSection={<IconSearch aria-hidden size={18} />}
      value={typed}
      maxLength={200}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        apply(event.currentTarget.value.trim())
      }}
    />
  )
}
