/** What has come to the log's end since the list was opened, and how much of it may be shown without moving anything. */
import type { AuditedEvent } from '../../api-client/api.ts'

export type Newer = {
  /** Everything up to here has been looked through. */
  readonly version: number
  /** Newest first. */
  readonly rows: readonly AuditedEvent[]
  readonly isGap: boolean
}

/** More is not kept above the pages: the list then begins anew. */
export const MOST_KEPT = 500

export const addNewer = (before: Newer, answer: Newer): Newer => {
  const rows = [...answer.rows, ...before.rows]
  return {
    version: Math.max(before.version, answer.version),
    rows: rows.slice(0, MOST_KEPT),
    isGap: before.isGap || answer.isGap || rows.length > MOST_KEPT,
  }
}

/**
 * What is listed: the pages with what came above them, up to `shownTo`; what is newer is held back and only counted. The
 * first page may know events that are told once more as new ones.
 */
export const listed = (
  pages: readonly AuditedEvent[],
  newer: readonly AuditedEvent[],
  shownTo: number,
): { readonly rows: readonly AuditedEvent[]; readonly heldBack: number } => {
  const known = pages[0]?.position ?? 0
  const fresh = newer.filter(({ position }) => position > known)
  const shown = fresh.filter(({ position }) => position <= shownTo)
  return { rows: [...shown, ...pages], heldBack: fresh.length - shown.length }
}
