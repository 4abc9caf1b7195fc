'use client'

/** What is selected in a list, if somebody selects at all. */
import { useMemo, useState } from 'react'
import type { Transaction } from '../../../../api-client/api.ts'
import { extend, type Selection, toggle } from './selection.ts'

export const useSelection = (lines: readonly Transaction[]) => {
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
