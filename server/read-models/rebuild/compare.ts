/**
 * Compares live rows with freshly folded ones, by hash over ranges of keys, and names the first difference. Both are
 * read in one snapshot; nobody waits for it.
 */

/** The first row, in the order of keys, that is not as it should be. */
export type Difference = {
  readonly table: string
  readonly kind: 'missing' | 'extra' | 'changed'
  readonly key: string
  /** Of a changed row: the first column that differs, and both of its values as text. */
  readonly column: string | null
  readonly live: string | null
  readonly expected: string | null
}

export type TableComparison = {
  readonly table: string
  readonly liveRows: number
  readonly expectedRows: number
  /** Over all rows in the order of their keys. */
  readonly liveHash: string
  readonly expectedHash: string
  readonly differences: number
}

export type Comparison = {
  /** The position at which both were compared. */
  readonly position: number
  readonly tables: readonly TableComparison[]
  readonly first: Difference | null
}
