'use client'

/** What the list is narrowed down to, each thing to be taken away by itself, or all at once. */
import { IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { transactionsText } from '../../text/transactions.ts'
import { chipsOf } from './chips.ts'
import { noFilter } from './filter.ts'
import classes from './transaction-filter.module.css'
import type { ListFilterState } from './use-list-filter.ts'

const { chips: text } = transactionsText

export function FilterChips({ filter, narrow, currency }: ListFilterState & { currency: string | null }) {
  const group = useRef<HTMLDivElement>(null)
  const chips = chipsOf(filter, currency)
  if (chips.length === 0) return null
  /** The chip that is gone cannot keep the focus: the one in its place gets it, or what is left of the list's head. */
  const focusAfter = (index: number) => {
    const buttons = [...(group.current?.querySelectorAll<HTMLElement>('button') ?? [])]
    const next = buttons[index + 1] === buttons.at(-1) ? buttons[index - 1] : buttons[index + 1]
    next?.focus()
    return next !== undefined
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what one fills in
    <div ref={group} role="group" aria-label={text.label} className={classes.chips}>
      {chips.map(({ key, label, without }, index) => (
        <button
          key={key}
          type="button"
          className={classes.chip}
          aria-label={text.remove(label)}
          onClick={() => {
            focusAfter(index)
            narrow(without)
          }}
        >
          <span className={classes.chipLabel}>{label}</span>
          <IconX aria-hidden size={14} stroke={2.4} />
        </button>
      ))}
      <button type="button" className={classes.clear} onClick={() => narrow(noFilter)}>
        {text.clear}
      </button>
    </div>
  )
}
