/**
 * Below a list: what it shows, as a file. Its filters are those that the list's own procedure takes. What was found on the
 * screen by words goes by the rows' ids, so that the words stay where they were typed.
 */

import classes from './export-menu.module.css'
import { ExportMenu } from './export-menu.tsx'

/** As the bank knows them by their addresses. */
export type ExportedListName =
  | 'accounts'
  | 'customers'
  | 'fraud-alerts'
  | 'insight-lines'
  | 'notifications'
  | 'occurrences'
  | 'payees'
  | 'payments'
  | 'requests'
  | 'reviews'
  | 'standing-orders'
  | 'statements'
  | 'upcoming'

export function ListExport({
  list,
  filter = {},
  only,
}: {
  list: ExportedListName
  filter?: Readonly<Record<string, unknown>>
  /** The ids of the rows that are shown, where these are not all that the filter finds. */
  only?: readonly string[] | undefined
}) {
  const body = only === undefined ? filter : { ...filter, only }
  return (
    <div className={classes.foot}>
      <ExportMenu source={{ path: `/api/lists/${list}/export`, body }} formats={['csv']} isQuiet />
    </div>
  )
}
