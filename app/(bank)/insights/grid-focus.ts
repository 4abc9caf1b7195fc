'use client'

/** One stop of the Tab key for a whole chart: arrow keys lead from bar to bar, and over those that are not there. */
import { type KeyboardEvent, useRef, useState } from 'react'

export type Cell = { readonly column: number; readonly row: number }

const moves: Readonly<Record<string, Cell>> = {
  ArrowLeft: { column: -1, row: 0 },
  ArrowRight: { column: 1, row: 0 },
  ArrowUp: { column: 0, row: 1 },
  ArrowDown: { column: 0, row: -1 },
}

/** The next cell in that direction that is there; sideways the nearest in the next column that has any. */
export const nextCell = (cells: readonly Cell[], from: Cell, key: string): Cell | undefined => {
  const move = moves[key]
  if (!move) return undefined
  const ahead = cells.filter(({ column, row }) =>
    move.column === 0
      ? column === from.column && (row - from.row) * move.row > 0
      : (column - from.column) * move.column > 0,
  )
  const distance = ({ column, row }: Cell) =>
    Math.abs(column - from.column) * 1_000 + Math.abs(row - from.row)
  return ahead.toSorted((a, b) => distance(a) - distance(b))[0]
}

export const useGridFocus = (cells: readonly Cell[]) => {
  const [chosen, setChosen] = useState<Cell | null>(null)
  const elements = useRef(new Map<string, SVGElement>())
  const keyOf = ({ column, row }: Cell) => `${column} ${row}`
  const isThere = chosen !== null && cells.some((cell) => keyOf(cell) === keyOf(chosen))
  // The newest bar is where one begins.
  const stop = isThere ? chosen : cells.toSorted((a, b) => b.column - a.column || a.row - b.row)[0]
  return (cell: Cell, activate: () => void, tell: (cell: Cell | null) => void) => ({
    ref: (element: SVGElement | null) => {
      if (element) elements.current.set(keyOf(cell), element)
      else elements.current.delete(keyOf(cell))
    },
    tabIndex: stop && keyOf(stop) === keyOf(cell) ? 0 : -1,
    onFocus: () => {
      setChosen(cell)
      tell(cell)
    },
    onBlur: () => tell(null),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault()
        activate()
        return
      }
      const next = nextCell(cells, cell, event.key)
      if (!next) return
      event.preventDefault()
      elements.current.get(keyOf(next))?.focus()
    },
    onClick: activate,
  })
}
