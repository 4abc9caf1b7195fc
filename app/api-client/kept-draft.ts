'use client'

/**
 * What somebody is writing, and how far they have come with it, outlives a reload and a session that ends meanwhile: it
 * is kept in this tab, for this person and this form. Whoever sends it, goes elsewhere or signs out leaves nothing of it.
 */
import { useEffect, useState } from 'react'
import { useBankSession } from './bank-session.tsx'
import { CUT_SHORT } from './sign-in.ts'

/**
 * @param form which form it is.
 * @param opening what the form was opened with: something else is another draft.
 * @returns what was kept when the form opened.
 */
export const useKeptDraft = <Written extends object>(form: string, opening = '') => {
  const { me } = useBankSession()
  const key = `passbook.draft.${me.userId}.${form}`
  const [kept] = useState(() =>
    isBack() ? readDraft<Written>(window.sessionStorage.getItem(key), opening) : undefined,
  )
  useEffect(() => {
    window.sessionStorage.removeItem(CUT_SHORT)
    // A page that is loaded anew never gets here; one that is left for another one does.
    return () => window.sessionStorage.removeItem(key)
  }, [key])
  return {
    kept,
    keep: (written: Written) => window.sessionStorage.setItem(key, JSON.stringify({ opening, written })),
  }
}

/** Loaded anew, or come back from signing in; whoever types the address or follows a link wants a new form. */
const isBack = (): boolean => {
  const [loaded] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return loaded?.type !== 'navigate' || window.sessionStorage.getItem(CUT_SHORT) !== null
}

/** Undefined where nothing was kept, or of a form that was opened with something else. */
export const readDraft = <Written extends object>(
  text: string | null,
  opening: string,
): Partial<Written> | undefined => {
  try {
    const found = JSON.parse(text ?? 'null') as { opening: string; written: Partial<Written> } | null
    return found?.opening === opening && typeof found.written === 'object' ? found.written : undefined
  } catch {
    return undefined
  }
}
