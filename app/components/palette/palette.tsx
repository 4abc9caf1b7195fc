'use client'

/**
 * Everything by its name: one types what one is looking for and goes there. A combobox with a list, in the browser's own
 * modal dialog; the focus stays in the field, and the arrow keys choose.
 */
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { shellText } from '../../text/shell.ts'
import { type PaletteGroup, type PalettePage, useCustomersEntries, useStaffEntries } from './entries.ts'
import classes from './palette.module.css'
import { PaletteList } from './palette-list.tsx'

const { palette: text } = shellText

type PaletteProps = { pages: readonly PalettePage[]; onClose: () => void }

export function CustomersPalette({ pages, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('')
  const { groups, isSearching, hasFailed } = useCustomersEntries(typed, pages)
  const notice = hasFailed ? text.failed : isSearching ? text.searching : undefined
  return <Palette typed={typed} onType={setTyped} groups={groups} notice={notice} onClose={onClose} />
}

export function StaffPalette({ pages, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('')
  const { groups, isSearching, hasFailed } = useStaffEntries(typed, pages)
  const notice = hasFailed ? text.failedForStaff : isSearching ? text.searching : undefined
  return (
    <Palette
      typed={typed}
      placeholder={text.placeholderForStaff}
      onType={setTyped}
      groups={groups}
      notice={notice}
      onClose={onClose}
    />
  )
}

function Palette({
  typed,
  placeholder = text.placeholder,
  onType,
  groups,
  notice,
  onClose,
}: {
  typed: string
  placeholder?: string
  onType: (typed: string) => void
  groups: readonly PaletteGroup[]
  /** What is still going on, or has failed. */
  notice: string | undefined
  onClose: () => void
}) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const listId = useId()
  const [chosen, setChosen] = useState<string | null>(null)
  const entries = groups.flatMap((group) => group.entries)
  const active = entries.find(({ id }) => id === chosen) ?? entries[0]

  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  useEffect(() => {
    if (active) document.getElementById(`${listId}-${active.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, listId])

  const open = (href: string) => {
    dialog.current?.close()
    router.push(href)
  }
  const move = (steps: number) => {
    const at = entries.findIndex(({ id }) => id === active?.id)
    setChosen(entries.at((at + steps) % entries.length)?.id ?? null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // The last key of a word that is still being put together, as in Japanese, chooses nothing.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && active) open(active.href)
    else return
    event.preventDefault()
  }
  const summary = notice ?? (entries.length === 0 ? text.nothing : text.found(entries.length))
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-label={text.open}
      onClose={onClose}
      onClick={(event) => {
        // A press upon the backdrop hits the dialog itself, one inside hits what is in it.
        if (event.target === dialog.current) dialog.current?.close()
      }}
      onKeyDown={onKeyDown}
    >
      <div className={classes.inside}>
        <input
          type="text"
          role="combobox"
          className={classes.field}
          aria-label={text.open}
          placeholder={placeholder}
          aria-expanded={entries.length > 0}
          aria-controls={listId}
          aria-activedescendant={active && `${listId}-${active.id}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setChosen(null)
            onType(event.currentTarget.value)
          }}
        />
        <PaletteList
          listId={listId}
          groups={groups}
          activeId={active?.id}
          onOpen={open}
          onPoint={setChosen}
        />
        <p className={classes.summary} role="status">
          {summary}
        </p>
      </div>
    </dialog>
  )
}
